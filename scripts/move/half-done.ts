// A revision that is half done: how a way sees the history then, and what is said of it.

import { type AppliedRevision, type HistoryTable, readHistory } from "../database/apply/history-table.ts";
import { type HalfDone, readHalfDone } from "../database/apply/step-record.ts";
import type { Queryable } from "../database/connect/connect.ts";
import { together } from "../database/connect/together.ts";
import type { Revision } from "../migrations/folder.ts";
import { problem, Refusal } from "../model/diagnostic.ts";
import type { BatchMark } from "../sql/course.ts";

/** The applied revisions as one way sees them, which has the one that is half done before it. */
interface SeenHistory {
  readonly rows: readonly AppliedRevision[];
  readonly half: HalfDone | undefined;
}

/** Reads it. */
export async function seenHistory(
  tx: Queryable,
  history: HistoryTable,
  direction: "up" | "down",
): Promise<SeenHistory> {
  const [rows, half] = await together([readHistory(tx, history), readHalfDone(tx, history)]);
  if (!half) return { rows, half };
  const others = rows.filter(({ name }) => name !== half.revision);
  const itself = { name: half.revision, hash: half.hash };
  return { rows: direction === "down" ? [...others, itself] : others, half };
}

/** `, and 3 batches of 300 rows` */
const batchWords = ({ count, rows }: BatchMark): string =>
  count === 0 ? "" : `, and ${count} ${count === 1 ? "batch" : "batches"} of ${rows} rows`;

/** `step 2 of 4 of the way up`, where it has batches with how many of those are done */
export const stepWords = ({
  direction,
  done,
  of,
  batches,
}: Pick<HalfDone, "direction" | "done" | "of" | "batches">): string =>
  `step ${done} of ${of} of the way ${direction === "up" ? "up" : "back"}${batches ? batchWords(batches) : ""}`;

/** What can be done with it. */
export const HALF_DONE_HELP =
  "`dwh upgrade` goes on to behind it, `dwh downgrade` takes it back (make: `make upgrade`, `make downgrade to=-1`).";

/** Why a command cannot be about others. */
export const halfDone = (half: HalfDone): Refusal =>
  new Refusal([
    problem("half-done", `${half.revision} is half done: ${stepWords(half)}`, { help: HALF_DONE_HELP }),
  ]);

/**
 * The chosen revisions with the one that is half done first.
 *
 * @throws {Refusal} where it is not among them: nothing else can run before it is whole
 */
export function halfDoneFirst(chosen: readonly Revision[], half: HalfDone | undefined): readonly Revision[] {
  if (!half || chosen[0]?.name === half.revision) return chosen;
  const own = chosen.find(({ name }) => name === half.revision);
  if (own) return [own, ...chosen.filter((one) => one !== own)];
  throw halfDone(half);
}
