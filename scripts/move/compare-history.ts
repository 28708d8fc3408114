// The revisions of the folder beside those that a database has applied.
import type { AppliedRevision } from "../database/apply/history-table.ts";
import type { Revision } from "../migrations/folder.ts";
import { type Diagnostic, problem } from "../model/diagnostic.ts";

/** A history on disk beside one in a database. */
export interface HistoryState {
  /** In the order of the folder. */
  readonly applied: readonly Revision[];
  readonly pending: readonly Revision[];
  /** Applied files that changed since, and applied revisions that are not in the folder. */
  readonly problems: readonly Diagnostic[];
}

/** Compares the revisions of the folder with the rows of the history table. */
export function compareHistory(
  revisions: readonly Revision[],
  rows: readonly AppliedRevision[],
): HistoryState {
  const byName = new Map(rows.map((row) => [row.name, row]));
  const known = new Set(revisions.map((revision) => revision.name));
  const missing = rows
    .filter((row) => !known.has(row.name))
    .map((row) =>
      problem("applied-missing", `the revision ${row.name} is applied, but not in the folder of revisions`, {
        help: "Fetch the branch that it is on, or check that this is the right database.",
      }),
    );
  const changed = revisions
    .filter((revision) => (byName.get(revision.name)?.hash ?? revision.hash) !== revision.hash)
    .map((revision) =>
      problem("applied-changed", `migration.sql of ${revision.name} was changed after it was applied`, {
        at: { file: `${revision.folder}/migration.sql` },
        help: "Restore it from version control, and put the change into a new revision.",
      }),
    );
  return {
    applied: revisions.filter((revision) => byName.has(revision.name)),
    pending: revisions.filter((revision) => !byName.has(revision.name)),
    problems: [...missing, ...changed],
  };
}
