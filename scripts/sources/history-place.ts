// Where a target has its history.
import type { HistoryTable } from "../database/apply/history-table.ts";
import { problem, Refusal } from "../model/diagnostic.ts";
import { displayPath } from "../model/identifier.ts";
import { bindingsOf, fillVariables, type Variables, variablesIn } from "../model/variable.ts";
import type { Project } from "./project.ts";

type Configured = Pick<Project, "config">;

const filled = ({ schema, table }: HistoryTable, variables: Variables): HistoryTable => ({
  schema: fillVariables(schema, variables),
  table: fillVariables(table, variables),
});

type Bound = { readonly variables: Variables };

const unsetIn = ({ config: { migrations } }: Configured, { variables }: Bound): string | undefined =>
  variablesIn(migrations.schema + migrations.table).find((variable) => variables[variable] === undefined);

/** Whether all variables in the name of a project's history have a value on a target. */
export const isHistoryNamed = (project: Configured, target: Bound): boolean =>
  unsetIn(project, target) === undefined;

/**
 * The table of a project's history on a target: `migrations` of drizzle.config.ts, with the target's variables filled in.
 *
 * @throws {Refusal} where a variable of its name has no value
 */
export function historyTable(project: Configured, target: Bound): HistoryTable {
  const { schema, table } = project.config.migrations;
  const unset = unsetIn(project, target);
  if (unset === undefined) return filled(project.config.migrations, target.variables);
  const message = `the history ${displayPath([schema, table])} is named by the variable ${unset}, which has no value`;
  const help = `Set it in the environment as DWH_${unset.toUpperCase()}, or in the target.`;
  throw new Refusal([problem("variable-unset", message, { help })]);
}

/** Behind the name of its table: state and log, and the sequences and keys of all three. */
const BESIDE = /^(_state|_log)?(_id_seq|_pkey)?$/;

/** Whether something is the table of a history, or what is kept beside it, by its path. */
export const isOfHistory = (
  [schema, name = ""]: readonly string[],
  histories: readonly HistoryTable[],
): boolean =>
  histories.some(
    (one) => one.schema === schema && name.startsWith(one.table) && BESIDE.test(name.slice(one.table.length)),
  );

/** The tables of all histories of the project that one database may have: one for each value of the variables in its name. */
export function possibleHistories(project: Configured): HistoryTable[] {
  const { migrations, variables: allowed } = project.config;
  return bindingsOf(migrations.schema + migrations.table, allowed).map((variables) =>
    filled(migrations, variables),
  );
}
