import { expect, test } from "vitest";
import { parseScript } from "../../scripts/sql/script.ts";
import { selectStatements } from "../../scripts/sql/select-statements.ts";

const SCRIPT = `
ALTER SCHEMA "crmp" RENAME TO "\${crmp}";
ALTER ROLE "\${env}_crmp" RENAME TO "\${env}_\${crmp}";
ALTER TABLE "\${crmp}"."a" RENAME TO "b";
ALTER SCHEMA "x" RENAME TO "x";
`;
const sent = (crmp: string) =>
  selectStatements(parseScript(SCRIPT).statements, { variables: { env: "test", crmp }, major: 18 }).map(
    ({ sql }) => sql,
  );

test("what has its new name already where a name became a variable is not renamed", () => {
  expect(sent("crmp")).toEqual([
    'ALTER TABLE "crmp"."a" RENAME TO "b"',
    // Whoever wrote that meant something.
    'ALTER SCHEMA "x" RENAME TO "x"',
  ]);
  expect(sent("other")).toHaveLength(4);
});
