// How far a revision has come that is committed in several steps: kept beside the history until it is done.
import { quoteLiteral } from "../../model/identifier.ts";
import type { LeftAt } from "../../sql/course.ts";
import type { Queryable } from "../connect/connect.ts";
import { forget, type HistoryTable, hasState, remembered, stateTable } from "./history-table.ts";

/** The last step that is committed. */
interface StepRecord extends LeftAt {
  /** Of migration.sql, before variables are filled in. */
  readonly hash: string;
  /** When it was done; UTC. */
  readonly at: string;
}

/** A revision that is neither applied nor taken back as a whole. */
export interface HalfDone extends StepRecord {
  readonly revision: string;
}

const STEP = "step:";

/** The revision that is half done; there is one at most. */
export async function readHalfDone(sql: Queryable, history: HistoryTable): Promise<HalfDone | undefined> {
  const [entry] = await remembered(sql, history, STEP);
  if (!entry) return undefined;
  const [revision, text] = entry;
  return { revision, ...(JSON.parse(text) as StepRecord) };
}

/** The statement that notes a step in the place of the one before. */
export const stepSql = (history: HistoryTable, { revision, ...record }: HalfDone): string =>
  `INSERT INTO ${stateTable(history)} VALUES (${quoteLiteral(STEP + revision)}, ${quoteLiteral(JSON.stringify(record))}) ` +
  "ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value";

/** The statement that ends it. */
export const endStepSql = (history: HistoryTable, revision: string): string =>
  `DELETE FROM ${stateTable(history)} WHERE key = ${quoteLiteral(STEP + revision)}`;

/** Notes a step in the transaction that does it. */
export async function recordStep(tx: Queryable, history: HistoryTable, step: HalfDone): Promise<void> {
  await tx.unsafe(stepSql(history, step));
}

/** Forgets that a revision is half done: it is done, or somebody says so. */
export const forgetStep = (tx: Queryable, history: HistoryTable, revision: string): Promise<void> =>
  forget(tx, history, `${STEP}${revision}`);

/** Forgets whatever is half done, where somebody says what the database is. */
export async function forgetSteps(tx: Queryable, history: HistoryTable): Promise<void> {
  if (!(await hasState(tx, history))) return;
  await tx.unsafe(`DELETE FROM ${stateTable(history)} WHERE starts_with(key, $1)`, [STEP]);
}
