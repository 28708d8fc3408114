// `dwh restore`: a dump into an empty database.
import { openDump } from "../data/open-dump.ts";
import { restoreDump } from "../data/restore-dump.ts";
import { readHistory } from "../database/apply/history-table.ts";
import { withConnection } from "../database/connect/connect.ts";
import { transaction } from "../database/connect/transaction.ts";
import { loadRevisions } from "../migrations/folder.ts";
import { Refusal } from "../model/diagnostic.ts";
import { EXIT } from "../model/exit-code.ts";
import { compareHistory } from "../move/compare-history.ts";
import { historyTable } from "../sources/history-place.ts";
import { namedTargets, openTargetToChange } from "../sources/named-targets.ts";
import { openProject } from "../sources/project.ts";
import { confirmTargets } from "../terminal/confirm-targets.ts";
import { withProgress } from "../terminal/progress.ts";
import { formatTable } from "../terminal/table.ts";
import type { Options } from "../verbs/verbs.ts";

/** Restores a dump, and says at which revision its history stands. */
export async function run([file = ""]: readonly string[], options: Options<"restore">): Promise<number> {
  const project = await openProject();
  const revisions = await loadRevisions(project.config.out);
  await confirmTargets(namedTargets(project, options.target), options.confirm);
  const target = await openTargetToChange(project, options.target);
  const { access = true } = options;
  const { restored, rows } = await withProgress(async (onStep) => {
    const dump = await openDump(file, options.through);
    return withConnection(target.url, async (sql) => {
      const restored = await restoreDump(sql, { file, dump, access, shown: target.shown, onStep });
      const rows = await transaction(
        sql,
        (tx) => readHistory(tx, historyTable(project, target)),
        "READ ONLY",
      );
      return { restored, rows };
    }).catch((error: unknown) => {
      dump.abandon();
      throw error;
    });
  });
  const { applied, pending, problems } = compareHistory(revisions, rows);
  const passedOver = restored.unknownSettings.map((text) => [
    "passed over",
    `${text}: unknown to this server`,
  ]);
  const told = [
    ["restored", `${restored.statements} statements, ${restored.rows} rows of ${restored.tables} tables`],
    ["database", target.shown],
    ...passedOver,
    [
      "applied",
      applied.at(-1)?.name ??
        (rows.length > 0 ? "revisions that are not here" : "base: no history in the dump"),
    ],
    ["pending", pending.length === 0 ? "nothing" : `${pending.length} revisions`],
  ];
  process.stdout.write(`${formatTable(told)}\n`);
  if (problems.length > 0) throw new Refusal(problems);
  return EXIT.done;
}
