// The functions beside a table of keys: nobody exports them.
import type { PgTable } from "drizzle-orm/pg-core";
import { encryptionObject, keyFunctions } from "../../model/encryption.ts";
import { displayPath, quoteIdentifier, quoteLiteral, quotePath } from "../../model/identifier.ts";
import { isMarked, unmarked } from "../../model/not-yet-encrypted.ts";
import type { SqlObject } from "../../model/sql-object.ts";
import { annotationOf } from "./annotate.ts";
import { writingObjects } from "./decrypted-writes.ts";
import { encryptedTable, keyTableOf, pgcryptoSchema, valueTypeOf } from "./encrypted-tables.ts";
import { relationPath } from "./object-options.ts";
import { pgFunction } from "./pg-routines.ts";
import type { DefinedSqlObject } from "./sql-object-definition.ts";

/** A key has 256 random bits of its own, so that nothing is gained by slowing down whoever guesses. */
const CIPHER = "cipher-algo=aes256, s2k-mode=1, s2k-digest-algo=sha256, compress-algo=0";

/** An error that says of which table a key is missing, and never a value. */
const refusing = (keys: string): string =>
  `RAISE EXCEPTION ${quoteLiteral(`a row has no key in ${keys}`)} USING ERRCODE = 'foreign_key_violation'`;

/**
 * What finds a key, encrypts and decrypts. They run with the rights of whoever calls them: who may not read keys has
 * nothing by them. Values are computed by plpgsql itself, not in statements of their own, which servers may log.
 */
function functionsOf(keys: PgTable, pgcrypto: string): DefinedSqlObject[] {
  const known = keyTableOf(keys);
  if (typeof known === "string") return [];
  const path = relationPath(keys);
  const shown = displayPath(path);
  const { keyOf, encrypt, decrypt } = keyFunctions(path);
  const call = (name: string) => `${quoteIdentifier(pgcrypto)}.${name}`;
  const [table, id, key] = [quotePath(path), quoteIdentifier(known.id.name), quoteIdentifier(known.key.name)];
  const secret = "pg_catalog.encode(key, 'hex')";
  const [schema, finds] = keyOf as [string, string];
  return [
    pgFunction(schema, finds, {
      args: { id: valueTypeOf(known.id) },
      returns: "bytea",
      volatility: "stable",
      body: `DECLARE secret bytea;
BEGIN
  SELECT k.${key} INTO secret FROM ${table} AS k WHERE k.${id} = $1;
  IF secret IS NULL THEN ${refusing(shown)}; END IF;
  RETURN secret;
END`,
    }),
    pgFunction(schema, encrypt[1] ?? "", {
      args: { value: "text", key: "bytea" },
      returns: "bytea",
      parallel: "safe",
      body: `BEGIN
  IF value IS NULL THEN RETURN NULL; END IF;
  IF key IS NULL THEN ${refusing(shown)}; END IF;
  RETURN ${call("pgp_sym_encrypt")}(value, ${secret}, ${quoteLiteral(CIPHER)});
END`,
    }),
    pgFunction(schema, decrypt[1] ?? "", {
      args: { value: "bytea", key: "bytea" },
      returns: "text",
      volatility: "stable",
      parallel: "safe",
      body: `BEGIN
  IF value IS NULL THEN RETURN NULL; END IF;
  IF ${isMarked("value")} THEN RETURN ${unmarked("value")}; END IF;
  IF key IS NULL THEN ${refusing(shown)}; END IF;
  RETURN ${call("pgp_sym_decrypt")}(value, ${secret});
END`,
    }),
  ];
}

/**
 * What exported things bring along: that the columns of a table are encrypted, the functions that encrypt by the keys of one,
 * and what writes into a view that decrypts.
 *
 * @returns what asks for one of them
 */
export function encryptionObjects(exported: ReadonlyMap<object, unknown>): (value: object) => SqlObject[] {
  const keys = new Set([...exported.keys()].flatMap((one) => annotationOf(one)?.encrypted?.keys ?? []));
  const pgcrypto = keys.size === 0 ? undefined : pgcryptoSchema(exported.keys());
  if (pgcrypto === undefined) return () => [];
  return (value) => {
    const encryption = encryptedTable(value, exported)?.encryption;
    const functions = keys.has(value) ? functionsOf(value as PgTable, pgcrypto) : [];
    return [
      ...(encryption ? [encryptionObject(encryption)] : []),
      ...[...functions, ...writingObjects(value, exported)].map((one) => one.define(() => "")),
    ];
  };
}
