// Which columns of a table are sampled, and what stands in for those that nobody may see.
import type { DataColumn, DataTable } from "../database/inspect/data-tables.ts";
import { displayPath, quoteIdentifier, quoteLiteral } from "../model/identifier.ts";
import { shownTable } from "./named-tables.ts";

/** A column of a sample: its name, and the SQL that reads it at the source. */
export interface SampledColumn {
  readonly name: string;
  readonly sql: string;
  /** Null at the source's end already, so that what points somewhere by it points nowhere. */
  readonly isNull: boolean;
}

/** What is sampled of a table; or why it is not. */
type SampledColumns =
  | {
      readonly columns: readonly SampledColumn[];
      readonly masked: readonly string[];
      readonly absent: readonly string[];
    }
  | { readonly leftOut: string }
  | { readonly impossible: string };

/** A constant by the name of the type, else by its category. */
const BY_TYPE: Readonly<Record<string, string>> = {
  bytea: "",
  json: "{}",
  jsonb: "{}",
  uuid: "00000000-0000-0000-0000-000000000000",
  date: "2000-01-01",
  timestamp: "2000-01-01",
  timestamptz: "2000-01-01",
  time: "00:00",
  timetz: "00:00+00",
  money: "0",
  xml: "<masked/>",
};

const BY_CATEGORY: Readonly<Record<string, string>> = {
  A: "{}",
  B: "false",
  I: "0.0.0.0",
  N: "0",
  R: "empty",
  S: "masked",
  T: "0",
};

/** What stands in for a value that may not be null; undefined where nothing does. */
function constantFor({ base, category, length, label }: DataColumn): string | undefined {
  if (category === "E") return label ?? undefined;
  const text = BY_TYPE[base] ?? BY_CATEGORY[category];
  return text === undefined || length === null ? text : text.slice(0, length);
}

/** What is marked: whole relations, and single columns, as displayPath writes them. */
type Sensitive = ReadonlySet<string>;

/** The columns of a foreign key of which one is null are all null where it says so. */
function nulledWith(table: DataTable, masked: ReadonlySet<string>): ReadonlySet<string> {
  const all = new Set(masked);
  for (const { full, pairs } of table.keys)
    if (full && pairs.some(([own]) => masked.has(own))) for (const [own] of pairs) all.add(own);
  return all;
}

/**
 * The columns that both ends have, what is sensitive masked: null where that is allowed, else a constant, which can
 * stand in no key. A table that is not possible without such a column is left out.
 *
 * @param local the same table where the rows go
 * @param sensitive nothing where all of it is wanted
 * @param left columns that must be null, since what they point at is left out
 */
export function sampledColumns(
  table: DataTable,
  local: DataTable,
  sensitive: Sensitive,
  left: ReadonlySet<string> = new Set(),
): SampledColumns {
  const there = new Map(table.columns.map((column) => [column.name, column]));
  const wanted = local.columns.filter(({ generated }) => !generated);
  const isAbsent = ({ name }: DataColumn) => !there.has(name);
  const missing = wanted.find((column) => isAbsent(column) && column.notNull && !column.filled);
  if (missing) return { impossible: `its column ${missing.name} may not be null, and is not at the source` };
  const columns = wanted.filter((column) => !isAbsent(column));
  const isWhole = sensitive.has(shownTable(table));
  const isSensitive = ({ name }: DataColumn) =>
    isWhole || sensitive.has(displayPath([table.schema, table.name, name]));
  const marked = new Set(columns.filter(isSensitive).map(({ name }) => name));
  const masked = nulledWith(table, new Set([...marked, ...left]));
  const sampled: SampledColumn[] = [];
  for (const column of columns) {
    const { name } = column;
    const isNull = masked.has(name) && !column.notNull;
    if (!masked.has(name)) sampled.push({ name, sql: `t.${quoteIdentifier(name)}`, isNull });
    else if (isNull) sampled.push({ name, sql: "NULL", isNull });
    else {
      if (left.has(name))
        return { leftOut: `${name}, which may not be null, points at a table that is left out` };
      const isKey = column.unique || table.keys.some(({ pairs }) => pairs.some(([own]) => own === name));
      const constant = constantFor(column);
      if (isKey) return { leftOut: `${name} is sensitive, part of a key and may not be null` };
      if (constant === undefined)
        return { leftOut: `nothing can stand in for ${name}, of type ${column.type}` };
      sampled.push({ name, sql: quoteLiteral(constant), isNull });
    }
  }
  const names = (list: readonly DataColumn[]) => list.map(({ name }) => name);
  return {
    columns: sampled,
    masked: names(columns).filter((name) => marked.has(name)),
    absent: names(table.columns.filter(({ name }) => !local.columns.some((one) => one.name === name))),
  };
}
