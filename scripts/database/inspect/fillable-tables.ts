// What must be known of tables to put rows into them.
import { groupBy } from "../../model/group.ts";
import { relationKey } from "../../model/relation.ts";
import type { Queryable } from "../connect/connect.ts";
import fillableColumnsQuery from "../queries/fillable-columns.sql";

/** A column as an INSERT sees it. */
export interface FillableColumn {
  readonly name: string;
  readonly notNull: boolean;
  /** By DEFAULT or an identity. */
  readonly hasDefault: boolean;
  readonly generated: boolean;
  /** As `format_type` prints it. */
  readonly type: string;
  /** What a serial or identity column draws from, quoted. */
  readonly sequence: string | null;
  /** The catalog's name of the type, of a domain that of what is beneath it. */
  readonly base: string;
  /** Of an array's elements. */
  readonly element: string | null;
  /** Its place, from 0, in what the table is partitioned by. */
  readonly keyPlace: number | null;
  /** `atttypmod`. */
  readonly modifier: number;
  /** Of an enum. */
  readonly labels: readonly string[];
  /** The column that a foreign key points at. */
  readonly parent: { readonly table: string; readonly column: string } | undefined;
}

/** A table that rows can be put into. */
export interface FillableTable {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly FillableColumn[];
}

interface Row extends Omit<FillableColumn, "name" | "labels" | "parent"> {
  readonly schema: string;
  readonly table: string;
  readonly column: string;
  readonly labels: string | null;
  readonly parent: string | null;
}

function fillableColumn({ column, labels, parent, ...rest }: Row): FillableColumn {
  const [schema = "", name = "", key = ""] = JSON.parse(parent ?? "[]") as string[];
  return {
    ...rest,
    name: column,
    labels: JSON.parse(labels ?? "[]") as string[],
    parent: parent === null ? undefined : { table: relationKey({ schema, name }), column: key },
  };
}

/** Those of the tables that are there, and all that their foreign keys point at, by relationKey. */
export async function readFillable(
  tx: Queryable,
  tables: readonly { readonly schema: string; readonly name: string }[],
): Promise<ReadonlyMap<string, FillableTable>> {
  const paths = JSON.stringify(tables.map(({ schema, name }) => [schema, name]));
  const rows = await tx.unsafe<Row[]>(fillableColumnsQuery, [paths]);
  const groups = groupBy(rows, ({ schema, table }) => relationKey({ schema, name: table }));
  return new Map(
    [...groups].map(([key, list]) => {
      const { schema = "", table: name = "" } = list[0] ?? {};
      return [key, { schema, name, columns: list.map(fillableColumn) }];
    }),
  );
}

/** What each sequence gave last, by its quoted name; null where it was not asked yet. */
export async function readSequences(tx: Queryable): Promise<ReadonlyMap<string, string | null>> {
  const rows = await tx.unsafe<{ name: string; value: string | null }[]>(
    "SELECT format('%I.%I', schemaname, sequencename) AS name, last_value::text AS value FROM pg_catalog.pg_sequences",
  );
  return new Map(rows.map(({ name, value }) => [name, value]));
}
