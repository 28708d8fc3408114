// The tables of a database as moving rows sees them: columns, foreign keys, what they are partitions of.
import type { Queryable } from "../connect/connect.ts";
import dataTablesQuery from "../queries/data-tables.sql";

/** A column, with what must be known to put something else into it. */
export interface DataColumn {
  readonly name: string;
  /** As `format_type` prints it. */
  readonly type: string;
  /** By the column or by the domain that it is of. */
  readonly notNull: boolean;
  readonly generated: boolean;
  /** By DEFAULT or an identity. */
  readonly filled: boolean;
  /** `typcategory`, of a domain that of what is beneath it. */
  readonly category: string;
  /** The catalog's name of the type, of a domain that of what is beneath it. */
  readonly base: string;
  /** How many characters it takes, where that has a limit. */
  readonly length: number | null;
  /** The first of an enum. */
  readonly label: string | null;
  /** Part of a unique index or an exclusion. */
  readonly unique: boolean;
}

/** A foreign key: what it points at, and its columns beside those there, with the operator that compares them. */
export interface DataKey {
  /** The oid of the table. */
  readonly to: string;
  /** MATCH FULL: all of its columns are null, or none. */
  readonly full: boolean;
  readonly pairs: readonly (readonly [own: string, their: string, operator: string, schema: string])[];
}

/** A table that has rows, or partitions that do. */
export interface DataTable {
  readonly oid: string;
  readonly schema: string;
  readonly name: string;
  /** How many rows the server thinks it has; -1 where it does not know. */
  readonly estimate: number;
  /** The oids of what it is a partition or an heir of, however far above. */
  readonly above: readonly string[];
  readonly columns: readonly DataColumn[];
  readonly keys: readonly DataKey[];
}

type Row = Pick<DataTable, "oid" | "schema" | "name" | "estimate"> & {
  readonly [Name in "above" | "columns" | "keys"]: string;
};

/** All tables but the system's, temporary ones and those of extensions, by name. */
export async function readDataTables(tx: Queryable): Promise<DataTable[]> {
  const rows = await tx.unsafe<Row[]>(dataTablesQuery);
  return rows.map(({ above, columns, keys, ...row }) => ({
    ...row,
    above: JSON.parse(above) as string[],
    columns: JSON.parse(columns) as DataColumn[],
    keys: JSON.parse(keys) as DataKey[],
  }));
}
