import type { Queryable, Sql } from "./connect.ts";

/**
 * Works in one transaction: committed when the work is done, rolled back when it fails. The driver's own
 * `begin()` ends the whole process where the connection is lost in it.
 *
 * @param mode what follows BEGIN: `ISOLATION LEVEL REPEATABLE READ READ ONLY`
 * @throws whatever the work throws; an Error where it went on after a statement had failed
 */
export async function transaction<Result>(
  sql: Sql,
  work: (tx: Queryable) => Promise<Result>,
  mode = "",
): Promise<Result> {
  try {
    // A query goes out when it is first waited for, or executed; BEGIN must be the first.
    const [, result] = await Promise.all([sql.unsafe(`BEGIN ${mode}`).execute(), work(sql)]);
    const { command } = await sql.unsafe("COMMIT");
    if (command !== "COMMIT")
      throw new Error("the transaction was rolled back: a statement in it had failed");
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
  await sql.unsafe("BEGIN");
  try {
    return await work(sql);
  } finally {
    await sql.unsafe("ROLLBACK").catch(() => {});
  }
}
