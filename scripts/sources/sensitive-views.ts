/** Which views may show something sensitive, as far as the text of their queries tells. */
import type { ViewQuery } from "../migrations/kit/snapshot.ts";
import { groupBy } from "../model/group.ts";
import { displayPath, splitPath } from "../model/identifier.ts";
import { escapePattern } from "../model/regexp.ts";
import {
  namesColumn,
  type PlainQuery,
  plainQuery,
  type RelationNames,
  relationNames,
  speaksOf,
} from "../sql/names-in-query.ts";

/** A relation with sensitive columns, in the words of a plain query. */
interface Marked {
  readonly relation: RelationNames;
  readonly columns: readonly string[];
}

/** How often a word stands in a query that is neither behind a dot nor before one. */
function countAlone(query: PlainQuery, word: string): number {
  return [...query.matchAll(new RegExp(`(?<![\\w.])${escapePattern(word)}(?![\\w.])`, "g"))].length;
}

/** Words that can follow a relation in FROM and are no alias. */
const NO_ALIAS =
  /^(?:where|on|using|join|left|right|full|inner|cross|natural|group|order|having|limit|offset|fetch|for|window|union|except|intersect|tablesample|as|lateral)$/;

/** Functions that take a whole row, and the short form of `SELECT *`. */
const WHOLE_ROWS = /\b(?:to_jsonb?|row_to_json|jsonb?_agg|hstore|query_to_xml|table_to_xml|table)\b/;

/** Whether a query could show all columns of a relation without naming them: `*`, or the row as a value. */
export function takesRows(query: PlainQuery, { whole, own, isInPublic }: RelationNames): boolean {
  if (query.replaceAll(/count\(\s*\*\s*\)/g, "").includes("*") || WHOLE_ROWS.test(query)) return true;
  if (!isInPublic && countAlone(query, own) > 0) return true;
  const definitions = [whole, ...(isInPublic ? [own] : [])]
    .flatMap((name) => [
      ...query.matchAll(
        new RegExp(`${escapePattern(name)}\\s+(?:as\\s+)?([\\p{L}_][\\p{L}\\p{N}_$]*)(\\s*\\()?`, "gu"),
      ),
    ])
    .filter(([, alias = ""]) => !NO_ALIAS.test(alias));
  // `person AS p (a, b)` gives the columns other names.
  if (definitions.some(([, , list]) => list !== undefined)) return true;
  const aliases = definitions.map(([, alias = ""]) => alias);
  return aliases.some(
    (alias) => countAlone(query, alias) > aliases.filter((other) => other === alias).length,
  );
}

/** Whether a query may show one of the relation's sensitive columns. */
function shows(query: PlainQuery, marked: Marked): boolean {
  if (!speaksOf(query, marked.relation)) return false;
  return takesRows(query, marked.relation) || marked.columns.some((column) => namesColumn(query, column));
}

function markedColumns(sensitive: ReadonlySet<string>): Marked[] {
  const paths = [...sensitive].flatMap((key) => {
    const [schema = "", name = "", column] = splitPath(key) ?? [];
    return column === undefined ? [] : [{ relation: displayPath([schema, name]), column }];
  });
  return [...groupBy(paths, ({ relation }) => relation)].map(([relation, list]) => ({
    relation: relationNames(relation),
    columns: list.map(({ column }) => column),
  }));
}

/**
 * Views run with their owner's rights: whoever reads a view reads what it is made of. So a view over something
 * sensitive is sensitive as a whole too, and a view over that, until somebody clears it. This is a look at the text;
 * the proof asks the server (see prove-views.ts).
 *
 * @param sensitive relation keys and paths of columns
 * @param cleared keys of views that may be shown, and with them what is made of them
 * @returns those that are sensitive and the views over them; a view that only mentions a name, in a string, counts
 */
export function withSensitiveViews(
  views: readonly ViewQuery[],
  sensitive: ReadonlySet<string>,
  cleared: ReadonlySet<string>,
): ReadonlySet<string> {
  const found = new Map([...sensitive].map((key) => [key, relationNames(key)]));
  const columns = markedColumns(sensitive);
  const open = views
    .filter(({ key }) => !cleared.has(key))
    .map(({ key, query }) => ({ key, query: plainQuery(query) }));
  for (let size = -1; size < found.size; ) {
    size = found.size;
    for (const { key, query } of open) {
      if (found.has(key)) continue;
      const isMadeOf =
        [...found.values()].some((names) => speaksOf(query, names)) ||
        columns.some((marked) => shows(query, marked));
      if (isMadeOf) found.set(key, relationNames(key));
    }
  }
  return new Set(found.keys());
}
