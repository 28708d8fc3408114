// Whether a database is as a run left it, and what may be lost of a revision that is half done.
import type { HistoryTable } from "../database/apply/history-table.ts";
import type { Queryable } from "../database/connect/connect.ts";
import { type Allowance, allows } from "../model/allowance.ts";
import { type Diagnostic, problem, Refusal } from "../model/diagnostic.ts";
import type { RowEffects } from "../model/row-check.ts";
import type { LeftAt } from "../sql/course.ts";
import { seenHistory, stepWords } from "./half-done.ts";
import { lostName } from "./rows-in-the-way.ts";

/** @throws {Refusal} where another run changed the history since this one looked */
export async function expectHistory(
  tx: Queryable,
  { history, direction }: { readonly history: HistoryTable; readonly direction: "up" | "down" },
  applied: readonly string[],
  expected: LeftAt | undefined,
): Promise<void> {
  const { rows, half } = await seenHistory(tx, history, direction);
  const now = new Set(rows.map(({ name }) => name));
  const isAsLeft =
    half?.direction === expected?.direction &&
    half?.done === expected?.done &&
    half?.turned === expected?.turned &&
    half?.batches?.count === expected?.batches?.count;
  const changed = [
    ...[...now].filter((name) => !applied.includes(name)).map((name) => `${name} was applied`),
    ...applied.filter((name) => !now.has(name)).map((name) => `${name} was taken back`),
    ...(isAsLeft
      ? []
      : [`it is at ${half ? `${stepWords(half)} of ${half.revision}` : "no step of a revision"}`]),
  ];
  if (changed.length === 0) return;
  throw new Refusal([
    problem("history-changed", `another run changed this database meanwhile: ${changed.join(", ")}`, {
      help: "Run it again, once the other run has ended.",
    }),
  ]);
}

/** What the way back destroys of a revision that is half done: its rows cannot be asked, so that it must be allowed. */
export function lostUnasked({ lost }: RowEffects, destructive: Allowance): Diagnostic[] {
  return lost
    .filter((check) => !allows(destructive, lostName(check)))
    .map((check) =>
      problem("way-back-destroys", `the way back ${check.message}, of a revision that is half done`, {
        help: `Say --destructive (make: destructive=1), or \`--destructive=${lostName(check)}\` for this alone, if that is meant.`,
      }),
    );
}
