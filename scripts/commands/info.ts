// `dwh info`: a target, and where it stands.
import { readHistory } from "../database/apply/history-table.ts";
import { connect, serverVersion } from "../database/connect/connect.ts";
import { loadRevisions } from "../migrations/folder.ts";
import { Refusal } from "../model/diagnostic.ts";
import { EXIT } from "../model/exit-code.ts";
import { compareHistory } from "../move/compare-history.ts";
import { historyPlace } from "../move/migrate.ts";
import { openProject } from "../sources/project.ts";
import { openTarget } from "../sources/target.ts";
import { formatTable } from "../terminal/table.ts";
import type { Options } from "./verbs.ts";

/** Shows the target, its server, what is applied and what is pending. */
export async function run(_args: readonly string[], options: Options<"info">): Promise<number> {
  const project = await openProject();
  const revisions = await loadRevisions(project.config.out);
  const target = await openTarget(project, options.target);
  const sql = await connect(target.url);
  try {
    const { text } = await serverVersion(sql);
    const { applied, pending, problems } = compareHistory(
      revisions,
      await readHistory(sql, historyPlace(project)),
    );
    const variables = Object.entries(target.variables).map(([name, value]) => `${name} = ${value}`);
    const rows = [
      ["target", target.name],
      ["database", target.shown],
      ["server", `PostgreSQL ${text}`],
      ["variables", variables.join(", ") || "none"],
      ["applied", applied.at(-1)?.name ?? "base"],
      [
        "pending",
        pending.length === 0 ? "nothing" : pending.map((revision) => revision.name).join("\n           "),
      ],
    ];
    process.stdout.write(`${formatTable(rows)}\n`);
    if (problems.length > 0) throw new Refusal(problems);
    return EXIT.done;
  } finally {
    await sql.end();
  }
}
