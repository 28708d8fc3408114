/** Indexes that the definitions want made concurrently: behind the transaction, or within it where nobody waits for them. */
import { displayPath } from "../model/identifier.ts";
import { inSchema, type Path } from "./sql-target.ts";
import type { Statement } from "./statement.ts";

/** drizzle-kit's statements, and those that run behind the transaction. */
interface Ordered {
  readonly within: readonly Statement[];
  readonly behind: readonly Statement[];
}

const keyOf = (path: Path): string => displayPath(inSchema(path));

/** The statement without CONCURRENTLY. */
export function atOnce(statement: Statement): Statement {
  if (statement.kind !== "make index") return statement;
  const { concurrently: _, ...rest } = statement;
  return rest;
}

/** Nobody reads or writes a table that the same script makes: its indexes are made with it. */
export function concurrentBehind(statements: readonly Statement[]): Ordered {
  const made = new Set(statements.flatMap((one) => (one.kind === "make" ? [keyOf(one.path)] : [])));
  const within: Statement[] = [];
  const behind: Statement[] = [];
  for (const statement of statements) {
    if (statement.kind !== "make index" || !statement.concurrently) within.push(statement);
    else if (made.has(keyOf(statement.on))) within.push(atOnce(statement));
    else behind.push(statement);
  }
  return { within, behind };
}
