// `dwh partitions`: the partitions that come with the calendar, shown or made ahead of time.
import { type AheadTable, partitionsAhead } from "../data/partitions-ahead.ts";
import { withConnection } from "../database/connect/connect.ts";
import { problem, Refusal } from "../model/diagnostic.ts";
import { EXIT } from "../model/exit-code.ts";
import { logWork } from "../move/log-run.ts";
import { historyTable } from "../sources/history-place.ts";
import { namedTargets, openTargetToChange } from "../sources/named-targets.ts";
import { openProject } from "../sources/project.ts";
import { openTarget } from "../sources/target.ts";
import { confirmTargets } from "../terminal/confirm-targets.ts";
import { formatDiagnostics } from "../terminal/diagnostics.ts";
import { formatTable } from "../terminal/table.ts";
import type { Options } from "../verbs/verbs.ts";

/** @throws {Refusal} where it is no number of parts of a calendar */
function parseAhead(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const ahead = Number(text);
  if (Number.isInteger(ahead) && ahead >= 0 && ahead <= 1000) return ahead;
  throw new Refusal([
    problem("option-value", `${text} is no number of partitions`, {
      help: "Write --ahead 3 (make: ahead=3).",
    }),
  ]);
}

function asText(tables: readonly AheadTable[], written: boolean, shown: string): string {
  if (tables.length === 0) return `No table of ${shown} has partitions by the calendar.\n`;
  const rows = tables.map(({ table, unit, until, made, problems }) => {
    const what = made.length === 0 ? "" : `${written ? "made" : "would make"} ${made.join(", ")}`;
    return [
      table,
      `by ${unit}`,
      until === undefined ? "" : `until ${until}`,
      problems.length > 0 ? "failed" : what,
    ];
  });
  return `${formatTable(rows)}\n`;
}

/** Shows which partitions there are, or makes those that are missing. */
export async function run(_args: readonly string[], options: Options<"partitions">): Promise<number> {
  const project = await openProject();
  const ahead = parseAhead(options.ahead);
  const writes = ahead !== undefined && options.sql !== true;
  if (writes) await confirmTargets(namedTargets(project, options.target), options.confirm);
  const target = await (writes ? openTargetToChange : openTarget)(project, options.target);
  const began = performance.now();
  const tables = await withConnection(target.url, (sql) =>
    partitionsAhead({ project, target, sql }, ahead, writes),
  );
  const problems = tables.flatMap((table) => table.problems);
  const names = tables.flatMap(({ table, made, problems: own }) => (own.length > 0 ? [table] : made));
  // Where there was nothing to make, nothing was done.
  const notLogged =
    writes && names.length > 0
      ? await logWork(target, historyTable(project, target), { action: "partitions", names, began, problems })
      : undefined;
  if (notLogged !== undefined) process.stderr.write(`not in the log: ${notLogged}\n`);
  if (options.json) process.stdout.write(`${JSON.stringify(tables, null, 2)}\n`);
  else if (options.sql)
    process.stdout.write(tables.flatMap(({ sql }) => sql.map((text) => `${text}\n`)).join(""));
  else process.stdout.write(asText(tables, writes, target.shown));
  if (problems.length > 0) process.stderr.write(`${formatDiagnostics(problems)}\n`);
  return problems.length > 0 ? EXIT.error : EXIT.done;
}
