// The statements of one batch of a rotation of keys.
import type { Queryable } from "../database/connect/connect.ts";
import { problem, Refusal } from "../model/diagnostic.ts";
import { type Encryption, keyFunctions } from "../model/encryption.ts";
import { displayPath, quoteIdentifier, quotePath } from "../model/identifier.ts";

/** The type of the ids of keys. */
export async function idType(tx: Queryable, { keys, keyId }: Encryption): Promise<string> {
  const [row] = await tx.unsafe<{ type: string }[]>(
    `SELECT format_type(atttypid, atttypmod) AS type FROM pg_catalog.pg_attribute
     WHERE attrelid = $1::text::regclass AND attname = $2`,
    [quotePath(keys), keyId],
  );
  return row?.type ?? "text";
}

/** Whether a row has something that is encrypted. */
const hasValues = ({ columns }: Encryption): string =>
  `(${[...columns.keys()].map((column) => `t.${quoteIdentifier(column)} IS NOT NULL`).join(" OR ")})`;

/**
 * One statement that makes new keys and encrypts what the former ones did: neither keys nor values leave the server.
 * What a trigger put in place of such a value is no value by the new key: to decrypt it is an error.
 *
 *     WITH former AS (…), made AS (UPDATE keys …), t1 AS (UPDATE table … FROM made …) SELECT …
 */
export function rotationSql(all: readonly Encryption[], type: string): string {
  const [{ keys, keyId, key, pgcrypto }] = all as [Encryption];
  const [id, secret] = [quoteIdentifier(keyId), quoteIdentifier(key)];
  const { encrypt, decrypt } = keyFunctions(keys);
  const updates = all.map((encryption, index) => {
    const { table, id: own, columns } = encryption;
    const set = [...columns.keys()].map((column) => {
      const name = quoteIdentifier(column);
      const plain = `${quotePath(decrypt)}(t.${name}, made.former)`;
      return `${name} = CASE WHEN t.${name} IS NOT NULL THEN ${quotePath(encrypt)}(${plain}, made.key) END`;
    });
    const read = [...columns.keys()].map(
      (column) => `${quotePath(decrypt)}(t.${quoteIdentifier(column)}, made.key)`,
    );
    return `t${index} AS (UPDATE ${quotePath(table)} AS t SET ${set.join(", ")} FROM made
      WHERE t.${quoteIdentifier(own)} = made.id AND ${hasValues(encryption)} RETURNING pg_catalog.num_nonnulls(${read.join(", ")}) > 0 AS done)`;
  });
  const counts = updates.map((_, index) => `(SELECT count(*) FROM t${index} WHERE done)`).join(" + ");
  const given = `ARRAY(SELECT value::${type} FROM pg_catalog.json_array_elements_text($1::text::json))`;
  return `WITH former AS MATERIALIZED (SELECT ${id} AS id, ${secret} AS key FROM ${quotePath(keys)} WHERE ${id} = ANY (${given})),
    made AS (UPDATE ${quotePath(keys)} AS k SET ${secret} = ${quoteIdentifier(pgcrypto)}.gen_random_bytes(32)
      FROM former WHERE k.${id} = former.id RETURNING k.${id} AS id, k.${secret} AS key, former.key AS former),
    ${updates.join(",\n    ")}
    SELECT (SELECT count(*) FROM made)::text AS keys, (${counts})::text AS rows`;
}

/**
 * Looks whether keys or rows of a batch were left as they were: their values would be lost.
 *
 * @throws {Refusal} where some were, so that all is rolled back
 */
export async function refuseHeldBack(
  tx: Queryable,
  all: readonly Encryption[],
  type: string,
  { ids, keys, rows }: { readonly ids: readonly string[]; readonly keys: number; readonly rows: number },
): Promise<void> {
  // Rows that somebody removed or added meanwhile are seen as they are now.
  const own = `SELECT value::${type} FROM pg_catalog.json_array_elements_text($1::text::json)`;
  const counts = all.map(
    (one) =>
      `(SELECT count(*) FROM ${quotePath(one.table)} AS t WHERE t.${quoteIdentifier(one.id)} IN (${own}) AND ${hasValues(one)})`,
  );
  const [there] = await tx.unsafe<{ rows: string }[]>(`SELECT (${counts.join(" + ")})::text AS rows`, [
    JSON.stringify(ids),
  ]);
  const expected = Number(there?.rows);
  if (keys === ids.length && rows === expected) return;
  const tables = all.map(({ table }) => displayPath(table)).join(", ");
  throw new Refusal([
    problem(
      "rotation-held-back",
      `${keys} of ${ids.length} keys and ${rows} of ${expected} rows of ${tables} would be written anew: the others could not be read any more`,
      {
        help: "A trigger or a rule of these tables holds them back, or somebody wrote by a key that he did not lock. Nothing of this batch was changed.",
      },
    ),
  ]);
}
