// Statements that may fail within a transaction that goes on.
import type { Queryable } from "./connect.ts";

/** Runs statements, all of them or none. @returns PostgreSQL's words where one cannot run */
export async function attempt(tx: Queryable, ...statements: readonly string[]): Promise<string | undefined> {
  await tx.unsafe("SAVEPOINT attempt");
  try {
    for (const statement of statements) await tx.unsafe(statement);
    return undefined;
  } catch (error) {
    await tx.unsafe("ROLLBACK TO attempt");
    return (error as Error).message;
  }
}
