// `dwh refresh`: materialized views, and tables that a query fills, computed anew.
import { declaredRefresh } from "../data/declared-refresh.ts";
import { planRefresh } from "../data/refresh-plan.ts";
import { type Refreshed, refreshRelations } from "../data/refresh-relations.ts";
import { withConnection } from "../database/connect/connect.ts";
import { transaction } from "../database/connect/transaction.ts";
import { readRefreshable } from "../database/inspect/refreshable.ts";
import { loadDefinitions } from "../declarations/definitions/definitions.ts";
import { problem, Refusal, refuseErrors } from "../model/diagnostic.ts";
import { EXIT } from "../model/exit-code.ts";
import { logWork } from "../move/log-run.ts";
import { parseParallel } from "../move/target-to-move.ts";
import { historyTable } from "../sources/history-place.ts";
import { namedTargets, openTargetToChange } from "../sources/named-targets.ts";
import { openProject } from "../sources/project.ts";
import { confirmTargets } from "../terminal/confirm-targets.ts";
import { formatDiagnostics } from "../terminal/diagnostics.ts";
import { withProgress } from "../terminal/progress.ts";
import { formatTable } from "../terminal/table.ts";
import type { Options } from "../verbs/verbs.ts";

const WORDS = {
  whole: "whole",
  concurrently: "while readers went on",
  rows: "its rows, in one transaction",
} as const;

const line = ({ key, way, milliseconds = 0 }: Refreshed): string[] =>
  way === undefined ? [key, "not refreshed"] : [key, WORDS[way], `${milliseconds} ms`];

/** Refreshes what is named, or a group. What fails is told with the rest. */
export async function run(patterns: readonly string[], options: Options<"refresh">): Promise<number> {
  const project = await openProject();
  const parallel = parseParallel(options.parallel ?? "4");
  if (patterns.length === 0 && options.group === undefined)
    throw new Refusal([
      problem("option-value", "nothing is named that is to be refreshed", {
        help: "Name it, `dwh refresh 'DM_*.*'` (make: relations='DM_*.*'), or a group, --group daily (make: group=daily).",
      }),
    ]);
  await confirmTargets(namedTargets(project, options.target), options.confirm);
  const target = await openTargetToChange(project, options.target);
  const { config, root, library } = project;
  const { variables } = config;
  const definitions = await loadDefinitions(root, config.schema, { library, variables, mayBeMissing: true });
  refuseErrors(definitions.diagnostics);
  const declared = declaredRefresh(definitions, variables, target.variables);
  const live = await withConnection(target.url, (sql) => transaction(sql, readRefreshable, "READ ONLY"));
  const steps = planRefresh(live, declared, { patterns, group: options.group }, target.shown);
  const began = performance.now();
  const done = await withProgress((onStep) =>
    refreshRelations(target, steps, parallel, ({ key }) => onStep(`Refreshing: ${key} is done`)),
  );
  const problems = done.flatMap((one) => one.problems);
  const names = done.map(({ key }) => key);
  const notLogged = await logWork(target, historyTable(project, target), {
    action: "refresh",
    names,
    began,
    problems,
  });
  if (notLogged !== undefined) process.stderr.write(`not in the log: ${notLogged}\n`);
  process.stdout.write(
    options.json ? `${JSON.stringify(done, null, 2)}\n` : `${formatTable(done.map(line))}\n`,
  );
  if (problems.length > 0) process.stderr.write(`${formatDiagnostics(problems)}\n`);
  return problems.length > 0 ? EXIT.error : EXIT.done;
}
