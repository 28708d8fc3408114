// `dwh info`: a target, and where it stands.
import { readHistory, rememberedVariables } from "../database/apply/history-table.ts";
import { readHalfDone } from "../database/apply/step-record.ts";
import { serverVersion, withConnection } from "../database/connect/connect.ts";
import { transaction } from "../database/connect/transaction.ts";
import { loadRevisions } from "../migrations/folder.ts";
import { Refusal } from "../model/diagnostic.ts";
import { EXIT } from "../model/exit-code.ts";
import { compareHistory } from "../move/compare-history.ts";
import { HALF_DONE_HELP, stepWords } from "../move/half-done.ts";
import { historyTable } from "../move/migrate.ts";
import { openProject } from "../sources/project.ts";
import { openTarget } from "../sources/target.ts";
import { formatTable } from "../terminal/table.ts";
import type { Options } from "./verbs.ts";

/** Shows the target, its server, what is applied and what is pending. */
export async function run(_args: readonly string[], options: Options<"info">): Promise<number> {
  const project = await openProject();
  const revisions = await loadRevisions(project.config.out);
  const history = historyTable(project);
  // Who only looks need not know with which values the database was made.
  const target = await openTarget(project, options.target, undefined, (url) =>
    withConnection(url, (sql) => rememberedVariables(sql, history)),
  );
  const [{ text }, rowsApplied, half] = await withConnection(target.url, (sql) =>
    transaction(
      sql,
      async (tx) =>
        [await serverVersion(tx), await readHistory(tx, history), await readHalfDone(tx, history)] as const,
      "READ ONLY",
    ),
  );
  const { applied, pending, problems } = compareHistory(revisions, rowsApplied);
  const variables = Object.entries(target.variables).map(([name, value]) => `${name} = ${value}`);
  const rows = [
    ["target", target.name],
    ["database", target.shown],
    ["server", `PostgreSQL ${text}`],
    ["variables", variables.join(", ") || "none"],
    ["applied", applied.at(-1)?.name ?? "base"],
    ["pending", pending.length === 0 ? "nothing" : pending.map(({ name }) => name).join("\n           ")],
  ];
  if (half) {
    rows.push(["half done", `${half.revision}: ${stepWords(half)}, done ${half.at}`], ["", HALF_DONE_HELP]);
  }
  process.stdout.write(`${formatTable(rows)}\n`);
  if (problems.length > 0) throw new Refusal(problems);
  return EXIT.done;
}
