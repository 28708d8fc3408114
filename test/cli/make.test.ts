import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { copyFile, mkdir, utimes } from "node:fs/promises";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { removeProject, temporaryProject } from "../support/cluster.ts";
import { writeFiles } from "../support/project.ts";

const ROOT = resolve(import.meta.dirname, "../..");

/** In place of the command: what it was given. */
const ECHO = "console.log(JSON.stringify(process.argv.slice(2)));\n";

describe("make gives a command", () => {
  let root: string;
  beforeAll(async () => {
    root = await temporaryProject();
    await copyFile(join(ROOT, "Makefile"), join(root, "Makefile"));
    await mkdir(join(root, "scripts"));
    const old = ["package.json", "package-lock.json"];
    const built = ["node_modules/.package-lock.json", "dist/cli.js"];
    const json = [...old, built[0]].map((file) => [file, "{}"]);
    await writeFiles(root, { ...Object.fromEntries(json), "dist/cli.js": ECHO });
    for (const file of old) await utimes(join(root, file), 0, 0);
    for (const [index, file] of built.entries()) await utimes(join(root, file), index + 1, index + 1);
  });
  afterAll(() => removeProject(root));

  function make(args: readonly string[], environment: NodeJS.ProcessEnv = {}): string[] {
    const { PATH, HOME } = process.env;
    const { status, stdout, stderr } = spawnSync("make", args, {
      cwd: root,
      env: { PATH, HOME, ...environment },
      encoding: "utf8",
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    return JSON.parse(stdout);
  }

  test.each([
    [["upgrade"], ["upgrade", "--", "head"]],
    [
      ["upgrade", "to=#3", "target=test"],
      ["upgrade", "--target", "test", "--", "#3"],
    ],
    [
      ["downgrade", "to=-1", "target=test"],
      ["downgrade", "--target", "test", "--", "-1"],
    ],
    [["downgrade"], ["downgrade", "--"]],
    [["verify"], ["verify", "--"]],
    [
      ["verify", "revisions=#1 #2", "since=main"],
      ["verify", "--since", "main", "--", "#1 #2"],
    ],
    [
      ["revision", "m=add orders", "edit=1"],
      ["revision", "--message", "add orders", "--edit"],
    ],
    [
      ["revision", "continue=1"],
      ["revision", "--continue"],
    ],
    [
      ["revision", "m=x", 'rename=A."b c"=d *', "create=* E.f"],
      ["revision", "--message", "x", "--rename", 'A."b c"=d *', "--create", "* E.f"],
    ],
    [
      ["bootstrap", "role=it's"],
      ["bootstrap", "--role", "it's"],
    ],
    [
      ["who", "object=A.b", "privilege=SELECT", "live=1"],
      ["who", "--live", "--privilege", "SELECT", "--", "A.b"],
    ],
    [
      ["can", "role=r", "privilege=ALTER SYSTEM", "object=*"],
      ["can", "--", "r", "ALTER SYSTEM", "*"],
    ],
    [
      ["explain", "role=r", "object=A.b", "target=t"],
      ["explain", "--target", "t", "--", "r", "A.b"],
    ],
    [
      ["diff", "from=live", "to=declared", "access=1", "sql=1"],
      ["diff", "--access", "--sql", "--", "live", "declared"],
    ],
    [
      ["adopt", "roles=1", "out=-", 'external=rds_* "a b"'],
      ["adopt", "--roles", "--out", "-", "--external", 'rds_* "a b"'],
    ],
    [
      ["psql", "target=t"],
      ["psql", "--target", "t"],
    ],
  ])("%j", (args, expected) => {
    expect(make(args)).toEqual(expected);
  });

  test("values as they are, into which neither make nor the shell looks", () => {
    const text = `$(shell touch made) \`touch made\` $$(touch made) "; touch made; ' \\ $HOME %`;
    expect(make(["revision", `m=${text}`, `rename=${text}`])).toEqual([
      "revision",
      "--message",
      text,
      "--rename",
      text,
    ]);
    expect(make(["downgrade", `to=${text}`]).at(-1)).toBe(text);
    expect(existsSync(join(root, "made"))).toBe(false);
  });

  test("what may be destroyed: all, what is named, or nothing", () => {
    const given = (value: string) => make(["downgrade", "to=-1", `destructive=${value}`]).slice(0, -2);
    expect(given("1")).toEqual(["downgrade", "--destructive"]);
    expect(given('HR.t "HR"."a b"')).toEqual(["downgrade", '--destructive=HR.t "HR"."a b"']);
    expect(given("0")).toEqual(["downgrade"]);
    expect(given("")).toEqual(["downgrade"]);
  });

  test("nothing of the environment", () => {
    const names =
      "m from to target role privilege object live sql rename create destructive edit continue out external roles";
    const both = names.split(" ").flatMap((name) => [name, name.toUpperCase()]);
    const environment = Object.fromEntries(both.map((name) => [name, "1"]));
    expect(make(["upgrade"], environment)).toEqual(["upgrade", "--", "head"]);
    expect(make(["revision", "m=x"], environment)).toEqual(["revision", "--message", "x"]);
    expect(make(["who", "object=A"], environment)).toEqual(["who", "--", "A"]);
    expect(make(["adopt"], environment)).toEqual(["adopt"]);
  });

  test("every target of the map", () => {
    const { stdout } = spawnSync("make", ["help"], { cwd: root, encoding: "utf8" });
    for (const target of ["revision", "upgrade", "test", "bench", "format"]) {
      expect(stdout).toMatch(new RegExp(`^  make ${target} `, "m"));
    }
  });
});
