// Runs one of the batches of a migration.ts, and reads what it says of how far it is.

import type { BatchRun } from "../database/apply/apply-batches.ts";
import type { Queryable } from "../database/connect/connect.ts";
import type { LoadedMigration } from "../declarations/code/load-migration.ts";
import type { BatchContext, BatchKey } from "../declarations/code/migration-types.ts";
import type { BatchMark } from "../sql/course.ts";
import { type AboutMigration, callMigration } from "./migration-run.ts";

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

/** How far they are behind a batch that gave this. @throws {Error} where it says nothing of that, or goes in a circle */
function markBehind(before: BatchMark, given: unknown, what: string): BatchMark {
  const { rows, after } = (isCount(given) ? { rows: given } : (given ?? {})) as Record<string, unknown>;
  if (!isCount(rows)) {
    throw new Error(
      `${what} returned ${JSON.stringify(given) ?? String(given)}: it must return how many rows it changed, 0 where none is left, or that as { rows, after }`,
    );
  }
  if (rows === 0) return { count: before.count, rows: before.rows, done: true };
  const [was, is] = [JSON.stringify(before.after), JSON.stringify(after)];
  if (is !== undefined && is === was)
    throw new Error(`${what} returned the same \`after\` as before, ${is}: it would not come to an end`);
  const behind = is ?? was;
  return {
    count: before.count + 1,
    rows: before.rows + rows,
    ...(behind !== undefined && { after: JSON.parse(behind) as unknown }),
  };
}

/** What a mark says to the file; nothing of a way that is whole. */
function reachedBy(mark: BatchMark | undefined): BatchContext["reached"] {
  if (!mark || mark.done) return undefined;
  return { after: mark.after as BatchKey | undefined, rows: mark.rows };
}

/** The batches of one way; undefined where it has none. */
export function batchRun(loaded: LoadedMigration | undefined, about: AboutMigration): BatchRun | undefined {
  const batch = loaded?.batches?.[about.direction];
  if (!loaded || !batch) return undefined;
  return async (tx: Queryable, { mark, reached }) => {
    const { result, said } = await callMigration(tx, loaded, async (sql, within) => {
      const given = await batch(sql, {
        ...about,
        ...within,
        batch: mark.count + 1,
        after: mark.after as BatchKey | undefined,
        rows: mark.rows,
        reached: reachedBy(reached),
      });
      return markBehind(mark, given, `batches.${about.direction}()`);
    });
    return { mark: result, said };
  };
}
