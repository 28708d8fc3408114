import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { loadDefinitions } from "../../scripts/declarations/definitions/definitions.ts";
import { refuseErrors } from "../../scripts/model/diagnostic.ts";
import { answerOnChanges } from "../../scripts/sources/answer-on-changes.ts";
import { askOnce } from "../../scripts/sources/ask-once.ts";
import { LIBRARY, makeProject, writeFiles } from "../support/project.ts";

const config = (environment: string) => `import { variable } from "./said.ts";
export default {
  dialect: "postgresql",
  schema: "./definitions/**/*.ts",
  warehouse: { variables: { env: ["${environment}"] }, reads: { environment: [variable] } },
};
`;

const table = (width: string) => `import { pgTable, text } from "drizzle-orm/pg-core";
import { width } from "../sizes/width.ts";
export const a = pgTable("a", { ["w" + width]: text(), ["h" + process.env.DWH_TEST_HEIGHT]: text() });
// ${width}
`;

const FILES = {
  "definitions/a.ts": table("first"),
  "sizes/width.ts": "export const width = 10;\n",
  "said.ts": 'export const variable = "DWH_TEST_HEIGHT";\n',
  "drizzle.config.ts": config("one"),
  ".env": "DWH_TEST_HEIGHT=1\n",
};

/** What somebody does, and what is told then. */
const STEPS: readonly (readonly [what: string, edit: (root: string) => Promise<unknown>, told: string])[] = [
  ["a definition", (root) => writeFiles(root, { "definitions/a.ts": table("second") }), "one: w10, h1"],
  [
    "what it imports",
    (root) => writeFiles(root, { "sizes/width.ts": "export const width = 11;" }),
    "one: w11, h1",
  ],
  [".env", (root) => writeFiles(root, { ".env": "DWH_TEST_HEIGHT=2\n" }), "one: w11, h2"],
  ["the configuration", (root) => writeFiles(root, { "drizzle.config.ts": config("two") }), "two: w11, h2"],
  [
    "something wrong, in what a definition imports",
    (root) => writeFiles(root, { "sizes/width.ts": "export const width = ;" }),
    "failed",
  ],
  ["mended", (root) => writeFiles(root, { "sizes/width.ts": "export const width = 12;" }), "two: w12, h2"],
  ["a configuration that says nothing", (root) => writeFiles(root, { "drizzle.config.ts": "" }), "failed"],
  ["mended", (root) => writeFiles(root, { "drizzle.config.ts": config("three") }), "three: w12, h2"],
  [
    "what the configuration imports",
    (root) => writeFiles(root, { "said.ts": 'export const variable = "DWH_TEST_OTHER";\n' }),
    "three: w12, h2",
  ],
  ["a folder of roles", (root) => mkdir(join(root, "roles")), "three: w12, h2"],
  ["a file in it", (root) => writeFiles(root, { "roles/a.yaml": "roles: {}\n" }), "three: w12, h2"],
  ["a file that goes", (root) => rm(join(root, ".env")), "three: w12, hundefined"],
];

const roots: string[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all(roots.splice(0).map((root) => rm(root, { recursive: true, force: true })));
});

test("each change of something that counts is answered as the project is then", async () => {
  const { root } = await makeProject(FILES);
  roots.push(root);
  // makeProject has read it, as a command before this one would in a process of its own.
  vi.stubEnv("DWH_TEST_HEIGHT", undefined);
  const control = new AbortController();
  let told: string[] = [];
  let wake = () => {};
  const waiting = () =>
    new Promise<void>((done) => {
      wake = done;
    });
  let isThere = waiting();
  const ended = answerOnChanges(root, {
    library: LIBRARY,
    signal: control.signal,
    answer: async (project, onFiles) => {
      const answer = await askOnce(
        project,
        "columns",
        async () => {
          const definitions = await loadDefinitions(root, project.config.schema, { library: LIBRARY });
          refuseErrors(definitions.diagnostics);
          const [made] = Object.values(definitions.exports);
          return {
            answer: Object.keys(made as object).filter((key) => /^[wh]\w/.test(key)),
            keep: definitions,
          };
        },
        onFiles,
      );
      told.push(`${project.config.variables.env}: ${answer.join(", ")}`);
    },
    onFailure: () => told.push("failed"),
    onWait: () => wake(),
    onChange: () => {
      told = [];
    },
  });
  await isThere;
  expect(told.at(-1)).toBe("one: w10, h1");
  for (const [what, edit, expected] of STEPS) {
    isThere = waiting();
    await edit(root);
    await isThere;
    expect([what, told.at(-1)]).toEqual([what, expected]);
  }
  control.abort();
  await ended;
});
