// What makes a view that decrypts one that can be written into: it encrypts. Nobody exports it.
import { getTableConfig, type PgColumn, type PgTable, type PgView } from "drizzle-orm/pg-core";
import { asText, type Encryption, keyFunctions } from "../../model/encryption.ts";
import { quoteIdentifier, quoteLiteral, quotePath } from "../../model/identifier.ts";
import { decryptedTable } from "./decrypted-view.ts";
import { encryptedTable } from "./encrypted-tables.ts";
import { relationPath } from "./object-options.ts";
import { pgFunction } from "./pg-routines.ts";
import { pgTrigger } from "./pg-trigger.ts";
import type { DefinedSqlObject } from "./sql-object-definition.ts";

type Path = readonly string[];

/** The columns of a table by what becomes of them. */
function columnsOf(table: PgTable, { columns: encrypted }: Encryption) {
  const { columns, primaryKeys } = getTableConfig(table);
  const written = columns.filter(
    ({ generated, generatedIdentity }) => generated === undefined && generatedIdentity?.type !== "always",
  );
  const key = [...columns.filter(({ primary }) => primary), ...primaryKeys.flatMap((one) => one.columns)];
  return {
    all: columns,
    written,
    plain: written.filter(({ name }) => !encrypted.has(name)),
    key: [...new Set(key as PgColumn[])],
  };
}

/** `'"a"', CASE WHEN NEW."b" IS NOT NULL THEN '"b"' END`: a column with a value of its own is named where one is given. */
const namedWhereGiven = (columns: readonly PgColumn[], shown: (name: string) => string): string =>
  columns
    .map(({ name, hasDefault }) => {
      const text = quoteLiteral(shown(quoteIdentifier(name)));
      return hasDefault ? `CASE WHEN NEW.${quoteIdentifier(name)} IS NOT NULL THEN ${text} END` : text;
    })
    .join(", ");

/** `NEW."a"::text IS DISTINCT FROM OLD."a"::text`: every type has a text, and not every one an equality that tells all apart. */
const differs = (name: string): string => `NEW.${name}::text IS DISTINCT FROM OLD.${name}::text`;

/** The new values of the encrypted columns: others than before, and all of a row that has another key from now on. */
function encryptedValues({ keys, columns }: Encryption): string[] {
  const { encrypt, decrypt } = keyFunctions(keys);
  return [...columns].flatMap(([column, type]) => {
    const name = quoteIdentifier(column);
    const [before, after] = [asText(`OLD.${name}`, type), asText(`NEW.${name}`, type)];
    const plain = `${quotePath(decrypt)}(kept.${name}, former)`;
    return [
      `  IF TG_OP = 'INSERT' OR ${after} IS DISTINCT FROM ${before} THEN kept.${name} := ${quotePath(encrypt)}(${after}, secret);`,
      `  ELSIF moved THEN kept.${name} := ${quotePath(encrypt)}(${plain}, secret); END IF;`,
    ];
  });
}

/** The row that is there now; its keys are locked before it, as who rotates them does. */
function rowThere({ table, keys, keyId, id }: Encryption, isIt: string): string[] {
  const own = quoteIdentifier(id);
  return [
    `  IF TG_OP = 'DELETE' THEN DELETE FROM ${quotePath(table)} AS t WHERE ${isIt}; RETURN OLD; END IF;`,
    "  IF TG_OP = 'UPDATE' THEN",
    `    PERFORM 1 FROM ${quotePath(keys)} AS k WHERE k.${quoteIdentifier(keyId)} IN (OLD.${own}, NEW.${own}) ORDER BY k.${quoteIdentifier(keyId)} FOR SHARE;`,
    `    SELECT t.* INTO kept FROM ${quotePath(table)} AS t WHERE ${isIt} FOR UPDATE;`,
    "    IF NOT FOUND THEN RETURN NULL; END IF;",
    "    was := kept;",
    "  END IF;",
  ];
}

/**
 * Values are computed by plpgsql itself; what its statements get, and a server may log, is encrypted. What an UPDATE does
 * not change stays as it is in the row that is there by now, which may be another than the view showed.
 */
