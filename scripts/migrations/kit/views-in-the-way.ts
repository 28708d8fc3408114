import { relationKey } from "../../model/relation.ts";
import type { KitState } from "./kit-state.ts";
import { viewQueries } from "./snapshot.ts";

/** A relation's name in drizzle-kit's statements: what lies in the schema public stands without it. */
export const PATH = String.raw`(?:"([^"]+)"\.)?"([^"]+)"`;

const DROP = new RegExp(`^DROP (?:TABLE|VIEW|MATERIALIZED VIEW) ${PATH}`);
const CHANGE_COLUMN = new RegExp(
  `^ALTER TABLE ${PATH} (?:DROP COLUMN "([^"]+)"|ALTER COLUMN "([^"]+)" SET DATA TYPE )`,
);

/** The relation that a statement is about; undefined where it has another form. */
export function keyIn(pattern: RegExp, statement: string): string | undefined {
  const [, schema = "public", name] = pattern.exec(statement) ?? [];
  return name === undefined ? undefined : relationKey({ schema, name });
}

const plain = (text: string): string => text.replaceAll('"', "").toLowerCase();

/** Whether a name stands in a query as a whole, not as another one's part; behind a dot only where that may be. */
function names(query: string, name: string, behindDot: boolean): boolean {
  const word = plain(name);
  if (!query.includes(word)) return false;
  const escaped = word.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  return new RegExp(`(?<![\\w${behindDot ? "" : "."}])${escaped}(?!\\w)`).test(query);
}

/**
 * Whether a view's query speaks of a relation, by its whole name or one in public by its own. It may say yes too often.
 *
 * @param query of {@link queriesOf}
 */
export function speaksOf(query: string, relation: string): boolean {
  const inPublic = relation.startsWith("public.") && names(query, relation.slice("public.".length), false);
  return inPublic || names(query, relation, false);
}

const showsColumn = (query: string, column: string): boolean =>
  query.includes("*") || names(query, column, true);

/** The queries of a state's views by relationKey, without the quotes and the case that their writer chose. */
export function queriesOf(state: KitState): ReadonlyMap<string, string> {
  return new Map(viewQueries(state).map(({ key, query }) => [key, plain(query)]));
}

/**
 * Views without which statements cannot run: those over a relation that is dropped or over a column that is dropped or
 * changes its type, and the views over these.
 *
 * @param queries of the views before the statements
 */
export function viewsInTheWay(
  statements: readonly string[],
  queries: ReadonlyMap<string, string>,
): ReadonlySet<string> {
  const gone = statements.flatMap((statement) => keyIn(DROP, statement) ?? []);
  const columns = statements.flatMap((statement) => {
    const [, , , dropped, altered] = CHANGE_COLUMN.exec(statement) ?? [];
    const key = keyIn(CHANGE_COLUMN, statement);
    const column = dropped ?? altered;
    return key === undefined || column === undefined ? [] : [{ key, column }];
  });
  const found = new Set<string>();
  for (let size = -1; size < found.size; ) {
    size = found.size;
    for (const [view, query] of queries) {
      if (found.has(view)) continue;
      const isOver = [...gone, ...found].some((key) => key !== view && speaksOf(query, key));
      const shows = columns.some(({ key, column }) => speaksOf(query, key) && showsColumn(query, column));
      if (isOver || shows) found.add(view);
    }
  }
  return found;
}
