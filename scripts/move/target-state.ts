// Where a target stands: its server, its history beside the revisions of the folder, its log.
import { readHistory } from "../database/apply/history-table.ts";
import { type LoggedEntry, readLog } from "../database/apply/log-table.ts";
import { stampedRevisions } from "../database/apply/stamp-record.ts";
import { type HalfDone, readHalfDone } from "../database/apply/step-record.ts";
import { serverVersion, withConnection } from "../database/connect/connect.ts";
import { transaction } from "../database/connect/transaction.ts";
import { loadRevisions, type Revision } from "../migrations/folder.ts";
import { historyTable } from "../sources/history-place.ts";
import type { Project } from "../sources/project.ts";
import type { Target } from "../sources/target.ts";
import { compareHistory, type HistoryState } from "./compare-history.ts";

/** How a revision came to be applied, as far as that is noted. */
interface AppliedHow {
  /** `2026-11-27 10:02:00`, UTC; undefined where it is not noted. */
  readonly at: string | undefined;
  /** The role, and the person where the log says it. */
  readonly by: string | undefined;
  readonly milliseconds: number | undefined;
  /** Whether it was stamped, and did not run. */
  readonly stamped: boolean;
}

/** A target, beside the revisions of the folder. */
export interface TargetState extends HistoryState {
  readonly revisions: readonly Revision[];
  readonly server: Awaited<ReturnType<typeof serverVersion>>;
  /** The revision that the database is at, by its own history; undefined at base. */
  readonly head: string | undefined;
  /** By the name of an applied revision. */
  readonly how: ReadonlyMap<string, AppliedHow>;
  /** The revision that is neither applied nor taken back as a whole. */
  readonly half: HalfDone | undefined;
  /** Oldest first; undefined where there is none, or it may not be read. */
  readonly log: readonly LoggedEntry[] | undefined;
}

/** `2026-11-27 10:02:00` */
export const utcTime = (time: Date | string): string =>
  new Date(time).toISOString().slice(0, 19).replace("T", " ");

/** Reads it, and changes nothing. @throws {Refusal} where the target cannot be asked */
export async function readTargetState(
  project: Project,
  { url, variables }: Pick<Target, "url" | "variables">,
): Promise<TargetState> {
  const history = historyTable(project, { variables });
  const revisions = await loadRevisions(project.config.out);
  const [server, rows, stamped, log, half] = await withConnection(url, (sql) =>
    transaction(
      sql,
      async (tx) =>
        [
          await serverVersion(tx),
          await readHistory(tx, history),
          await stampedRevisions(tx, history),
          await readLog(tx, history),
          await readHalfDone(tx, history),
        ] as const,
      "READ ONLY",
    ),
  );
  const done = (log ?? []).filter(({ outcome, action }) => outcome === "done" && action !== "downgrade");
  const how = rows.map(({ name, appliedAt }): [string, AppliedHow] => {
    const isStamped = stamped.has(name);
    // A stamp names the revision that it leads to, and stands for those before it.
    const entry = done.findLast(({ revision, action }) =>
      isStamped ? action === "stamp" && revision >= name : action === "upgrade" && revision === name,
    );
    const at = appliedAt ?? entry?.beganAt;
    const by = entry && `${entry.role}, ${entry.person}`;
    const milliseconds = isStamped ? undefined : entry?.milliseconds;
    return [name, { at: at ? utcTime(at) : undefined, by, milliseconds, stamped: isStamped }];
  });
  const compared = compareHistory(revisions, rows);
  // In the order of the folder where it has them all; a merge may have come behind what was applied.
  const head = compared.problems.length > 0 ? rows.at(-1)?.name : compared.applied.at(-1)?.name;
  return { ...compared, revisions, server, head, how: new Map(how), log, half };
}
