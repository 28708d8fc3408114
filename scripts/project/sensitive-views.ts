import type { ViewQuery } from "../migrations/snapshot.ts";
import { groupBy } from "../model/group.ts";
import { displayPath, splitPath } from "../model/identifier.ts";

/** A name without the quotes and the case that its writer chose: raw SQL may write it either way. */
const plain = (name: string): string => name.replaceAll('"', "").toLowerCase();

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");

/** How a query may name a relation: by its whole name or, in the schema public, by its own. */
function namesOf(relation: string): string[] {
  const name = plain(relation);
  return name.startsWith("public.") ? [name, name.slice("public.".length)] : [name];
}

function speaksOf(query: string, relation: string): boolean {
  return namesOf(relation).some((name) => query.includes(name));
}

/** How often a word stands in a query that is neither behind a dot nor before one. */
function countAlone(query: string, word: string): number {
  return [...query.matchAll(new RegExp(`(?<![\\w.])${escaped(word)}(?![\\w.])`, "g"))].length;
}

/** Words that can follow a relation in FROM and are no alias. */
const NO_ALIAS =
  /^(?:where|on|using|join|left|right|full|inner|cross|natural|group|order|having|limit|offset|fetch|for|window|union|except|intersect|tablesample|as|lateral)$/;

/** Functions that take a whole row, and the short form of `SELECT *`. */
const WHOLE_ROWS = /\b(?:to_jsonb?|row_to_json|jsonb?_agg|hstore|query_to_xml|table_to_xml|table)\b/;

/** Whether a query could show all columns of a relation without naming them: `*`, or the row as a value. */
function takesRows(query: string, relation: string): boolean {
  if (query.replaceAll(/count\(\s*\*\s*\)/g, "").includes("*") || WHOLE_ROWS.test(query)) return true;
  const names = namesOf(relation);
  const own = plain(splitPath(relation)?.[1] ?? relation);
  if (!names.includes(own) && countAlone(query, own) > 0) return true;
  const definitions = names.flatMap((name) => [
    ...query.matchAll(new RegExp(`${escaped(name)}\\s+(?:as\\s+)?(\\w+)`, "g")),
  ]);
  const aliases = definitions.map(([, alias = ""]) => alias).filter((alias) => !NO_ALIAS.test(alias));
  return aliases.some(
    (alias) => countAlone(query, alias) > aliases.filter((other) => other === alias).length,
  );
}

const mentions = (query: string, column: string): boolean =>
  new RegExp(`(?<!\\w)${escaped(plain(column))}(?!\\w)`).test(query);

/** Whether a query may show one of these columns of a relation. */
function shows(query: string, relation: string, columns: readonly string[]): boolean {
  if (!speaksOf(query, relation)) return false;
  return takesRows(query, relation) || columns.some((column) => mentions(query, column));
}

/**
 * Views run with their owner's rights: whoever reads a view reads what it is made of. So a view over something
 * sensitive is sensitive as a whole too, and a view over that, until somebody clears it.
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
  const found = new Set(sensitive);
  const paths = [...sensitive].flatMap((key) => {
    const [schema = "", name = "", column] = splitPath(key) ?? [];
    return column === undefined ? [] : [{ relation: displayPath([schema, name]), column }];
  });
  const columns = [...groupBy(paths, ({ relation }) => relation)].map(
    ([relation, list]) => [relation, list.map(({ column }) => column)] as const,
  );
  const open = views
    .filter(({ key }) => !cleared.has(key))
    .map(({ key, query }) => ({ key, query: plain(query) }));
  for (let size = -1; size < found.size; ) {
    size = found.size;
    for (const { key, query } of open) {
      if (found.has(key)) continue;
      const isMadeOf =
        [...found].some((relation) => speaksOf(query, relation)) ||
        columns.some(([relation, names]) => shows(query, relation, names));
      if (isMadeOf) found.add(key);
    }
  }
  return found;
}
