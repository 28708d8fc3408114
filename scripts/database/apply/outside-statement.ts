// A statement that runs in no transaction, and what a broken run of it left.

import { Refusal } from "../../model/diagnostic.ts";
import { quotePath } from "../../model/identifier.ts";
import type { SelectedStatement } from "../../sql/select-statements.ts";
import type { Path } from "../../sql/sql-target.ts";
import type { Statement } from "../../sql/statement.ts";
import { statementSql } from "../../sql/write-statement.ts";
import type { Sql } from "../connect/connect.ts";
import { errorCode } from "../connect/connection-problem.ts";
import { refuseIfInterrupted } from "../connect/interruption.ts";
import { transaction } from "../connect/transaction.ts";
import leftIndexesQuery from "../queries/left-indexes.sql";
import { isPassedOver, passedOver } from "./passed-over.ts";
import { sendStatements } from "./send-statements.ts";

/** An index that a broken run left. */
interface LeftIndex {
  readonly schema: string;
  readonly name: string;
  readonly table: string;
  readonly valid: boolean;
}

const OF_PUBLIC = (path: Path): Path => (path.length === 1 ? ["public", ...path] : path);

/** No search_path can be set for it, since a pooler would leave that to other programs: what has no schema is in public. */
function qualified(statement: Statement): Statement | undefined {
  if (statement.kind === "make index") return { ...statement, on: OF_PUBLIC(statement.on) };
  if (statement.kind !== "drop") return undefined;
  return {
    ...statement,
    targets: statement.targets.map((target) => ({ ...target, path: OF_PUBLIC(target.path) })),
  };
}

/**
 * The indexes that a broken run of the statement may have left, once nobody builds them any more: whoever does keeps
 * a lock on the table, on which is waited.
 */
async function leftIndexes(sql: Sql, { statement, sql: text }: SelectedStatement): Promise<LeftIndex[]> {
  const [schema, name, on] =
    statement.kind === "make index"
      ? [statement.on.at(-2) ?? "public", statement.index ?? "", statement.on.at(-1) ?? ""]
      : ["", "", ""];
  const look = (tx: Sql) => tx.unsafe<LeftIndex[]>(leftIndexesQuery, [schema, name, text, on]);
  return transaction(sql, async () => {
    const found = await look(sql);
    const tables = new Set(found.map((index) => quotePath([index.schema, index.table])));
    for (const table of tables) await sql.unsafe(`LOCK TABLE ${table} IN SHARE UPDATE EXCLUSIVE MODE`);
    return tables.size > 0 ? [...(await look(sql))] : [];
  });
}

/** Removes what is left of a broken run. @returns what was found, for people; done is true where the run had come to its end */
async function clearLeft(sql: Sql, one: SelectedStatement): Promise<{ done: boolean; notes: string[] }> {
  const notes: string[] = [];
  if (one.statement.kind !== "make index" && !/^REINDEX\b/i.test(one.sql)) return { done: false, notes };
  const left = await leftIndexes(sql, one);
  for (const { schema, name, valid } of left) {
    if (valid) continue;
    await sql.unsafe(`DROP INDEX CONCURRENTLY IF EXISTS ${quotePath([schema, name])}`);
    notes.push(`${quotePath([schema, name])} was left invalid by a run that broke: it is made again`);
  }
  return { done: one.statement.kind === "make index" && left.some(({ valid }) => valid), notes };
}

/** Its own way on from where DETACH PARTITION … CONCURRENTLY broke. */
const finalized = ({ sql }: SelectedStatement): string => sql.replace(/CONCURRENTLY\s*$/i, "FINALIZE");

/**
 * Runs a statement in no transaction.
 *
 * @param begun whether it may have been begun before, or things may be as it leaves them
 * @returns what PostgreSQL said, and what was found of a run before
 * @throws {Refusal} with what PostgreSQL refused; an index may be left invalid then, which is found the next time
 */
export async function runOutside(
  sql: Sql,
  file: string,
  one: SelectedStatement,
  begun: boolean,
): Promise<string[]> {
  refuseIfInterrupted(sql);
  const { done, notes } = begun ? await clearLeft(sql, one) : { done: false, notes: [] };
  if (done) return notes;
  const other = qualified(one.statement);
  const send = (text: string) => {
    const source = one.source ?? one.sql;
    return sendStatements({ sql, tx: sql, file }, [text === one.sql ? one : { ...one, sql: text, source }]);
  };
  try {
    return [...notes, ...(await send(other === undefined ? one.sql : statementSql(other)))];
  } catch (error) {
    const cause = error instanceof Refusal ? error.cause : error;
    if (begun && errorCode(cause) === "55000" && finalized(one) !== one.sql) return send(finalized(one));
    if (!begun || !isPassedOver(cause)) throw error;
    return [...notes, passedOver(cause)];
  }
}
