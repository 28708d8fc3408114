// Which tables and columns each view reads and writes, as the server resolved it.
import { displayPath } from "../../model/identifier.ts";
import { displayObject } from "../../model/object.ts";
import type { Privilege } from "../../model/privilege.ts";
import { relationKey } from "../../model/relation.ts";
import type { RoutineCall, ViewReads } from "../../model/view-reads.ts";
import { majorOf, type Queryable } from "../connect/connect.ts";
import viewReadsQuery from "../queries/view-reads.sql";
import { type QueryCalls, readQueryCalls } from "./query-calls.ts";
import { type ColumnNumber, readStoredQuery, type StoredQuery } from "./query-columns.ts";

interface ReadRow {
  readonly oid: number;
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly string[];
  /** The names of all its columns, by number. */
  readonly numbers: Readonly<Record<string, string>> | null;
}

interface RoutineRow {
  readonly oid: number;
  readonly path: readonly string[];
  /** Whether it is called though its column is not asked for. */
  readonly volatile: boolean;
}

interface Row {
  readonly viewSchema: string;
  readonly viewName: string;
  readonly materialized: boolean;
  readonly invoker: boolean;
  readonly query: string;
  readonly reads: readonly ReadRow[] | null;
  readonly writes: readonly Privilege[];
  readonly checked: boolean;
  /** Those that its query calls, but for PostgreSQL's own. */
  readonly routines: readonly RoutineRow[] | null;
}

/** Where a stored query says which columns must be readable: with the relation itself, from 16 on in a list of its own. */
const readColumns = (major: number): RegExp =>
  major >= 16
    ? /\{RTEPERMISSIONINFO :relid (\d+) .*?:selectedCols \(b([ \d]*)\)/gs
    : /:rtekind 0 :relid (\d+) .*?:selectedCols \(b([ \d]*)\)/gs;

/** The whole row among the columns, which count from the first system column (FirstLowInvalidHeapAttributeNumber). */
const WHOLE_ROW = "7";

/** The OIDs of relations of which a stored query takes whole rows. */
function wholeRows(query: string, major: number): ReadonlySet<number> {
  const found = [...query.matchAll(readColumns(major))];
  return new Set(
    found.flatMap(([, oid, columns = ""]) => (columns.split(" ").includes(WHOLE_ROW) ? [Number(oid)] : [])),
  );
}

type ByOid = ReadonlyMap<number, ReadRow>;

/** The paths of a column, or of all columns of a row. */
function pathsOf({ relation, column }: ColumnNumber, byOid: ByOid): string[] {
  const read = byOid.get(relation);
  if (!read) return [];
  const names = Object.entries(read.numbers ?? {})
    .filter(([number]) => column === 0 || Number(number) === column)
    .map(([, name]) => name);
  return names.map((name) => displayPath([read.schema, read.name, name]));
}

function writesOf(
  { only, columns }: StoredQuery,
  { relationsInWhere }: QueryCalls,
  { writes: privileges, checked }: Row,
  byOid: ByOid,
): ViewReads["writes"] {
  const under = only === undefined ? undefined : byOid.get(only);
  if (!under || privileges.length === 0) return undefined;
  const pairs = columns.flatMap(({ name, is }) => {
    const of = is === undefined ? undefined : under.numbers?.[is];
    return of === undefined ? [] : [[name, of] as const];
  });
  const looksAt = [...byOid.values()].filter(({ oid }) => relationsInWhere.has(oid)).map(relationKey);
  return {
    relation: relationKey(under),
    columns: Object.fromEntries(pairs),
    privileges,
    ...(looksAt.length > 0 && { looksAt }),
    ...(checked && { checked }),
  };
}

function callsOf(
  { columns }: StoredQuery,
  calls: QueryCalls,
  routines: readonly RoutineRow[],
): RoutineCall[] {
  return routines.map(({ oid, path, volatile }) => {
    const names = columns.flatMap(({ name }, place) =>
      calls.inColumn.get(place + 1)?.has(oid) ? [name] : [],
    );
    const always = volatile || calls.elsewhere.has(oid);
    return {
      routine: displayObject({ kind: "routine", path }),
      ...(!always && { columns: names }),
      ...(calls.inWhere.has(oid) && { writes: true as const }),
    };
  });
}

function viewOf(row: Row, major: number): ViewReads {
  const { viewSchema: schema, viewName: name, invoker, materialized, query } = row;
  const whole = wholeRows(query, major);
  const byOid = new Map((row.reads ?? []).map((read) => [read.oid, read]));
  const stored = readStoredQuery(query);
  const shows = stored.columns.map(({ name, from }) => [
    name,
    [...new Set(from.flatMap((column) => pathsOf(column, byOid)))].sort(),
  ]);
  const called = readQueryCalls(stored.node);
  const writes = writesOf(stored, called, row, byOid);
  const calls = callsOf(stored, called, row.routines ?? []);
  return {
    view: relationKey({ schema, name }),
    invoker,
    materialized,
    reads: [...byOid.values()].map(({ oid, columns, ...read }) => ({
      relation: relationKey(read),
      columns,
      rows: whole.has(oid),
    })),
    shows: Object.fromEntries(shows),
    ...(writes && { writes }),
    ...(calls.length > 0 && { calls }),
    confirmed: true,
  };
}

/**
 * What every view is made of, as the server knows it, however its query was written. What functions read is not
 * among it: they run with the rights of whoever reads the view, who needs EXECUTE on them. Any role may ask.
 */
export async function readViews(sql: Queryable): Promise<ViewReads[]> {
  const rows = await sql.unsafe<Row[]>(viewReadsQuery);
  return rows.map((row) => viewOf(row, majorOf(sql)));
}
