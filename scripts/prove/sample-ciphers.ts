// Sample rows of tables with encrypted columns: what stands in these must be encrypted by the keys of the rows.
import type { Queryable } from "../database/connect/connect.ts";
import { type FillableTable, readFillable } from "../database/inspect/fillable-tables.ts";
import { type Encryption, encryptionsOf, keyFunctions } from "../model/encryption.ts";
import { displayPath, quoteIdentifier, quoteLiteral, quotePath } from "../model/identifier.ts";
import { relationKey } from "../model/relation.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { recodedColumns } from "../plan/ddl/encryption-hazards.ts";
import { sampleValues } from "./sample-values.ts";

type Named = { readonly schema: string; readonly name: string };

/** What is encrypted before the way up and behind it, variables filled in. */
export interface SampleEncryption {
  readonly before: ReadonlyMap<string, Encryption>;
  /** The columns, by their paths, whose values are written anew. */
  readonly recoded: ReadonlySet<string>;
  /** The tables of keys, which need rows too, by the tables whose rows they are of. */
  readonly keys: ReadonlyMap<string, Named>;
}

/** What of the sample rows is encrypted. */
export function sampleEncryption(
  recorded: Pick<Warehouse, "sqlObjects">,
  declared: Pick<Warehouse, "sqlObjects">,
): SampleEncryption {
  const [removed, added] = [[...recorded.sqlObjects.values()], [...declared.sqlObjects.values()]];
  const before = encryptionsOf(removed);
  const all = [...before.values(), ...encryptionsOf(added).values()];
  return {
    before,
    recoded: new Set(recodedColumns({ sqlObjects: { removed, added } }).keys()),
    keys: new Map(
      all.map(({ table, keys: [schema = "", name = ""] }) => [displayPath(table), { schema, name }]),
    ),
  };
}

/** The tables, and those of the keys of their rows and of the rows that these point at. */
export async function withKeyTables(
  tx: Queryable,
  tables: readonly Named[],
  { keys }: SampleEncryption,
): Promise<readonly Named[]> {
  if (keys.size === 0) return tables;
  const filled = [...(await readFillable(tx, tables)).values()];
  const all = [...tables, ...filled.flatMap((table) => keys.get(relationKey(table)) ?? [])];
  return [...new Map(all.map((table) => [relationKey(table), table])).values()];
}

/** A value of a type as text; undefined for one that is not known. */
async function sampleOf(tx: Queryable, type: string): Promise<string | undefined> {
  const [row] = await tx.unsafe<{ base: string; element: string | null }[]>(
    `SELECT t.typname AS base, e.typname AS element FROM pg_catalog.pg_type t
     LEFT JOIN pg_catalog.pg_type e ON e.oid = t.typelem AND t.typcategory = 'A'
     WHERE t.oid = to_regtype(${quoteLiteral(type)})`,
  );
  return row && sampleValues({ ...row, modifier: -1, labels: [] })?.[0];
}

/** Encrypts what stands in the encrypted columns of these tables. */
export async function encryptSamples(
  tx: Queryable,
  tables: readonly FillableTable[],
  { before }: SampleEncryption,
): Promise<void> {
  for (const table of tables) {
    const encryption = before.get(relationKey(table));
    if (!encryption) continue;
    const { encrypt, keyOf } = keyFunctions(encryption.keys);
    const key = `${quotePath(keyOf)}(${quoteIdentifier(encryption.id)})`;
    const set: string[] = [];
    for (const [column, type] of encryption.columns) {
      const value = await sampleOf(tx, type);
      const cipher = value === undefined ? "NULL" : `${quotePath(encrypt)}(${quoteLiteral(value)}, ${key})`;
      set.push(`${quoteIdentifier(column)} = ${cipher}`);
    }
    await tx.unsafe(`UPDATE ${quotePath(encryption.table)} SET ${set.join(", ")}`);
  }
}

/** Whether a column has its values back behind the way down, as far as encryption has to do with it; undefined where it has not. */
export function comesBack(
  path: readonly string[],
  { before, recoded }: SampleEncryption,
): boolean | undefined {
  if (!recoded.has(displayPath(path))) return undefined;
  // What is encrypted twice is not the same bytes.
  return !before.get(displayPath(path.slice(0, 2)))?.columns.has(path[2] ?? "");
}
