/** Transactions, each with the settings that the meaning of statements depends on; none is left to the session. */
import { majorOf, type Queryable, type Sql } from "./connect.ts";
import { refuseIfInterrupted } from "./interruption.ts";

/**
 * What the meaning of statements and the text of definitions depend on, whatever the role or the database set; how
 * long a session lasts whose client is gone or waits.
 */
const SETTINGS: readonly (readonly [name: string, value: string, since?: number])[] = [
  ["search_path", ""],
  ["client_min_messages", "notice"],
  ["standard_conforming_strings", "on"],
  ["quote_all_identifiers", "off"],
  ["DateStyle", "ISO"],
  ["IntervalStyle", "postgres"],
  ["TimeZone", "UTC"],
  ["extra_float_digits", "1"],
  // Catalog queries end before compiling them would pay.
  ["jit", "off"],
  ["lock_timeout", "0"],
  ["statement_timeout", "0"],
  ["transaction_timeout", "0", 17],
  ["idle_in_transaction_session_timeout", "5min"],
];

/** A server looks after its client while a statement runs only where it was built for that; elsewhere this is an error. */
const CHECK_CLIENT = `CASE WHEN pg_catalog.version() LIKE '%linux%'
  THEN pg_catalog.set_config('client_connection_check_interval', '2s', true) END`;

const set = (name: string, value: string): string => `pg_catalog.set_config('${name}', '${value}', true)`;

/**
 * Begins a transaction. Its settings are SET LOCAL, since behind a transaction pooler the session is another one
 * each time, and other programs have it afterwards.
 *
 * @param mode what follows BEGIN
 * @throws {Interrupted} at once where the run was interrupted
 */
export function begin(sql: Sql, mode = ""): Promise<unknown> {
  refuseIfInterrupted(sql);
  const major = majorOf(sql);
  const settings = SETTINGS.filter(([, , since = 0]) => since <= major);
  const calls = [...settings.map(([name, value]) => set(name, value)), CHECK_CLIENT];
  // A query goes out when it is first waited for, or executed.
  return sql.unsafe(`BEGIN ${mode}; SELECT ${calls.join(", ")}`).execute();
}

/** COMMIT was sent, and no answer came: whether the transaction is committed is not known. */
export class CommitUnanswered extends Error {
  override readonly name = "CommitUnanswered";
}

/** Whether PostgreSQL answered: an error of its own that did not end the session. */
const isAnswer = (error: unknown): boolean => (error as { severity?: unknown })?.severity === "ERROR";

async function commit(sql: Sql): Promise<void> {
  refuseIfInterrupted(sql);
  const { command } = await sql.unsafe("COMMIT").catch((cause: unknown) => {
    throw isAnswer(cause) ? cause : new CommitUnanswered("COMMIT was not answered", { cause });
  });
  if (command !== "COMMIT") throw new Error("the transaction was rolled back: a statement in it had failed");
}

/**
 * Works in one transaction: committed when the work is done, rolled back when it fails. The driver's own
 * `begin()` ends the whole process where the connection is lost in it.
 *
 * @param mode what follows BEGIN: `ISOLATION LEVEL REPEATABLE READ READ ONLY`
 * @throws whatever the work throws; an Error where it went on after a statement had failed; {@link CommitUnanswered}
 */
export async function transaction<Result>(
  sql: Sql,
  work: (tx: Queryable) => Promise<Result>,
  mode = "",
): Promise<Result> {
  try {
    // BEGIN is the first to be sent, and nobody waits for its answer.
    const [, result] = await Promise.all([begin(sql, mode), work(sql)]);
    await commit(sql);
    return result;
  } catch (error) {
    await sql.unsafe("ROLLBACK").catch(() => {});
    throw error;
  }
}

/** Works in one transaction that is rolled back in the end, whatever comes of it. */
export async function rolledBack<Result>(
  sql: Sql,
  work: (tx: Queryable) => Promise<Result>,
): Promise<Result> {
  await begin(sql);
  try {
    return await work(sql);
  } finally {
    await sql.unsafe("ROLLBACK").catch(() => {});
  }
}
