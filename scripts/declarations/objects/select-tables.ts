// `tables`, `columns`, `except`, `sensitive` → relations and columns.
import { type Relation, relationKey } from "../../model/relation.ts";
import type { SensitiveMode } from "../language/schema-of-grants.ts";
import { child, items, type Placed, placeOf, problemAt, type Report, type Words } from "../yaml/placed.ts";
import { type NamingContext, type Reached, reachOf } from "./catalog.ts";
import { type Excepted, isKept, resolveExcept } from "./except.ts";
import type { Given } from "./given.ts";
import { isExact, matchRelations } from "./match.ts";
import { reportNothingLeft } from "./nothing-left.ts";
import { parsePattern } from "./pattern.ts";
import { selectColumns } from "./select-columns.ts";

/** The keys with which entries name tables. */
export interface TablesEntry {
  readonly tables?: string | string[] | undefined;
  readonly columns?: string | string[] | undefined;
  readonly except?: string | string[] | undefined;
  readonly sensitive?: SensitiveMode;
}

/** A relation that an entry reaches, or columns of it. */
interface SelectedTable {
  readonly relation: Relation;
  readonly reached: Reached;
  /** Absent where the relation is meant. */
  readonly columns?: readonly string[];
  readonly named?: Given["named"];
}

/** An item of `tables` with what it names and what of it the entry reaches. */
interface NamedItem {
  readonly item: Placed<string>;
  readonly exact: boolean;
  readonly schemaExact: boolean;
  readonly named: readonly Relation[];
  readonly reached: readonly Relation[];
}

/** Says that an exact name is not of the sort that the entry reaches. */
function reportWrongSort(
  item: Placed<string>,
  relation: Relation,
  mode: SensitiveMode,
  report: Report,
): void {
  const key = relationKey(relation);
  const words: Words =
    mode === "only"
      ? [
          "nothing-sensitive",
          `${key} is not sensitive`,
          "Take `sensitive: only` away, or mark the table as sensitive.",
        ]
      : [
          "sensitive-by-name",
          `${key} is sensitive`,
          "Say `sensitive: only`, or `sensitive: include`, beside it if that is meant.",
        ];
  report(problemAt(placeOf(item), ...words));
}

/** The relations of one pattern that the mode reaches; an exact name must say that it means a sensitive one. */
function readItem(
  item: Placed<string>,
  mode: SensitiveMode,
  byColumns: boolean,
  context: NamingContext,
): NamedItem {
  const { catalog, report } = context;
  const named = matchRelations(item, context);
  const exact = isExact(item);
  const schemaExact = parsePattern(item.value)?.segments[0]?.includes("*") === false;
  const reached = named.filter((relation) => reachOf(catalog, mode, relation) !== "none");
  const [first] = named;
  if (first && reached.length === 0) {
    if (exact) reportWrongSort(item, first, mode, report);
    else reportNothingLeft(item, mode, false, report);
  } else if (first && exact && !byColumns && reachOf(catalog, mode, first) === "part") {
    const message = `${relationKey(first)} is sensitive in some columns`;
    const help = "Name the columns that are meant, or say `sensitive: include` for all of them.";
    report(problemAt(placeOf(item), "sensitive-by-name", message, help));
  }
  return { item, exact, schemaExact, named, reached };
}

/** What an entry reaches by `tables`, `columns`, `except` and `sensitive`. */
export function selectTables(
  entry: Placed<TablesEntry>,
  context: NamingContext,
): { readonly selected: readonly SelectedTable[]; readonly excepted: readonly Excepted[] } {
  const { catalog, report } = context;
  const mode = entry.value.sensitive;
  const patterns = items<string>(child(entry, "columns"));
  const byColumns = entry.value.columns !== undefined;
  const lists = items<string>(child(entry, "tables")).map((item) => readItem(item, mode, byColumns, context));
  const relations = [
    ...new Map(lists.flatMap(({ named }) => named).map((one) => [relationKey(one), one])).values(),
  ];
  const reach = { relations, schemas: new Set(relations.map(({ schema }) => schema)) };
  const exceptions = resolveExcept(items<string>(child(entry, "except")), reach, [1, 2], context);

  const kept = new Map<string, { relation: Relation; exact: boolean; named: Given["named"] }>();
  for (const { item, exact, schemaExact, reached } of lists) {
    const left = reached.filter((relation) => isKept(exceptions, relation));
    if (left.length === 0 && reached.length > 0) reportNothingLeft(item, mode, true, report);
    for (const relation of left) {
      const key = relationKey(relation);
      const before = kept.get(key);
      const named = exact || before?.named === "object" ? "object" : schemaExact ? "schema" : before?.named;
      kept.set(key, {
        relation: before?.relation ?? relation,
        exact: exact || (before?.exact ?? false),
        named,
      });
    }
  }
  const all = [...kept.values()];
  if (!byColumns) {
    const selected = all.map(({ relation, named }) => ({
      relation,
      named,
      reached: reachOf(catalog, mode, relation),
    }));
    return { selected, excepted: exceptions.excepted };
  }
  const columns = selectColumns(patterns, all, mode, context);
  const selected = all.flatMap(({ relation, named }): SelectedTable[] => {
    const chosen = columns.get(relation);
    return chosen ? [{ relation, reached: "part", columns: chosen, named }] : [];
  });
  return { selected, excepted: exceptions.excepted };
}
