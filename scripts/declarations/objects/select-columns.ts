// `columns` → the columns that are meant.
import { displayPath } from "../../model/identifier.ts";
import { type Relation, relationKey } from "../../model/relation.ts";
import type { SensitiveMode } from "../language/schema-of-grants.ts";
import { type Placed, placeOf, problemAt, type Report, type Words } from "../yaml/placed.ts";
import { nearest } from "../yaml/suggest.ts";
import { type Catalog, hasKnownColumns, type NamingContext } from "./catalog.ts";
import { listNames } from "./list-names.ts";
import { matches, type Pattern, parsePattern } from "./pattern.ts";

/** A relation whose columns are chosen. */
interface NamedTable {
  readonly relation: Relation;
  /** Whether it was named without a wildcard. */
  readonly exact: boolean;
}

/** A pattern of columns: one segment. Undefined after a report. */
export function readColumnPattern(pattern: Placed<string>, report: Report): Pattern | undefined {
  const parsed = parsePattern(pattern.value);
  if (parsed?.segments.length === 1) return parsed;
  const [code, message]: Words = parsed
    ? ["pattern-parts", `${pattern.value} has ${parsed.segments.length} parts, where a column is named`]
    : ["bad-pattern", `${pattern.value} is no pattern of names`];
  const help =
    "A column has one, its name; the table stands under `tables`, a dot within a name needs quotes.";
  report(problemAt(placeOf(pattern), code, message, help));
  return undefined;
}

/** Reports relations of which a pattern cannot tell the columns; gives the others. */
export function withTellableColumns(
  tables: readonly NamedTable[],
  pattern: Placed<string>,
  { wildcard }: Pattern,
  report: Report,
): readonly NamedTable[] {
  const untold = tables.filter(({ relation, exact }) => !hasKnownColumns(relation) && (wildcard || !exact));
  if (untold.length > 0) {
    const names = listNames(untold.map(({ relation }) => relationKey(relation)));
    const message = `the columns of ${names} are not known here`;
    const help =
      "Of a view, or a table of others, name the columns exactly, in an entry that names it exactly.";
    report(problemAt(placeOf(pattern), "unknown-columns", message, help));
  }
  return tables.filter((table) => !untold.includes(table));
}

/** The columns of one relation that a pattern names; an exact name is taken as said where they are not known. */
export function namedColumns({ columns }: Relation, pattern: Pattern): readonly string[] {
  if (columns.length === 0) return pattern.wildcard ? [] : pattern.segments;
  return columns.map(({ name }) => name).filter((name) => matches(pattern, [name]));
}

/** Says that no relation has such a column. */
export function reportNoColumn(
  pattern: Placed<string>,
  { wildcard, segments }: Pattern,
  tables: readonly NamedTable[],
  report: Report,
): void {
  const [first] = tables;
  const where = tables.length === 1 && first ? relationKey(first.relation) : "none of the tables";
  const names = [...new Set(tables.flatMap(({ relation }) => relation.columns.map(({ name }) => name)))];
  const [name = ""] = segments;
  const guess = wildcard ? undefined : nearest(name, names);
  const help = guess ? `Did you mean ${guess}?` : `There are: ${listNames(names)}.`;
  const shown = wildcard ? pattern.value : displayPath(segments);
  const message =
    tables.length === 1
      ? `${where} has no column ${wildcard ? "like " : ""}${shown}`
      : `${where} has a column ${wildcard ? "like " : ""}${shown}`;
  report(problemAt(placeOf(pattern), wildcard ? "no-match" : "unknown-column", message, help));
}

/** Says that all columns that a pattern names are of the wrong sort. */
function reportWrongSort(
  pattern: Placed<string>,
  { wildcard }: Pattern,
  mode: SensitiveMode,
  path: string,
  report: Report,
): void {
  const what = wildcard ? `${pattern.value}` : path;
  const words: Words =
    mode === "only"
      ? [
          "nothing-sensitive",
          wildcard ? `no column like ${what} is sensitive` : `${what} is not sensitive`,
          "Take `sensitive: only` away, or mark the column as sensitive.",
        ]
      : [
          wildcard ? "only-sensitive" : "sensitive-by-name",
          wildcard ? `all columns like ${what} are sensitive` : `${what} is sensitive`,
          "Say `sensitive: only`, or `sensitive: include`, beside it if that is meant.",
        ];
  report(problemAt(placeOf(pattern), ...words));
}

/** Whether an entry of this mode reaches the column. */
function isColumnReached(relation: Relation, column: string, mode: SensitiveMode, catalog: Catalog): boolean {
  if (mode === "include") return true;
  const marked = catalog.sensitiveColumns(relation);
  const sensitive = catalog.isSensitive(relation) && (marked.size === 0 || marked.has(column));
  return sensitive === (mode === "only");
}

/**
 * The columns of each relation that one of the patterns names. A pattern must name something; what is sensitive is
 * left out by wildcards and must be meant by exact names.
 */
export function selectColumns(
  patterns: readonly Placed<string>[],
  tables: readonly NamedTable[],
  mode: SensitiveMode,
  { catalog, report }: NamingContext,
): ReadonlyMap<Relation, readonly string[]> {
  const selected = new Map<Relation, Set<string>>();
  for (const pattern of patterns) {
    const parsed = readColumnPattern(pattern, report);
    if (!parsed || tables.length === 0) continue;
    const tellable = withTellableColumns(tables, pattern, parsed, report);
    if (tellable.length === 0) continue;
    const named = tellable.flatMap(({ relation, exact }) =>
      namedColumns(relation, parsed).map((column) => {
        const reached = isColumnReached(relation, column, mode, catalog);
        return { relation, column, exact: exact && !parsed.wildcard, reached };
      }),
    );
    const wrong = named.filter(({ exact, reached }) => exact && !reached);
    if (named.length === 0) reportNoColumn(pattern, parsed, tellable, report);
    else if (wrong.length > 0 || named.every(({ reached }) => !reached)) {
      const { relation, column } = (wrong[0] ?? named[0]) as (typeof named)[number];
      const path = displayPath([relation.schema, relation.name, column]);
      reportWrongSort(pattern, parsed, mode, path, report);
    }
    for (const { relation, column, reached } of named) {
      if (!reached) continue;
      const columns = selected.get(relation) ?? new Set();
      selected.set(relation, columns.add(column));
    }
  }
  return new Map([...selected].map(([relation, columns]) => [relation, [...columns]]));
}