function writeBody(view: Path, table: PgTable, encryption: Encryption): string {
  const { keys, id, keyId, key: secret, pgcrypto, columns } = encryption;
  const { all, written, plain, key } = columnsOf(table, encryption);
  const path = quotePath(encryption.table);
  const [own, keyTable] = [quoteIdentifier(id), quotePath(keys)];
  const isIt = key
    .map(({ name }) => `t.${quoteIdentifier(name)} = OLD.${quoteIdentifier(name)}`)
    .join(" AND ");
  const some = ["NEW", "kept"]
    .flatMap((row) => [...columns.keys()].map((name) => `${row}.${quoteIdentifier(name)} IS NOT NULL`))
    .join(" OR ");
  const set = written
    .map(({ name }) => `${quoteIdentifier(name)} = kept.${quoteIdentifier(name)}`)
    .join(", ");
  const insert = [
    `  EXECUTE pg_catalog.concat('INSERT INTO ${path.replaceAll("'", "''")} (',`,
    `    pg_catalog.concat_ws(', ', ${namedWhereGiven(written, (name) => name)}), ') SELECT ',`,
    `    pg_catalog.concat_ws(', ', ${namedWhereGiven(written, (name) => `($1).${name}`)}), ' RETURNING *')`,
    "    INTO kept USING kept;",
  ];
  const write =
    key.length === 0
      ? insert
      : [
          "  IF TG_OP = 'UPDATE' THEN",
          `    UPDATE ${path} AS t SET ${set} WHERE ${isIt} RETURNING t.* INTO kept;`,
          "    IF NOT FOUND THEN RETURN NULL; END IF;",
          "  ELSE",
          ...insert,
          "  END IF;",
        ];
  const keyOf = (row: string, variable: string) =>
    `    SELECT k.${quoteIdentifier(secret)} INTO ${variable} FROM ${keyTable} AS k WHERE k.${quoteIdentifier(keyId)} = ${row}.${own} FOR SHARE;`;
  return [
    "DECLARE",
    `  kept ${path}%ROWTYPE;`,
    `  was ${path}%ROWTYPE;`,
    "  secret bytea;",
    "  former bytea;",
    "  moved boolean := false;",
    "BEGIN",
    // It has the rights of its owner: nobody else's trigger may call it.
    `  IF TG_RELID <> ${quoteLiteral(quotePath(view))}::pg_catalog.regclass THEN`,
    `    RAISE EXCEPTION 'this writes by another view' USING ERRCODE = 'insufficient_privilege';`,
    "  END IF;",
    ...(key.length === 0 ? [] : rowThere(encryption, isIt)),
    ...plain.map(({ name: column }) => {
      const name = quoteIdentifier(column);
      return `  IF TG_OP = 'INSERT' OR ${differs(name)} THEN kept.${name} := NEW.${name}; END IF;`;
    }),
    `  IF ${some} THEN`,
    `    INSERT INTO ${keyTable} (${quoteIdentifier(keyId)}, ${quoteIdentifier(secret)})`,
    `      VALUES (kept.${own}, ${quoteIdentifier(pgcrypto)}.gen_random_bytes(32)) ON CONFLICT DO NOTHING;`,
    // Not while the key is rotated.
    keyOf("kept", "secret"),
    "  END IF;",
    `  IF TG_OP = 'UPDATE' AND kept.${own} IS DISTINCT FROM was.${own} THEN`,
    "    moved := true;",
    keyOf("was", "former"),
    "  END IF;",
    ...encryptedValues(encryption),
    ...write,
    ...all
      .filter(({ name }) => !columns.has(name))
      .map(({ name }) => `  NEW.${quoteIdentifier(name)} := kept.${quoteIdentifier(name)};`),
    "  RETURN NEW;",
    "END",
  ].join("\n");
}

/** The function and the trigger of a view that decrypts a table. */
export function writingObjects(view: object, exported: ReadonlyMap<object, unknown>): DefinedSqlObject[] {
  const table = decryptedTable(view);
  const encryption = table && encryptedTable(table, exported)?.encryption;
  if (!encryption) return [];
  const path = relationPath(view);
  const [schema, name] = path;
  const { key } = columnsOf(table, encryption);
  const write = pgFunction(schema, `${name}_write`, {
    returns: "trigger",
    // Who writes into the view needs no right on the table and its keys.
    security: "definer",
    // Values have one text, whatever the session says.
    set: {
      search_path: "pg_catalog, pg_temp",
      DateStyle: "'ISO'",
      IntervalStyle: "'postgres'",
      extra_float_digits: "'1'",
    },
    body: writeBody(path, table, encryption),
  });
  const events = key.length === 0 ? (["insert"] as const) : (["insert", "update", "delete"] as const);
  return [write, pgTrigger(view as PgView, `${name}_write`, { insteadOf: events, execute: write })];
}
