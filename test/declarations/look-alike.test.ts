import { expect, test } from "vitest";
import { parseRolesFile } from "../../scripts/declarations/language/roles-file.ts";

test("a word of two alphabets is warned about, in names and values, and words of one are not", () => {
  const text = 'roles:\n  Аlice: {comment: "Δt in µs"}\n  Александра: {member_of: "${env}_rеader"}\n';
  const { file, diagnostics } = parseRolesFile("roles/a.yaml", text);
  expect(file.complete).toBe(true);
  expect(diagnostics).toMatchObject([
    {
      code: "look-alike",
      severity: "warning",
      at: { line: 2, column: 3 },
      message: expect.stringContaining("Аlice"),
    },
    { code: "look-alike", at: { line: 3 }, message: expect.stringContaining("е is Cyrillic") },
  ]);
});
