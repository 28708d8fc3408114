// Sequences set past the values that came into their columns.
import type { Queryable } from "../database/connect/connect.ts";
import type { DataTable } from "../database/inspect/data-tables.ts";
import columnSequencesQuery from "../database/queries/column-sequences.sql";
import { quoteIdentifier } from "../model/identifier.ts";
import { tableSql } from "./named-tables.ts";

interface ColumnSequence {
  readonly column: string;
  readonly sequence: string;
  readonly rises: boolean;
}

/** Sets what a table's columns draw from to the last value in them, and never back; what lies past its end stays. */
export async function advanceSequences(tx: Queryable, table: DataTable): Promise<void> {
  const found = await tx.unsafe<ColumnSequence[]>(columnSequencesQuery, [table.oid]);
  for (const { column, sequence, rises } of found) {
    const last = `${rises ? "max" : "min"}(${quoteIdentifier(column)})::bigint`;
    const [name] = await tx.unsafe<{ name: string }[]>(
      "SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = $1::oid",
      [sequence],
    );
    await tx.unsafe(
      `SELECT pg_catalog.setval($1::oid::regclass, came.last)
        FROM (SELECT ${last} AS last FROM ${tableSql(table)}) AS came, ${name?.name} AS now, pg_catalog.pg_sequence AS s
        WHERE s.seqrelid = $1::oid AND came.last BETWEEN s.seqmin AND s.seqmax
        AND (came.last ${rises ? ">" : "<"} now.last_value OR came.last = now.last_value)`,
      [sequence],
    );
  }
}
