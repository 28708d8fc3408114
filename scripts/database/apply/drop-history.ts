// What is left of a history in a database once nothing is applied: its log, or nothing.
import { quotePath } from "../../model/identifier.ts";
import type { Queryable } from "../connect/connect.ts";
import {
  type HistoryTable,
  hasHistory,
  MADE_SCHEMA,
  madeSchema,
  revisionsTable,
  stateTable,
} from "./history-table.ts";
import { dropLog, hasLog } from "./log-table.ts";

/** Removes our tables with the log, whatever they say, and the schema if we made it and nothing else is in it. */
export async function dropHistory(tx: Queryable, history: HistoryTable): Promise<void> {
  const made = await madeSchema(tx, history);
  await dropLog(tx, history);
  await tx.unsafe(`DROP TABLE IF EXISTS ${revisionsTable(history)}, ${stateTable(history)}`);
  const [rest] = await tx`
    SELECT EXISTS (SELECT FROM pg_depend WHERE refclassid = 'pg_namespace'::regclass
                   AND refobjid = to_regnamespace(${quotePath([history.schema])})) AS used`;
  if (made && !rest?.used) await tx.unsafe(`DROP SCHEMA ${quotePath([history.schema])}`);
}

/** Forgets all that is applied and remembered, but who made the schema. */
export async function forgetAll(tx: Queryable, history: HistoryTable): Promise<void> {
  if (!(await hasHistory(tx, history))) return;
  await tx.unsafe(`DELETE FROM ${revisionsTable(history)}`);
  await tx.unsafe(`DELETE FROM ${stateTable(history)} WHERE key <> $1`, [MADE_SCHEMA]);
}

/**
 * Removes our tables once nothing is applied. Where there is a log, that stays, and so does what says that we made its
 * schema; where there is none, as an earlier version left it, nothing of ours is left.
 */
export async function dropHistoryIfEmpty(tx: Queryable, history: HistoryTable): Promise<void> {
  if (!(await hasHistory(tx, history))) return;
  const [row] = await tx.unsafe(`SELECT EXISTS (SELECT FROM ${revisionsTable(history)}) AS applied`);
  if (row?.applied) return;
  if (!(await hasLog(tx, history))) return dropHistory(tx, history);
  await forgetAll(tx, history);
  await tx.unsafe(`DROP TABLE ${revisionsTable(history)}`);
}
