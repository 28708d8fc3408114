import { readdirSync, readFileSync, statSync } from "node:fs";
import { mkdir, rename, rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { type Definitions, loadDefinitions } from "../../scripts/declarations/definitions/definitions.ts";
import { readRolesFiles } from "../../scripts/declarations/language/role-files.ts";
import { stateOf } from "../../scripts/migrations/kit/drizzle-kit.ts";
import { askOnce } from "../../scripts/sources/ask-once.ts";
import { openProject } from "../../scripts/sources/project.ts";
import { makeProject, writeFiles } from "../support/project.ts";

const config = (environments: readonly string[]): string => `export default {
  dialect: "postgresql",
  schema: "./definitions/**/*.ts",
  warehouse: {
    variables: { env: ${JSON.stringify(environments)} },
    reads: { environment: ["DWH_TEST_HEIGHT"], files: ["data", "more.txt"] },
  },
};
`;

const table = (name: string, column: string) =>
  `import { pgTable, text } from "drizzle-orm/pg-core";\nimport { width } from "../sizes/width";\nexport const ${name} = pgTable("${name}", { ${column}: text(), ["w" + width]: text() });\n`;

const FILES = {
  "definitions/a.ts": table("a", "one"),
  "sizes/width.ts": "export const width = 10;\n",
  // Of a bundle in .dwh/cache.
  "definitions/read.ts": `import { existsSync, readdirSync, readFileSync } from "node:fs";
import { pgTable, text } from "drizzle-orm/pg-core";
const data = new URL("../../data/", import.meta.url);
const more = new URL("../../more.txt", import.meta.url);
const names = [process.env.DWH_TEST_HEIGHT, readFileSync(new URL("names.txt", data), "utf8"), ...readdirSync(data)];
export const read = pgTable("read", {
  ...Object.fromEntries(names.map((name, index) => ["n" + index, text("n" + index + name)])),
  more: text(existsSync(more) ? "m" + readFileSync(more, "utf8") : "none"),
});
`,
  "data/names.txt": "0",
  "drizzle.config.ts": config(["test"]),
  "roles/roles.yaml": "roles: {}\n",
  "generated/20260101000000_init/delta.json": "{}\n",
};

const roots: string[] = [];
afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await Promise.all(roots.splice(0).map((root) => rm(root, { recursive: true, force: true })));
});

const textsIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true })
    .map(String)
    .filter((path) => statSync(join(folder, path)).isFile())
    .map((path) => `${path}: ${readFileSync(join(folder, path), "utf8")}`);

/** Everything that an answer can be made of. */
async function read(root: string): Promise<{ answer: string; keep: Definitions }> {
  const { config: said } = await openProject(root);
  const definitions = await loadDefinitions(root, said.schema);
  const roles = await readRolesFiles(root, said.roles);
  const state = await stateOf(definitions.exports);
  const answer = JSON.stringify({ said, ddl: state.ddl, roles, generated: textsIn(said.out) });
  return { answer, keep: definitions };
}

