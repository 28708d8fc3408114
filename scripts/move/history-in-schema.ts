/** The history of a database in a schema that the revisions make themselves, drop or rename: it stays where it is. */
import {
  type HistoryTable,
  hasState,
  MADE_SCHEMA,
  madeSchema,
  stateTable,
} from "../database/apply/history-table.ts";
import { insteadOf } from "../database/apply/return-role.ts";
import type { Queryable } from "../database/connect/connect.ts";
import { quoteLiteral } from "../model/identifier.ts";
import type { SelectedStatement } from "../sql/select-statements.ts";
import type { Statement } from "../sql/statement.ts";
import type { Step } from "./prepare-steps.ts";

/** Where the history waits within a transaction; no other sees it. */
const WAITING = "dwh:history";

/** ALTER TABLE IF EXISTS … SET SCHEMA … of the history and what lies beside it; sequences and indexes come along. */
const moved = ({ table }: HistoryTable, from: string, to: string): Statement[] =>
  ["", "_state", "_log"].map((beside) => ({
    kind: "alter object",
    object: "TABLE",
    ifExists: true,
    target: { path: [from, `${table}${beside}`] },
    actions: [{ kind: "set schema", schema: to }],
  }));

const makeSchema = (name: string): Statement => ({ kind: "make", object: "SCHEMA", path: [name] });

const dropSchema = (name: string): Statement => ({
  kind: "drop",
  object: "SCHEMA",
  targets: [{ path: [name] }],
});

const renameSchema = (from: string, to: string): Statement => ({
  kind: "alter object",
  object: "SCHEMA",
  target: { path: [from] },
  actions: [{ kind: "rename", to }],
});

/** That the schema is the history's own, and goes with it. */
const noteOwn = (history: HistoryTable): Statement => ({
  kind: "other",
  text: `INSERT INTO ${stateTable(history)} VALUES (${quoteLiteral(MADE_SCHEMA)}, 'made') ON CONFLICT (key) DO NOTHING`,
});

/** That it is the revisions'. */
const noteTheirs = (history: HistoryTable): Statement => ({
  kind: "other",
  text: `DELETE FROM ${stateTable(history)} WHERE key = ${quoteLiteral(MADE_SCHEMA)}`,
});

/** Whether the statement drops the schema or gives it another name, with all that lies in it. */
const takesAway = (statement: Statement, schema: string): boolean =>
  statement.kind === "drop"
    ? statement.object === "SCHEMA" && statement.targets.some(({ path }) => path[0] === schema)
    : statement.kind === "alter object" &&
      statement.object === "SCHEMA" &&
      statement.target.path[0] === schema &&
      statement.actions.some(({ kind }) => kind === "rename");

/** Whether another schema gets the name. */
const becomes = (statement: Statement, schema: string): boolean =>
  statement.kind === "alter object" &&
  statement.object === "SCHEMA" &&
  statement.actions.some((action) => action.kind === "rename" && action.to === schema);

const makes = (statement: Statement, schema: string): boolean =>
  statement.kind === "make" &&
  statement.object === "SCHEMA" &&
  statement.path[0] === schema &&
  statement.definition === undefined;

/**
 * What is sent of the statements of a script, one after the other, on a database that has its history in a schema which
 * they make, drop or rename.
 *
 * @param own whether the schema is the history's own: it is there before the revision that makes it
 */
export function besideHistory(history: HistoryTable, own: boolean) {
  const { schema } = history;
  let isOwn = own;
  return (one: SelectedStatement): SelectedStatement[] => {
    const { statement } = one;
    const others = (some: readonly Statement[]) => some.map((other) => insteadOf(one, other));
    if (makes(statement, schema) && isOwn) {
      isOwn = false;
      return others([noteTheirs(history)]);
    }
    const aside = others([makeSchema(WAITING), ...moved(history, schema, WAITING)]);
    if (becomes(statement, schema) && isOwn) {
      isOwn = false;
      const back = [...moved(history, WAITING, schema), dropSchema(WAITING), noteTheirs(history)];
      return [...aside, ...others([dropSchema(schema)]), one, ...others(back)];
    }
    if (!takesAway(statement, schema)) return [one];
    isOwn = true;
    return [...aside, one, ...others([renameSchema(WAITING, schema), noteOwn(history)])];
  };
}

/** Whether the schema of the history is its own: it made it, or is about to. */
async function isOwn(sql: Queryable, history: HistoryTable): Promise<boolean> {
  if (await hasState(sql, history)) return madeSchema(sql, history);
  const rows = await sql`SELECT FROM pg_catalog.pg_namespace WHERE nspname = ${history.schema}`;
  return rows.length === 0;
}

/** A step as it is to run on a server, where the history may lie in a schema of the revisions. */
export async function stepBesideHistory(sql: Queryable, history: HistoryTable, step: Step): Promise<Step> {
  const { course } = step;
  const speaksOf = ({ statement }: SelectedStatement): boolean =>
    [makes, becomes, takesAway].some((does) => does(statement, history.schema));
  if (!course.phases.some(({ statements }) => statements.some(speaksOf))) return step;
  const sent = besideHistory(history, await isOwn(sql, history));
  const phases = course.phases.map((phase) => ({ ...phase, statements: phase.statements.flatMap(sent) }));
  return { ...step, course: { ...course, phases } };
}
