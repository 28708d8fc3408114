import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readRolesFiles } from "../../scripts/declarations/language/role-files.ts";
import { parseRolesFile } from "../../scripts/declarations/language/roles-file.ts";
import { resolveRoles } from "../../scripts/declarations/resolve-roles.ts";
import { diagnosticText, SMALL } from "./roles-context.ts";

const CASES = fileURLToPath(new URL("../cases/roles-errors/", import.meta.url));
const cases = readdirSync(CASES).sort();

async function problems(folder: string): Promise<string> {
  const parsed = (await readRolesFiles(folder, ".")).map(({ file, text }) => parseRolesFile(file, text));
  const { access, diagnostics } = resolveRoles(
    parsed.map(({ file }) => file),
    SMALL,
  );
  // A typo never grants more.
  expect([access.roles, access.memberships, access.privileges].map(({ size }) => size)).toEqual([0, 0, 0]);
  const all = [...parsed.flatMap((file) => file.diagnostics), ...diagnostics];
  return `${all.map(diagnosticText).join("\n")}\n`;
}

describe("every slip is reported where it is, with what to do (UPDATE_CASES=1 rewrites what is expected)", () => {
  it.each(cases)("%s", async (name) => {
    const expectedFile = `${CASES}${name}/expected.txt`;
    const found = await problems(`${CASES}${name}`);
    if (process.env.UPDATE_CASES) writeFileSync(expectedFile, found);
    expect(found).toBe(readFileSync(expectedFile, "utf8"));
  });
});
