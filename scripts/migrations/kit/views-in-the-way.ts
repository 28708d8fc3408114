/** Which views statements cannot run under. */
import { relationKey } from "../../model/relation.ts";
import { rememberingObjects } from "../../model/remembering.ts";
import {
  namesColumn,
  type PlainQuery,
  plainQuery,
  relationNames,
  speaksOf,
} from "../../sql/names-in-query.ts";
import { inSchema, type Path } from "../../sql/sql-target.ts";
import type { Statement } from "../../sql/statement.ts";
import type { KitState } from "./kit-state.ts";
import { viewQueries } from "./snapshot.ts";

/** The relationKey of a path as drizzle-kit writes it: what lies in the schema public stands without it. */
export function keyOfPath(path: Path): string {
  const [schema, name] = inSchema(path);
  return relationKey({ schema, name });
}

/** The queries of a state's views by relationKey. */
export const queriesOf = rememberingObjects(
  (state: KitState): ReadonlyMap<string, PlainQuery> =>
    new Map(viewQueries(state).map(({ key, query }) => [key, plainQuery(query)])),
);

const RELATIONS: ReadonlySet<string> = new Set(["TABLE", "VIEW", "MATERIALIZED VIEW"]);

const goneBy = (statement: Statement): string[] =>
  statement.kind === "drop" && RELATIONS.has(statement.object)
    ? statement.targets.map(({ path }) => keyOfPath(path))
    : [];

/** The columns that a statement drops or gives another type. */
function changedBy(statement: Statement): { readonly key: string; readonly column: string }[] {
  if (statement.kind !== "alter object" || statement.object !== "TABLE") return [];
  const key = keyOfPath(statement.target.path);
  return statement.actions.flatMap((action) => {
    const changes =
      action.kind === "drop column" || (action.kind === "alter column" && action.change.kind === "type");
    return changes ? [{ key, column: action.column }] : [];
  });
}

/**
 * Views without which statements cannot run: those over a relation that is dropped or over a column that is dropped or
 * changes its type, and the views over these.
 *
 * @param queries of the views before the statements
 * @param beside what else goes, by keys as relations have them: routines and types
 */
export function viewsInTheWay(
  statements: readonly Statement[],
  queries: ReadonlyMap<string, PlainQuery>,
  beside: readonly string[] = [],
): ReadonlySet<string> {
  const gone = [...statements.flatMap(goneBy), ...beside];
  const columns = statements.flatMap(changedBy);
  const found = new Set<string>();
  for (let size = -1; size < found.size; ) {
    size = found.size;
    for (const [view, query] of queries) {
      if (found.has(view)) continue;
      const speaks = (key: string) => speaksOf(query, relationNames(key));
      const isOver = [...gone, ...found].some((key) => key !== view && speaks(key));
      const shows = columns.some(
        ({ key, column }) => (query.includes("*") || namesColumn(query, column)) && speaks(key),
      );
      if (isOver || shows) found.add(view);
    }
  }
  return found;
}
