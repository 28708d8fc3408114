// `sensitive` and `cleared` → what is sensitive.
import { compareText, displayPath, splitPath } from "../../model/identifier.ts";
import { relationKey } from "../../model/relation.ts";
import type { ClearedTables, SensitiveTables } from "../language/schema-of-grants.ts";
import type { NamingContext } from "../objects/catalog.ts";
import { isExact, matchRelations } from "../objects/match.ts";
import {
  namedColumns,
  readColumnPattern,
  reportNoColumn,
  withTellableColumns,
} from "../objects/select-columns.ts";
import { child, items, type Placed, placeOf, problemAt, type Words } from "../yaml/placed.ts";

/** The relations and columns that `sensitive` marks: relation keys and paths of columns. */
function markedBy(entry: Placed<SensitiveTables>, context: NamingContext): string[] {
  const { report } = context;
  const tables = items<string>(child(entry, "tables")).flatMap((item) =>
    matchRelations(item, context).map((relation) => ({ relation, exact: isExact(item) })),
  );
  if (entry.value.columns === undefined) return tables.map(({ relation }) => relationKey(relation));
  return items<string>(child(entry, "columns")).flatMap((pattern) => {
    const parsed = readColumnPattern(pattern, report);
    if (!parsed || tables.length === 0) return [];
    const tellable = withTellableColumns(tables, pattern, parsed, report);
    const paths = tellable.flatMap(({ relation }) =>
      namedColumns(relation, parsed).map((column) => displayPath([relation.schema, relation.name, column])),
    );
    if (paths.length === 0 && tellable.length > 0) reportNoColumn(pattern, parsed, tellable, report);
    return paths;
  });
}

/**
 * All that is sensitive: what the definitions mark and what `sensitive` adds, sorted.
 *
 * @param context with the catalog without what is added here
 */
export function resolveSensitive(
  entries: readonly Placed<SensitiveTables>[],
  annotated: ReadonlySet<string>,
  context: NamingContext,
): ReadonlySet<string> {
  const marked = entries.flatMap((entry) => markedBy(entry, context));
  return new Set([...annotated, ...marked].sort(compareText));
}

/** Whether a relation, or one of its columns, is marked itself and not for what it is made of. */
function isMarked(key: string, marked: ReadonlySet<string>): boolean {
  const path = splitPath(key) ?? [];
  return [...marked].some((other) => {
    const [schema, name] = splitPath(other) ?? [];
    return schema === path[0] && name === path[1];
  });
}

/**
 * The keys of the views that `cleared` takes out.
 *
 * @param marked what is sensitive itself
 * @param sensitive that, and the views made of it, if nothing were cleared
 */
export function resolveCleared(
  entries: readonly Placed<ClearedTables>[],
  marked: ReadonlySet<string>,
  sensitive: ReadonlySet<string>,
  context: NamingContext,
): ReadonlySet<string> {
  const cleared = entries.flatMap((entry) =>
    items<string>(child(entry, "tables")).flatMap((item) => {
      const keys = matchRelations(item, context).map(relationKey);
      const views = keys.filter((key) => sensitive.has(key) && !isMarked(key, marked));
      const own = keys.find((key) => isMarked(key, marked));
      if (keys.length === 0 || views.length > 0) return views;
      const words: Words = own
        ? [
            "cleared-marked",
            `${own} is marked as sensitive itself`,
            "Take the mark away: `cleared` is for views that are sensitive for what they are made of.",
          ]
        : [
            "cleared-not-sensitive",
            isExact(item)
              ? `${item.value} is not sensitive`
              : `nothing that ${item.value} names is sensitive`,
            "Take it out: it may be shown anyway.",
          ];
      context.report(problemAt(placeOf(item), ...words));
      return [];
    }),
  );
  return new Set(cleared.sort(compareText));
}