/** What people do to a project; some of it is hard to see. */
const EDITS: readonly ((root: string, round: number) => Promise<unknown>)[] = [
  (root, round) => writeFiles(root, { "definitions/a.ts": table("a", `c${round}`) }),
  (root, round) => writeFiles(root, { "sizes/width.ts": `export const width = ${round};\n` }),
  (root, round) =>
    writeFiles(root, {
      [`definitions/deep/d${round % 3}.ts`]: table(`d${round}`, "x").replace("..", "../.."),
    }),
  (root, round) => rm(join(root, `definitions/deep/d${round % 3}.ts`), { force: true }),
  (root, round) => writeFiles(root, { "roles/roles.yaml": `roles: {}\n# ${round}\n` }),
  (root, round) => writeFiles(root, { [`roles/more/r${round % 2}.yaml`]: `# ${round}\n` }),
  (root, round) => rm(join(root, `roles/more/r${round % 2}.yaml`), { force: true }),
  (root, round) => writeFiles(root, { "generated/20260101000000_init/delta.json": `{"a":${round}}\n` }),
  (root, round) => writeFiles(root, { [`generated/2026010200000${round % 10}_more/delta.json`]: "{}\n" }),
  (root, round) => writeFiles(root, { "drizzle.config.ts": config(["test", `e${round}`]) }),
  // As long as before, with the time that it had.
  async (root, round) => {
    const file = join(root, "sizes/width.ts");
    const { atime, mtime } = statSync(file);
    await writeFile(file, `export const width = ${round % 10};\n`.padEnd(26));
    await utimes(file, atime, mtime);
  },
  // What "../sizes/width" leads to becomes another file, and again the first.
  (root, round) => writeFiles(root, { "sizes/width.tsx": `export const width = ${1000 + round};\n` }),
  (root) => rm(join(root, "sizes/width.tsx"), { force: true }),
  (root, round) =>
    writeFiles(root, {
      "tsconfig.json": `{"compilerOptions":{"paths":{"../sizes/width":["./other/${round % 2}.ts"]}}}`,
      "other/0.ts": "export const width = 77;\n",
      "other/1.ts": "export const width = 78;\n",
    }),
  (root) => rm(join(root, "tsconfig.json"), { force: true }),
  async (root) => {
    await rename(join(root, "definitions/a.ts"), join(root, "definitions/b.ts"));
    await rename(join(root, "definitions/b.ts"), join(root, "definitions/a.ts"));
  },
  async (_, round) => void vi.stubEnv("DWH_TEST_HEIGHT", `h${round % 3}`),
  async () => void vi.stubEnv("DWH_TEST_HEIGHT", undefined),
  (root, round) => writeFiles(root, { "data/names.txt": `${round}` }),
  (root, round) => writeFiles(root, { [`data/deep${round % 2}/x.txt`]: "" }),
  (root, round) => writeFiles(root, { "more.txt": `${round}` }),
  (root) => rm(join(root, "more.txt"), { force: true }),
  // Nothing of it counts.
  (root, round) => writeFiles(root, { "notes/n.txt": String(round) }),
  (root) => mkdir(join(root, "definitions/empty"), { recursive: true }),
];

test("whatever is changed, an answer that is kept is the one that would be found", async () => {
  const { root } = await makeProject(FILES);
  roots.push(root);
  // As if each run began well after the last edit.
  const now = Date.now.bind(Date);
  vi.spyOn(Date, "now").mockImplementation(() => now() + 60_000);
  let found = 0;
  const ask = async () =>
    askOnce(await openProject(root), "everything", () => {
      found++;
      return read(root);
    });
  let seed = 20261127;
  const random = (count: number) => {
    seed = (seed * 1103515245 + 12345) % 2 ** 31;
    return Math.floor((seed / 2 ** 31) * count);
  };
  const wrong: string[] = [];
  const ROUNDS = 70;
  for (let round = 0; round < ROUNDS; round++) {
    const which = round < EDITS.length ? round : random(EDITS.length);
    await EDITS[which]?.(root, round);
    const { answer } = await read(root);
    if ((await ask()) !== answer) wrong.push(`after edit ${which} in round ${round}`);
    const before = found;
    if ((await ask()) !== answer) wrong.push(`asked again after edit ${which} in round ${round}`);
    if (found !== before) wrong.push(`found out twice after edit ${which} in round ${round}`);
  }
  expect(wrong).toEqual([]);
  // Edits that change nothing are answered from what is kept.
  expect(found).toBeLessThan(ROUNDS);
});

test("definitions that read the environment are read every time", async () => {
  const { root } = await makeProject({
    ...FILES,
    "definitions/a.ts": `import { pgTable, text } from "drizzle-orm/pg-core";\nexport const a = pgTable(process.env.DWH_TEST_TABLE ?? "a", { one: text() });\n`,
  });
  roots.push(root);
  const now = Date.now.bind(Date);
  vi.spyOn(Date, "now").mockImplementation(() => now() + 60_000);
  let found = 0;
  const ask = async () =>
    askOnce(await openProject(root), "everything", () => {
      found++;
      return read(root);
    });
  await ask();
  await ask();
  expect(found).toBe(2);
});

test("what changed while it was read is not kept", async () => {
  const { root } = await makeProject(FILES);
  roots.push(root);
  let found = 0;
  const ask = async () =>
    askOnce(await openProject(root), "everything", async () => {
      found++;
      const result = await read(root);
      await writeFiles(root, { "definitions/a.ts": table("a", `c${found}`) });
      return result;
    });
  expect(await ask()).not.toBe(await ask());
  expect(found).toBe(2);
});
