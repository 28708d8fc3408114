import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { statementProblem } from "../../scripts/database/apply/statement-problem.ts";
import { connect, type Sql } from "../../scripts/database/connect/connect.ts";
import { freshDatabase } from "../support/cluster.ts";

let database: Awaited<ReturnType<typeof freshDatabase>>;
let sql: Sql;
const role = `going_${process.pid}`;

beforeAll(async () => {
  database = await freshDatabase(inject("adminUrl"));
  sql = await connect(database.url);
  await sql.unsafe(`CREATE ROLE ${role}; CREATE TABLE kept (id integer); ALTER TABLE kept OWNER TO ${role}`);
  await sql.unsafe("CREATE VIEW over AS SELECT * FROM kept");
});
afterAll(async () => {
  await sql.unsafe(`DROP OWNED BY ${role} CASCADE; DROP ROLE ${role}`);
  await sql.end();
  await database.drop();
});

async function failure(statement: string) {
  const error: unknown = await sql.unsafe(statement).then(
    () => expect.fail("it did not fail"),
    (reason: unknown) => reason,
  );
  const at = { line: 1, column: 1, source: statement };
  return statementProblem(error, "down.sql", { sql: statement, ...at } as Parameters<
    typeof statementProblem
  >[2]);
}

test("a role that cannot be dropped: what is in the way, and what to write", async () => {
  const { code, message, help } = await failure(`DROP ROLE ${role}`);
  expect(code).toBe("statement-failed");
  expect(message).toContain("owner of table kept");
  expect(help).toContain("reassign_owned_to");
});

test("of what else depends it is said where it belongs, and not to drop it with the rest", async () => {
  const { code, help } = await failure("DROP TABLE kept");
  expect(code).toBe("dependents-in-the-way");
  expect(help).not.toContain("CASCADE");
});
