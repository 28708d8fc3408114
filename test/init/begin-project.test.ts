import { execFileSync } from "node:child_process";
import { readFile, symlink } from "node:fs/promises";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { parse } from "yaml";
import packageFile from "../../package.json" with { type: "json" };
import { HOW_TO_BEGIN } from "../../scripts/declarations/config/config.ts";
import { type Begun, beginProject } from "../../scripts/init/begin-project.ts";
import { managerOf } from "../../scripts/init/package-manager.ts";
import {
  type Example,
  environmentsProblem,
  nameProblem,
  packageName,
} from "../../scripts/init/project-wishes.ts";
import { planRevision } from "../../scripts/revise/plan-revision.ts";
import { openProject } from "../../scripts/sources/project.ts";
import { readSources } from "../../scripts/sources/read-sources.ts";
import type { VerbRow } from "../../scripts/verbs/verb-row.ts";
import { VERBS } from "../../scripts/verbs/verbs.ts";
import { contents } from "../support/cli.ts";
import { removeProject, temporaryProject } from "../support/cluster.ts";
import { LIBRARY, writeFiles } from "../support/project.ts";

const MODULES = resolve(import.meta.dirname, "../../node_modules");

let root: string;
beforeEach(async () => {
  root = await temporaryProject();
  await symlink(MODULES, join(root, "node_modules"));
});
afterEach(() => removeProject(root));

const begin = (
  example: Example = "schema",
  environments: readonly string[] = ["test", "prod"],
): Promise<Begun> =>
  beginProject(
    root,
    { name: "shop", example, environments },
    { manager: managerOf(root, undefined), verbs: VERBS },
  );

const read = (path: string): Promise<string> => readFile(join(root, path), "utf8");
const what = ({ files }: Begun) => Object.fromEntries(files.map((file) => [file.path, file.what]));

