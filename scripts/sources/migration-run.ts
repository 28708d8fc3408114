// Runs a function of a migration.ts in the transaction of its revision.

import { statementProblem } from "../database/apply/statement-problem.ts";
import type { Queryable } from "../database/connect/connect.ts";
import { errorCode } from "../database/connect/connection-problem.ts";
import type { LoadedMigration } from "../declarations/code/load-migration.ts";
import type { MigrationContext, MigrationSql } from "../declarations/code/migration-types.ts";
import { type Diagnostic, type Location, problem, Refusal } from "../model/diagnostic.ts";
import { MigrationStatements } from "./migration-sql.ts";
import { withoutViews } from "./without-views.ts";

const HELP = "What the file did outside of the database stays.";

/** It is released behind the function: not so where that ended the transaction, or left it failed. */
const SAVEPOINT = "dwh_migration_ts";

/** What of the context belongs to one call. */
type Within = Pick<MigrationContext, "log" | "withoutViews">;

/** What the context says before. */
export type AboutMigration = Omit<MigrationContext, keyof Within>;

/** A failure at its place in the file, never with a stack. */
function failures(loaded: LoadedMigration, statements: MigrationStatements, error: unknown): Diagnostic[] {
  const at = loaded.placeOf(error) ?? { file: loaded.file };
  if (error instanceof Refusal)
    return error.diagnostics.map((one) => ({ ...one, message: `migration.ts: ${one.message}`, at }));
  return [failure(loaded, statements, error, at)];
}

function failure(
  loaded: LoadedMigration,
  statements: MigrationStatements,
  error: unknown,
  at: Location,
): Diagnostic {
  const refused = statements.refusedBy(error);
  if (refused !== undefined && /^[0-9A-Z]{5}$/.test(errorCode(error))) {
    const found = statementProblem(error, loaded.file, { sql: refused, line: 1, column: 1 });
    return { ...found, code: "code-failed", message: `migration.ts: ${found.message}`, at };
  }
  const [line = ""] = String(error instanceof Error ? error.message : error).split("\n");
  const name = error instanceof Error && error.name !== "Error" ? `${error.name}: ` : "";
  return problem("code-failed", `migration.ts: ${name}${line}`, { at, help: HELP });
}

/**
 * Calls a function of a migration.ts.
 *
 * @returns what it gave, and what it said, `LOG: …`
 * @throws {Refusal} where it throws, or does not wait for a statement; the cause is what it threw
 */
export async function callMigration<Result>(
  tx: Queryable,
  loaded: LoadedMigration,
  call: (sql: MigrationSql, within: Within) => Promise<Result>,
): Promise<{ readonly result: Result; readonly said: string[] }> {
  const said: string[] = [];
  const statements = new MigrationStatements(tx);
  await tx.unsafe(`SAVEPOINT ${SAVEPOINT}`);
  try {
    const result = await call(statements.sql, {
      log: (text) => void said.push(`LOG: ${text}`),
      withoutViews: (names, work) => statements.during((onLost) => withoutViews(tx, names, work, onLost)),
    });
    const { left } = statements;
    if (left) {
      left.message = "a statement is not awaited, and may be sent too late";
      throw left;
    }
    if (statements.lost) throw statements.lost;
    await tx.unsafe(`RELEASE SAVEPOINT ${SAVEPOINT}`).catch((refused: unknown) => {
      throw statements.failed ?? refused;
    });
    return { result, said };
  } catch (error) {
    throw Object.assign(new Refusal(failures(loaded, statements, error)), { cause: error });
  }
}

/**
 * Runs the function of a direction.
 *
 * @returns what it said
 * @throws {Refusal} as {@link callMigration} does, and where it gives false
 */
export async function runMigration(
  tx: Queryable,
  loaded: LoadedMigration,
  about: AboutMigration,
): Promise<string[]> {
  const step = loaded[about.direction];
  if (!step) return [];
  const { said } = await callMigration(tx, loaded, async (sql, within) => {
    if ((await step(sql, { ...about, ...within })) === false)
      throw new Error(`${about.direction}() returned false`);
  });
  return said;
}
