// Two rows in each table that a revision touches, so that it is tried on data.
import { attempt } from "../database/connect/attempt.ts";
import type { Queryable, Sql } from "../database/connect/connect.ts";
import { transaction } from "../database/connect/transaction.ts";
import {
  type FillableColumn,
  type FillableTable,
  readFillable,
  readSequences,
} from "../database/inspect/fillable-tables.ts";
import { quoteIdentifier, quoteLiteral, quotePath } from "../model/identifier.ts";
import { relationKey } from "../model/relation.ts";
import { partitionValues } from "./partition-samples.ts";
import { sampleValues } from "./sample-values.ts";

/** What was put where. */
export interface SampleRows {
  readonly tables: readonly FillableTable[];
  /** Tables that could not be filled, with the reason. */
  readonly notFilled: readonly string[];
  /** What sequences gave last before. */
  readonly sequences: ReadonlyMap<string, string | null>;
}

/** The values of a table's columns that other tables point at. */
type Keys = ReadonlyMap<string, readonly (string | null)[]>;

type RowValues = readonly (string | null)[] | "unknown";

const sqlName = ({ schema, name }: FillableTable): string => quotePath([schema, name]);

/** Parents before those that point at them; a circle is cut somewhere. */
function parentsFirst(tables: ReadonlyMap<string, FillableTable>): FillableTable[] {
  const done = new Set<string>();
  const result: FillableTable[] = [];
  const visit = (key: string) => {
    const table = tables.get(key);
    if (!table || done.has(key)) return;
    done.add(key);
    for (const { parent } of table.columns) if (parent) visit(parent.table);
    result.push(table);
  };
  for (const key of tables.keys()) visit(key);
  return result;
}

/** The two values of a column; of a foreign key those that its parent has. */
function valuesOf(column: FillableColumn, keys: ReadonlyMap<string, Keys>): RowValues {
  const { parent } = column;
  if (!parent) return sampleValues(column) ?? "unknown";
  const [first = null, second = first] = keys.get(parent.table)?.get(parent.column) ?? [];
  return [first, second];
}

/** `INSERT INTO "S"."t" ("a", "b") VALUES ('1', '1'), ('2', '2')` */
function insertion(
  table: FillableTable,
  columns: readonly { readonly column: FillableColumn; readonly values: readonly (string | null)[] }[],
): string[] {
  return [0, 1].map((row) => {
    if (columns.length === 0) return `INSERT INTO ${sqlName(table)} DEFAULT VALUES`;
    const names = columns.map(({ column }) => quoteIdentifier(column.name)).join(", ");
    const values = columns.map(({ values: pair }) => {
      const value = pair[row] ?? null;
      return value === null ? "NULL" : quoteLiteral(value);
    });
    return `INSERT INTO ${sqlName(table)} (${names}) VALUES (${values.join(", ")})`;
  });
}

/** Fills one table: with a value in each column, else only where one must be. @returns why it cannot */
async function fillTable(
  tx: Queryable,
  table: FillableTable,
  keys: ReadonlyMap<string, Keys>,
): Promise<string | undefined> {
  const open = table.columns.filter(({ generated, sequence }) => !generated && sequence === null);
  const partitions = await partitionValues(tx, table);
  const given = open.map((column) => ({
    column,
    values: partitions?.get(column.name) ?? valuesOf(column, keys),
  }));
  const mustBe = ({ notNull, hasDefault }: FillableColumn) => notNull && !hasDefault;
  const unknown = given.find(({ column, values }) => values === "unknown" && mustBe(column));
  if (unknown) return `no value is known for ${unknown.column.name} ${unknown.column.type}`;
  const known = given.flatMap(({ column, values }) => (values === "unknown" ? [] : [{ column, values }]));
  const all = await attempt(tx, ...insertion(table, known));
  if (all === undefined) return undefined;
  const least = known.filter(({ column }) => mustBe(column) || column.parent || column.keyPlace !== null);
  return (await attempt(tx, ...insertion(table, least))) === undefined ? undefined : all;
}

/** The rows of a table, each value as text, in the order of their texts. */
export async function rowTexts(
  tx: Queryable,
  table: Pick<FillableTable, "schema" | "name">,
  columns: readonly string[],
): Promise<(string | null)[][]> {
  if (columns.length === 0) return [];
  const texts = columns.map((column) => `${quoteIdentifier(column)}::text`).join(", ");
  const query = `SELECT array_to_json(ARRAY[${texts}])::text AS values FROM ${quotePath([table.schema, table.name])}`;
  const rows = await tx.unsafe<{ values: string }[]>(query);
  return rows
    .map(({ values }) => values)
    .sort()
    .map((values) => JSON.parse(values) as (string | null)[]);
}

async function keysOf(tx: Queryable, table: FillableTable): Promise<Keys> {
  const names = table.columns.map(({ name }) => name);
  const rows = await rowTexts(tx, table, names);
  return new Map(names.map((name, index) => [name, rows.map((row) => row[index] ?? null)]));
}

/**
 * Puts two rows into each of the tables that is there and empty, and into those that they point at.
 *
 * @param tables by their names in the database
 */
export async function fillTables(
  sql: Sql,
  tables: readonly { readonly schema: string; readonly name: string }[],
): Promise<SampleRows> {
  if (tables.length === 0) return { tables: [], notFilled: [], sequences: new Map() };
  return transaction(sql, async (tx) => {
    const sequences = await readSequences(tx);
    const filled: FillableTable[] = [];
    const notFilled: string[] = [];
    const keys = new Map<string, Keys>();
    for (const table of parentsFirst(await readFillable(tx, tables))) {
      const [row] = await tx.unsafe(`SELECT 1 FROM ${sqlName(table)} LIMIT 1`);
      // Rows that hand-written SQL put there do as well.
      const why = row ? undefined : await fillTable(tx, table, keys);
      if (why !== undefined) notFilled.push(`${relationKey(table)} (${why})`);
      else if (!row) filled.push(table);
      keys.set(relationKey(table), await keysOf(tx, table));
    }
    return { tables: filled, notFilled, sequences };
  });
}

/**
 * Takes the rows out again, without triggers, and puts sequences back to what they gave last.
 *
 * @param nameOf where a table is now; undefined where it is gone
 */
export async function clearRows(
  sql: Sql,
  { tables, sequences }: SampleRows,
  nameOf: (table: FillableTable) => string | undefined = sqlName,
): Promise<void> {
  if (tables.length === 0) return;
  await transaction(sql, async (tx) => {
    await tx.unsafe("SET LOCAL session_replication_role = replica");
    for (const table of tables) {
      const name = nameOf(table);
      if (name !== undefined) await tx.unsafe(`DELETE FROM ${name}`);
    }
    for (const [name, value] of await readSequences(tx)) {
      const before = sequences.get(name) ?? null;
      if (value === before) continue;
      await (before === null
        ? tx.unsafe(`ALTER SEQUENCE ${name} RESTART`)
        : tx.unsafe(`SELECT setval(${quoteLiteral(name)}, ${before})`));
    }
  });
}
