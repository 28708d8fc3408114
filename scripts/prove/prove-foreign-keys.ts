// Whether foreign keys can do their work: PostgreSQL looks at the other table as that table's owner.
import type { Sql } from "../database/connect/connect.ts";
import { errorCode } from "../database/connect/connection-problem.ts";
import { rolledBack } from "../database/connect/transaction.ts";
import foreignKeysQuery from "../database/queries/foreign-keys.sql";
import { type Diagnostic, problem, refuseErrors } from "../model/diagnostic.ts";
import { displayPath, quoteIdentifier, quotePath } from "../model/identifier.ts";

/** A row of queries/foreign-keys.sql. */
interface ForeignKey {
  readonly name: string;
  readonly table: readonly string[];
  readonly owner: string;
  readonly target: readonly string[];
  readonly target_owner: string;
  /** What becomes of the rows of the table when their target goes or changes: `a`, `r`, `c`, `n`, `d`. */
  readonly on_delete: string;
  readonly on_update: string;
  /** The first of its columns. */
  readonly column: string;
}

/** What PostgreSQL runs about a foreign key, and as whom: on no row, since rights are asked before rows are. */
function questions({ table, owner, target, target_owner, on_delete, on_update, column }: ForeignKey) {
  const [here, there] = [quotePath(table), quotePath(target)];
  const name = quoteIdentifier(column);
  const changes = (action: string) =>
    action === "n" || action === "d" || (action === "c" && on_update === "c");
  return [
    {
      by: target_owner,
      on: target,
      what: "INSERT",
      sql: `SELECT 1 FROM ONLY ${there} AS x WHERE false FOR KEY SHARE OF x`,
    },
    {
      by: owner,
      on: table,
      what: "DELETE",
      sql: `SELECT 1 FROM ONLY ${here} AS x WHERE false FOR KEY SHARE OF x`,
    },
    ...(on_delete === "c"
      ? [{ by: owner, on: table, what: "ON DELETE CASCADE", sql: `DELETE FROM ONLY ${here} WHERE false` }]
      : []),
    ...(changes(on_delete) || changes(on_update)
      ? [
          {
            by: owner,
            on: table,
            what: "its cascade",
            sql: `UPDATE ONLY ${here} SET ${name} = NULL WHERE false`,
          },
        ]
      : []),
  ];
}

/**
 * Asks, as the owners of tables that foreign keys connect, what PostgreSQL asks as them when rows come and go.
 *
 * @param sql a superuser's
 * @returns what could not be tried, a line each
 * @throws {Refusal} with each that would fail for everybody, since an owner lacks a right
 */
export async function proveForeignKeys(sql: Sql): Promise<string[]> {
  const keys = (await sql.unsafe(foreignKeysQuery)) as unknown as ForeignKey[];
  const problems = new Map<string, Diagnostic>();
  const notTried = new Set<string>();
  for (const key of keys) {
    for (const { by, on, what, sql: statement } of questions(key)) {
      await rolledBack(sql, async (tx) => {
        await tx.unsafe(`SET LOCAL ROLE ${quoteIdentifier(by)}`);
        await tx.unsafe(statement);
      }).catch((error: unknown) => {
        const { message } = error as Error;
        const told = `the foreign key ${key.name} of ${displayPath(key.table)}`;
        if (errorCode(error) !== "42501") notTried.add(`${told}: ${message}`);
        else
          problems.set(
            `${by} ${displayPath(on)}`,
            problem(
              "proof-foreign-key",
              `${told} fails for everybody (${what}): ${by}, who owns ${displayPath(on)}, gets: ${message}`,
              {
                help: `PostgreSQL looks at ${displayPath(on)} as its owner: give ${by} USAGE on the schema ${displayPath(on.slice(0, 1))}.`,
              },
            ),
          );
      });
    }
  }
  refuseErrors([...problems.values()]);
  return [...notTried].map((line) => `not tried: ${line}`);
}
