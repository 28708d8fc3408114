import { describe, expect, test } from "vitest";
import { readsUnseen } from "../../scripts/declarations/definitions/unseen-reads.ts";

const seen = (
  code: string,
  packages: readonly string[] = [],
  said?: { environment?: readonly string[]; files?: readonly string[] },
) =>
  readsUnseen(
    {
      code,
      inputs: {
        "a.ts": {
          bytes: 1,
          imports: packages.map((path) => ({ path, kind: "import-statement", external: true })),
        },
      },
    },
    said && { environment: [], files: [], ...said },
  );

describe("what definitions may read besides their files", () => {
  test.each([
    "export const a = process.env.TABLE;",
    "export const a = { process };",
    "export const a = globalThis['process'].env;",
    "export const a = new Date().getFullYear();",
    "export const a = Math.random();",
    "const { random } = Math; export const a = random();",
    "export const a = import.meta.url;",
    "export const a = await import('./b.js');",
    "export const a = (() => 1).constructor('return process')();",
    "export const a = eval('1');",
    "export const a = [2, 1].toLocaleString();",
    "export const a = fetch('http://localhost');",
    "export const a = require('fs');",
    "export const a = Intl.DateTimeFormat().resolvedOptions().timeZone;",
    'import { randomUUID } from "node:crypto";\nexport const a = randomUUID();',
    'import { randomUUID } from "node:crypto";\nexport const a = x.$defaultFn(() => randomUUID()), b = randomUUID();',
    'import * as crypto from "node:crypto";\nexport const a = crypto.randomInt(2);',
  ])("%s", async (code) => {
    expect(await seen(code)).toBe(true);
  });

  test.each([
    "const process = 1; export const a = process;",
    "export const a = { process: 1 }.process;",
    'export const a = date("Date");',
    "export const a = Math.max(1, 2);",
    "export const a = x.$onUpdate(() => new Date());",
    'import { randomUUID as r2 } from "node:crypto";\nexport const a = x.$defaultFn(() => r2());',
    'import { createHash } from "node:crypto";\nexport const a = createHash("md5");',
  ])("not: %s", async (code) => {
    expect(await seen(code)).toBe(false);
  });

  test("packages", async () => {
    expect(await seen("export const a = 1;", ["drizzle-orm/pg-core", "dwh-definitions"])).toBe(false);
    expect(await seen("export const a = 1;", ["node:fs"])).toBe(true);
    expect(await seen("export const a = 1;", ["drizzle-orm-extra"])).toBe(true);
  });

  test.each<[string, string, readonly string[], boolean]>([
    ["a variable that is said", "export const a = process.env.TABLE;", [], false],
    ["in brackets", 'export const a = process.env["TABLE"];', [], false],
    ["another variable", "export const a = process.env.TABLE + process.env.OTHER;", [], true],
    ["all variables", "const { TABLE } = process.env; export const a = TABLE;", [], true],
    ["something else of the process", "export const a = process.env.TABLE + process.pid;", [], true],
    ["the time", "export const a = process.env.TABLE + Date.now();", [], true],
    ["files, of which none is said", "export const a = 1;", ["node:fs"], true],
  ])("of the environment: %s", async (_, code, packages, expected) => {
    expect(await seen(code, packages, { environment: ["TABLE"] })).toBe(expected);
  });

  test.each<[string, string, readonly string[], boolean]>([
    [
      "read from here",
      "export const a = readFileSync(join(process.cwd(), 'a'));",
      ["node:fs", "node:path"],
      false,
    ],
    ["read beside itself", "export const a = readFileSync(new URL('a', import.meta.url));", ["fs"], false],
    ["and a variable", "export const a = readFileSync(process.env.FILE);", ["node:fs"], true],
    ["and the time", "export const a = readFileSync('a') + new Date();", ["node:fs"], true],
    ["by another package", "export const a = 1;", ["node:fs", "csv-parse"], true],
    ["and the system", "export const a = 1;", ["node:os"], true],
  ])("of files: %s", async (_, code, packages, expected) => {
    expect(await seen(code, packages, { files: ["data"] })).toBe(expected);
  });
});
