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

/** Values are computed by plpgsql itself; what its statements get, and a server may log, is encrypted. */
function writeBody(table: PgTable, encryption: Encryption): string {
  const { keys, id, keyId, key: secret, pgcrypto, columns } = encryption;
  const { all, written, plain, key } = columnsOf(table, encryption);
  const path = quotePath(encryption.table);
  const encrypt = quotePath(keyFunctions(keys).encrypt);
  const [own, keyTable] = [quoteIdentifier(id), quotePath(keys)];
  const isIt = key
    .map(({ name }) => `t.${quoteIdentifier(name)} = OLD.${quoteIdentifier(name)}`)
    .join(" AND ");
  const some = [...columns.keys()].map((name) => `NEW.${quoteIdentifier(name)} IS NOT NULL`).join(" OR ");
  const encrypted = [...columns].map(([column, type]) => {
    const name = quoteIdentifier(column);
    const [before, after] = [asText(`OLD.${name}`, type), asText(`NEW.${name}`, type)];
    const changed = `TG_OP = 'INSERT' OR ${after} IS DISTINCT FROM ${before} OR NEW.${own} IS DISTINCT FROM OLD.${own}`;
    return `  IF ${changed} THEN kept.${name} := ${encrypt}(${after}, secret); END IF;`;
  });
  const set = written
    .map(({ name }) => `${quoteIdentifier(name)} = kept.${quoteIdentifier(name)}`)
    .join(", ");
  const update =
    key.length === 0
      ? []
      : [
          `  IF TG_OP = 'DELETE' THEN DELETE FROM ${path} AS t WHERE ${isIt}; RETURN OLD; END IF;`,
          `  IF TG_OP = 'UPDATE' THEN`,
          `    SELECT t.* INTO kept FROM ${path} AS t WHERE ${isIt} FOR UPDATE;`,
          "    IF NOT FOUND THEN RETURN NULL; END IF;",
          "  END IF;",
        ];
  return [
    "DECLARE",
    `  kept ${path}%ROWTYPE;`,
    "  secret bytea;",
    "BEGIN",
    ...update,
    `  IF ${some} THEN`,
    `    INSERT INTO ${keyTable} (${quoteIdentifier(keyId)}, ${quoteIdentifier(secret)})`,
    `      VALUES (NEW.${own}, ${quoteIdentifier(pgcrypto)}.gen_random_bytes(32)) ON CONFLICT DO NOTHING;`,
    // Not while the key is rotated.
    `    SELECT k.${quoteIdentifier(secret)} INTO secret FROM ${keyTable} AS k WHERE k.${quoteIdentifier(keyId)} = NEW.${own} FOR SHARE;`,
    "  END IF;",
    ...plain.map(({ name }) => `  kept.${quoteIdentifier(name)} := NEW.${quoteIdentifier(name)};`),
    ...encrypted,
    ...(key.length === 0
      ? []
      : [
          "  IF TG_OP = 'UPDATE' THEN",
          `    UPDATE ${path} AS t SET ${set} WHERE ${isIt};`,
          "    RETURN NEW;",
          "  END IF;",
        ]),
    `  EXECUTE pg_catalog.concat('INSERT INTO ${path.replaceAll("'", "''")} (',`,
    `    pg_catalog.concat_ws(', ', ${namedWhereGiven(written, (name) => name)}), ') SELECT ',`,
    `    pg_catalog.concat_ws(', ', ${namedWhereGiven(written, (name) => `($1).${name}`)}), ' RETURNING *')`,
    "    INTO kept USING kept;",
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
  const [schema, name] = relationPath(view);
  const { key } = columnsOf(table, encryption);
  const write = pgFunction(schema, `${name}_write`, {
    returns: "trigger",
    // Who writes into the view needs no right on the table and its keys.
    security: "definer",
    set: { search_path: "pg_catalog, pg_temp" },
    body: writeBody(table, encryption),
  });
  const events = key.length === 0 ? (["insert"] as const) : (["insert", "update", "delete"] as const);
  return [write, pgTrigger(view as PgView, `${name}_write`, { insteadOf: events, execute: write })];
}
