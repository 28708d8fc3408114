// Which rows of a source are sampled: some of each table by chance, and all that those point at.
import type { Queryable } from "../database/connect/connect.ts";
import type { DataKey, DataTable } from "../database/inspect/data-tables.ts";
import { quoteIdentifier, quoteLiteral } from "../model/identifier.ts";
import { tableSql } from "./named-tables.ts";

/** Where rows lie within a snapshot: by the oid of the table or partition, their ctids. */
export type RowPlaces = ReadonlyMap<string, ReadonlySet<string>>;

interface Place {
  readonly part: string;
  readonly at: string;
}

const PLACE = "t.tableoid::text AS part, t.ctid::text AS at";

/** From here on not every row is looked at: some pages are, by chance. */
const LARGE = 1_000_000;
/** Pages are taken so that about this many times the rows are in them. */
const MARGIN = 50;

/** A condition for the rows at these places, of a table called `t`. */
export function atPlaces(places: RowPlaces): string {
  const parts = [...places].map(([part, at]) => {
    const list = [...at].map((place) => `"${place}"`).join(",");
    return `(t.tableoid = ${quoteLiteral(part)}::oid AND t.ctid = ANY (${quoteLiteral(`{${list}}`)}::tid[]))`;
  });
  return parts.length === 0 ? "false" : `(${parts.join(" OR ")})`;
}

/** Rows by chance. */
async function randomRows(tx: Queryable, table: DataTable, rows: number): Promise<Place[]> {
  const draw = (from: string) =>
    tx.unsafe<Place[]>(`SELECT ${PLACE} FROM ${from} ORDER BY pg_catalog.random() LIMIT $1`, [rows]);
  if (table.estimate > LARGE) {
    const percent = Math.min(100, (100 * rows * MARGIN) / table.estimate);
    const found = await draw(`${tableSql(table)} AS t TABLESAMPLE SYSTEM (${percent})`);
    if (found.length === rows) return found;
  }
  return draw(`${tableSql(table)} AS t`);
}

/** The rows that rows of a table point at by a key. */
function rowsPointedAt(
  tx: Queryable,
  child: DataTable,
  { pairs }: DataKey,
  parent: DataTable,
  places: RowPlaces,
): Promise<Place[]> {
  const same = pairs.map(
    ([own, their, operator, schema]) =>
      `t.${quoteIdentifier(their)} OPERATOR(${quoteIdentifier(schema)}.${operator}) c.${quoteIdentifier(own)}`,
  );
  const inner = `SELECT t.* FROM ${tableSql(child)} AS t WHERE ${atPlaces(places)}`;
  return tx.unsafe<Place[]>(
    `SELECT DISTINCT ${PLACE} FROM (${inner}) AS c JOIN ${tableSql(parent)} AS t ON ${same.join(" AND ")}`,
  );
}

/** Puts places to those that there are, and gives those that are new. */
function added(all: Map<string, Set<string>>, found: readonly Place[]): Map<string, Set<string>> {
  const news = new Map<string, Set<string>>();
  for (const { part, at } of found) {
    const known = all.get(part) ?? new Set();
    if (known.has(at)) continue;
    all.set(part, known.add(at));
    news.set(part, (news.get(part) ?? new Set()).add(at));
  }
  return news;
}

/**
 * Chooses rows, within one snapshot.
 *
 * @param named tables of which so many rows are taken by chance
 * @param follows whether a key is followed from a table
 */
export async function sampleRowsOf(
  tx: Queryable,
  named: readonly DataTable[],
  byOid: ReadonlyMap<string, DataTable>,
  rows: number,
  follows: (table: DataTable, key: DataKey) => boolean,
): Promise<ReadonlyMap<DataTable, RowPlaces>> {
  const chosen = new Map<DataTable, Map<string, Set<string>>>();
  const open: { table: DataTable; places: RowPlaces }[] = [];
  const take = (table: DataTable, found: readonly Place[]) => {
    const all = chosen.get(table) ?? new Map<string, Set<string>>();
    chosen.set(table, all);
    const places = added(all, found);
    if (places.size > 0) open.push({ table, places });
  };
  for (const table of named) take(table, await randomRows(tx, table, rows));
  for (let next = open.pop(); next; next = open.pop()) {
    for (const key of next.table.keys) {
      const parent = byOid.get(key.to);
      if (parent && follows(next.table, key))
        take(parent, await rowsPointedAt(tx, next.table, key, parent, next.places));
    }
  }
  return chosen;
}
