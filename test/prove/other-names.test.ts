import { expect, test } from "vitest";
import { EMPTY_WAREHOUSE } from "../../scripts/model/collections.ts";
import { problem } from "../../scripts/model/diagnostic.ts";
import { onlyThere, writtenOut } from "../../scripts/prove/other-names.ts";

const ALLOWED = { env: ["test", "prod"], crmp: ["a", "b"] };
const warehouse = { ...EMPTY_WAREHOUSE, schemas: new Set(["${env}_${crmp}", "${crmp}", "b"]) };

test("a name that a schema has under any values is told, with what to write", () => {
  const text = 'SELECT test_a.f(), a.f(), "${crmp}".f(), b.f(), c.f();';
  const found = writtenOut([{ file: "migration.sql", text }], [warehouse], ALLOWED);
  expect(found.map(({ code, at, help }) => `${code} ${at?.column} ${help?.split(",")[0]}`)).toEqual([
    'schema-written-out 8 Write "${env}_${crmp}"',
    'schema-written-out 20 Write "${crmp}"',
  ]);
  expect(writtenOut([{ file: "migration.sql", text }], [EMPTY_WAREHOUSE], ALLOWED)).toEqual([]);
  const bare = [{ file: "migration.sql", text: "SELECT ${crmp}.f();" }];
  expect(writtenOut(bare, [warehouse], ALLOWED)).toEqual([]);
  const [unquoted] = writtenOut(bare, [warehouse], { ...ALLOWED, crmp: ["a", "B"] });
  expect(unquoted).toMatchObject({ code: "schema-written-out", help: 'Write "${crmp}".' });
});

test("what fails under another name only says so, first of all", () => {
  const told = problem("statement-failed", "the schema a does not exist", { help: "Correct it." });
  const help = (variables: Record<string, string>) =>
    onlyThere([told], [warehouse], variables, { env: "test", crmp: "a" })[0]?.help;
  expect(help({ env: "test", crmp: "b" })).toBe(
    "It holds with crmp = a, and does not with crmp = b. Where a name is written out that others call otherwise, say ${crmp} in it.\nCorrect it.",
  );
  expect(help({ env: "test", crmp: "a" })).toBe("Correct it.");
});
