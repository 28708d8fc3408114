// The rows of a sample into the local tables: beside those that are there, and so that foreign keys hold.

import type { Queryable } from "../database/connect/connect.ts";
import { errorCode } from "../database/connect/connection-problem.ts";
import { type CopyIn, copyIn, copyOut } from "../database/connect/copy-stream.ts";
import type { DataTable } from "../database/inspect/data-tables.ts";
import { problem, Refusal } from "../model/diagnostic.ts";
import { quoteIdentifier } from "../model/identifier.ts";
import { shownTable, tableSql } from "./named-tables.ts";
import type { SampledTable } from "./sample-plan.ts";
import { atPlaces, type RowPlaces } from "./sample-rows-of.ts";

/** A table while its rows come: where they wait, and where it is written which of them were taken. */
interface Coming {
  readonly table: SampledTable;
  readonly waiting: string;
  readonly taken: string;
}

/** What became of a table's rows. */
export interface Put {
  readonly table: string;
  readonly sent: number;
  readonly put: number;
}

const namesOf = ({ columns }: SampledTable, prefix = ""): string =>
  columns.map(({ name }) => `${prefix}${quoteIdentifier(name)}`).join(", ");

/** Rows go from COPY to COPY; nothing of them is kept here. */
async function send(from: Queryable, to: Queryable, { table, waiting }: Coming, places: RowPlaces) {
  const values = table.columns.map(({ sql }) => sql).join(", ");
  const query = `SELECT ${values} FROM ${tableSql(table.source)} AS t WHERE ${atPlaces(places)}`;
  const rows = await copyOut(from, `COPY (${query}) TO STDOUT`);
  let copy: CopyIn | undefined;
  try {
    copy = await copyIn(to, `COPY ${waiting} (${namesOf(table)}) FROM STDIN`);
    for await (const chunk of rows) await copy.write(chunk as Buffer);
    await copy.end();
  } catch (error) {
    copy?.abort(error as Error);
    rows.destroy();
    throw error;
  }
}

/** What the server has against the rows, with the table. */
function asRefusal(error: unknown, { source, masked }: SampledTable): unknown {
  if (!/^(22|23)/.test(errorCode(error))) return error;
  const isMasked = masked.length > 0 && errorCode(error) === "23514";
  return new Refusal([
    problem("sample-fails", `the rows of ${shownTable(source)} do not fit: ${(error as Error).message}`, {
      help: isMasked
        ? `Its masked columns are ${masked.join(", ")}: leave the table out, or take them with --with-sensitive.`
        : "Bring the local database to the target's revision. Nothing was put into it.",
    }),
  ]);
}

async function putRows(
  tx: Queryable,
  { table, waiting, taken }: Coming,
): Promise<{ sent: number; put: number }> {
  await tx.unsafe(`CREATE TEMP TABLE ${taken} (part oid, at tid) ON COMMIT DROP`);
  const insert = `INSERT INTO ${tableSql(table.local)} (${namesOf(table)}) OVERRIDING SYSTEM VALUE
    SELECT ${namesOf(table)} FROM pg_temp.${waiting} ON CONFLICT DO NOTHING RETURNING tableoid AS part, ctid AS at`;
  await tx.unsafe(`WITH put AS (${insert}) INSERT INTO ${taken} SELECT part, at FROM put`);
  const [row] = await tx.unsafe(
    `SELECT (SELECT count(*) FROM ${waiting})::int AS sent, (SELECT count(*) FROM ${taken})::int AS put`,
  );
  return { sent: Number(row?.sent), put: Number(row?.put) };
}

/** Takes away what points at a row that had no place, since another one is there in its stead. */
async function dropDangling(
  tx: Queryable,
  { table, taken }: Coming,
  byOid: ReadonlyMap<string, DataTable>,
): Promise<number> {
  let dropped = 0;
  for (const { to, full, pairs } of table.local.keys) {
    const parent = byOid.get(to);
    if (!parent) continue;
    const said = pairs.map(([own]) => `t.${quoteIdentifier(own)} IS NOT NULL`).join(full ? " OR " : " AND ");
    const same = pairs.map(
      ([own, their, operator, schema]) =>
        `p.${quoteIdentifier(their)} OPERATOR(${quoteIdentifier(schema)}.${operator}) t.${quoteIdentifier(own)}`,
    );
    const { count } = await tx.unsafe(`DELETE FROM ${tableSql(table.local)} AS t USING ${taken} AS n
      WHERE t.tableoid = n.part AND t.ctid = n.at AND (${said})
      AND NOT EXISTS (SELECT FROM ${tableSql(parent)} AS p WHERE ${same.join(" AND ")})`);
    dropped += count;
  }
  return dropped;
}

/**
 * Puts the rows of a sample into the local tables, in the transaction that is open there. Triggers do not fire and
 * foreign keys are looked after here, so that tables may point at one another in circles: that takes a superuser.
 *
 * @throws {Refusal} where rows do not fit
 */
export async function putSample(
  from: Queryable,
  to: Queryable,
  chosen: readonly (readonly [SampledTable, RowPlaces])[],
  byOid: ReadonlyMap<string, DataTable>,
): Promise<Put[]> {
  await to.unsafe("SET LOCAL session_replication_role = replica");
  const put = new Map<Coming, { sent: number; put: number }>();
  for (const [index, [table, places]] of chosen.entries()) {
    const coming = { table, waiting: `dwh_waiting_${index}`, taken: `dwh_taken_${index}` };
    try {
      const like = `SELECT ${namesOf(table)} FROM ${tableSql(table.local)}`;
      await to.unsafe(`CREATE TEMP TABLE ${coming.waiting} ON COMMIT DROP AS ${like} WITH NO DATA`);
      await send(from, to, coming, places);
      put.set(coming, await putRows(to, coming));
    } catch (error) {
      throw asRefusal(error, table);
    }
  }
  for (let dropped = 1; dropped > 0; ) {
    dropped = 0;
    for (const [coming, count] of put) {
      const gone = await dropDangling(to, coming, byOid);
      put.set(coming, { ...count, put: count.put - gone });
      dropped += gone;
    }
  }
  return [...put].map(([{ table }, count]) => ({ table: shownTable(table.source), ...count }));
}
