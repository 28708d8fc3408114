import { expect, test } from "vitest";
import { NO_NEEDS } from "../../scripts/database/apply/cluster-marks.ts";
import { renamesOfOthers } from "../../scripts/database/apply/rename-roles.ts";
import { parseScript } from "../../scripts/sql/script.ts";
import { selectStatements } from "../../scripts/sql/select-statements.ts";

const others = {
  ...NO_NEEDS,
  role: (role: string) => (role === "test_crmp" ? "the database w" : undefined),
};
const found = (sql: string) => {
  const variables = { env: "test", crmp: "other" };
  const statements = selectStatements(parseScript(sql).statements, { variables, major: 18 });
  return renamesOfOthers(statements, others, "migration.sql").map(({ message }) => message);
};

test("a role is not renamed away from another history that calls it otherwise from then on", () => {
  expect(found('ALTER ROLE "${env}_crmp" RENAME TO "${env}_${crmp}";')).toEqual([
    "the role test_crmp cannot become test_other: the database w needs it under its name",
  ]);
  // There it gets the same name, by whoever comes first.
  expect(found('ALTER ROLE "${env}_crmp" RENAME TO "${env}_crm";')).toEqual([]);
  expect(found('ALTER ROLE "${env}_free" RENAME TO "${env}_${crmp}";')).toEqual([]);
});