describe("what is written is a project", () => {
  const planned = async () => {
    const project = await openProject(root, LIBRARY);
    return planRevision(await readSources(project), "first", []);
  };

  test.each([
    ["schema", ["test", "prod"], "planned"],
    ["layers", ["dev", "stage", "live"], "planned"],
    ["none", ["only"], "nothing"],
  ] as const)("%s", async (example, environments, kind) => {
    await begin(example, environments);
    expect((await planned()).kind).toBe(kind);
  });

  test("with each manager of packages the workflows are YAML, and install by its lock file", async () => {
    for (const [lockFile, install] of [
      ["package-lock.json", "npm ci"],
      ["pnpm-lock.yaml", "pnpm install --frozen-lockfile"],
      ["yarn.lock", "yarn install --frozen-lockfile"],
    ] as const) {
      const folder = join(root, lockFile.replace(".", "-"));
      await writeFiles(folder, { [lockFile]: "" });
      const wishes = { name: "shop", example: "schema", environments: ["dev", "live"] } as const;
      await beginProject(folder, wishes, { manager: managerOf(folder, "npm/10"), verbs: VERBS });
      for (const name of ["checks", "deploy"]) {
        const workflow = parse(await readFile(join(folder, `.github/workflows/dwh-${name}.yml`), "utf8"));
        const [job] = Object.values(workflow.jobs) as { steps: { run?: string }[] }[];
        expect(job?.steps.map(({ run }) => run)).toContain(install);
      }
    }
  });

  test("its Makefile hands every value on as it was typed", async () => {
    await begin();
    const rows: readonly (readonly [string, VerbRow])[] = Object.entries(VERBS);
    const odd = "a 'b' \"c\" $d `e` \\ ;f";
    for (const [verb, row] of rows.filter(([name]) => !["init", "demo", "psql"].includes(name))) {
      const names = [...(row.arguments ?? "").matchAll(/[[<](\w+)/g)].map(([, name = ""]) => name);
      const flags = (row.flags ?? []).flatMap(([flag, , variable]) =>
        variable === undefined
          ? []
          : [{ long: /--[a-z-]+/.exec(flag)?.[0] ?? "", variable, end: flag.at(-1) }],
      );
      const values = flags.map(
        ({ variable, end }) => `${variable}=${end === ">" || end === "]" ? odd : "1"}`,
      );
      const out = execFileSync(
        "make",
        ["-s", verb, "DWH=printf '%s\\n'", ...values, ...names.map((name) => `${name}=${odd}`)],
        { cwd: root, encoding: "utf8" },
      );
      const given = flags.flatMap(({ long, end }) =>
        end === ">" && !/\.\.\.>$/.test(long) ? [long, odd] : end === "]" ? [`${long}=${odd}`] : [long],
      );
      const rest = names.length > 0 ? ["--", ...names.map(() => odd)] : [];
      expect(out).toBe([verb, ...given, ...rest, ""].join("\n"));
    }
  });
});

describe("what is there stays", () => {
  test("each file that a project may have", async () => {
    await begin();
    const paths = Object.keys(await contents(root)).map((path) => path.slice(root.length + 1));
    for (const path of paths) await writeFiles(root, { [path]: "mine\n" });
    await writeFiles(root, { "package.json": "{}", "drizzle.config.ts": "export default {};" });
    const before = await contents(root);
    const begun = await begin();
    const after = await contents(root);
    const changed = Object.keys(after).filter((path) => after[path] !== before[path]);
    expect(changed.map((path) => path.slice(root.length + 1)).sort()).toEqual([".gitignore", "package.json"]);
    expect(new Set(Object.values(what(begun)))).toEqual(new Set(["stays", "added to"]));
  });

  test("package.json gets what it lacks, in its own form", async () => {
    const mine = {
      name: "app",
      scripts: { check: "mine" },
      devDependencies: { "drizzle-orm": "^0.44.0", typescript: "^5.0.0" },
    };
    await writeFiles(root, {
      "package.json": JSON.stringify(mine, null, "\t"),
      ".gitignore": "/node_modules\n.env",
    });
    const begun = await begin();
    const text = await read("package.json");
    expect(text).toMatch(/^\{\n\t"name": "app",\n[\s\S]*\}\n$/);
    expect(JSON.parse(text)).toEqual({
      ...mine,
      scripts: { check: "mine", revision: "dwh revision", upgrade: "dwh upgrade" },
      dependencies: { "dwh-definitions": packageFile.version },
    });
    expect(begun.notes).toEqual([expect.stringContaining("drizzle-orm ^0.44.0")]);
    expect(await read(".gitignore")).toBe("/node_modules\n.env\n.dwh/\n");
  });

  test("a package.json that cannot be read ends it before anything is written", async () => {
    for (const text of ["{", "[]", "null", '{"scripts": 1}']) {
      await writeFiles(root, { "package.json": text });
      await expect(begin()).rejects.toMatchObject({ diagnostics: [{ code: "package-unreadable" }] });
      expect(Object.values(await contents(root))).toEqual([text]);
    }
  });

  test("a project of drizzle-kit's keeps its configuration and its history, and hears what to add", async () => {
    const files = {
      "package.json": "{}\n",
      "drizzle.config.ts":
        'export default { dialect: "postgresql", schema: "./src/schema.ts", out: "./drizzle" };\n',
      "src/schema.ts":
        'import { integer, pgTable } from "drizzle-orm/pg-core";\nexport const t = pgTable("t", { id: integer() });\n',
      "drizzle/meta/_journal.json": '{"version":"7","dialect":"postgresql","entries":[]}\n',
      "drizzle/0000_first.sql": 'CREATE TABLE "t" ("id" integer);\n',
    };
    await writeFiles(root, files);
    const { notes, files: begun } = await begin();
    for (const [path, text] of Object.entries(files))
      if (path !== "package.json") expect(await read(path)).toBe(text);
    const paths = begun.filter((file) => file.what === "written").map(({ path }) => path);
    expect(paths.filter((path) => /^(definitions|drizzle|src)/.test(path))).toEqual([]);
    const said = notes.join("\n");
    expect(said).toContain('out: "./generated"');
    expect(said).toContain('table: "__dwh_migrations"');
    expect(said).toMatch(/The migrations in drizzle\/ stay as they are.*`dwh adopt`/);
    // What it says, done.
    const added = notes
      .flatMap((note) => note.split("\n").filter((line) => line.startsWith("  ")))
      .join("\n");
    await writeFiles(root, {
      "drizzle.config.ts": files["drizzle.config.ts"].replace(', out: "./drizzle" };', `,\n${added}\n};`),
    });
    const project = await openProject(root, LIBRARY);
    expect((await planRevision(await readSources(project), "first", [])).kind).toBe("planned");
    expect((await begin()).notes.join()).not.toContain("Add to");
  });
});

describe("names", () => {
  test("a folder's name becomes a package's", () => {
    const names = ["My shop", "_x", "Größe 2", "...", "-"].map(packageName);
    expect(names.map((name) => nameProblem(name))).toEqual(names.map(() => undefined));
    expect(names[0]).toBe("my-shop");
  });

  test("environments are values of a variable, and begin environment variables", () => {
    expect(environmentsProblem(["test", "Prod_2"])).toBeUndefined();
    for (const wrong of [[], ["a", "A"], ["1"], ["a-b"], ["_a"], [""]]) {
      expect(environmentsProblem(wrong)).toEqual(expect.any(String));
    }
  });
});

describe("outside a project each verb says how to begin", () => {
  // The name of the other one is taken.
  const files: Readonly<Record<string, string>> = { catalog: "keep-catalog" };
  test.each(Object.keys(VERBS).filter((verb) => verb !== "init"))("%s", async (verb) => {
    const here = vi.spyOn(process, "cwd").mockReturnValue(root);
    try {
      const { run } = await import(`../../scripts/commands/${files[verb] ?? verb}.ts`);
      await expect(run([], { message: "m" })).rejects.toMatchObject({
        diagnostics: [{ code: "no-project", help: HOW_TO_BEGIN }],
      });
    } finally {
      here.mockRestore();
    }
  });
});
