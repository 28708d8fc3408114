// `annotate(table, { encrypted: … })` → which columns are encrypted, by which keys, and what is wrong with that.
import { getColumns, is } from "drizzle-orm";
import { getTableConfig, type PgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Encryption } from "../../model/encryption.ts";
import { keyFunctions } from "../../model/encryption.ts";
import { byteLength, displayPath, MAX_NAME_BYTES, splitPath } from "../../model/identifier.ts";
import { TYPE_ALIASES } from "../../model/type-aliases.ts";
import { annotationOf, type Encrypted } from "./annotate.ts";
import { relationPath } from "./object-options.ts";
import { isDefinedSqlObject } from "./sql-object-definition.ts";

/** Something that is wrong, and what to do about it; of the table of keys where it says so. */
export interface EncryptionFault {
  readonly what: string;
  readonly help: string;
  readonly of?: object;
}

/** A table of keys, its columns as they are needed. */
export interface KeyTable {
  readonly table: PgTable;
  readonly id: PgColumn;
  readonly key: PgColumn;
}

/** A type as SQL says it: words, a schema and quotes, sizes in parentheses, brackets of arrays. */
const TYPE =
  /^(?:"(?:[^"]|"")+"|[\p{L}_][\p{L}\p{N}_ ]*)(?:\.(?:"(?:[^"]|"")+"|[\p{L}_]\w*))?(?:\([\d, ]+\))?[\w ]*(?:\[\])*$/u;

const isBytea = (column: PgColumn): boolean => column.getSQLType().toLowerCase() === "bytea";

/** The type of the values of a column: serial counts integers. */
export function valueTypeOf(column: PgColumn): string {
  const type = column.getSQLType().toLowerCase();
  return TYPE_ALIASES[type] ?? type;
}

/** The columns with their plain types, by property name. */
export const plainTypes = ({ columns }: Encrypted): ReadonlyMap<string, string> =>
  new Map(
    Array.isArray(columns)
      ? columns.map((name: string) => [name, "text"])
      : Object.entries(columns as Readonly<Record<string, string>>),
  );

/** What of a table finds rows by the value of a column. */
function usesOf(table: PgTable, column: PgColumn): string[] {
  const { primaryKeys, uniqueConstraints, indexes, foreignKeys } = getTableConfig(table);
  const has = (columns: readonly unknown[]) =>
    columns.some((one) => (one as { readonly name?: unknown }).name === column.name);
  return [
    ...(column.primary || primaryKeys.some((key) => has(key.columns)) ? ["the primary key"] : []),
    ...(column.isUnique || uniqueConstraints.some((key) => has(key.columns)) ? ["a unique constraint"] : []),
    ...(indexes.some(({ config }) => has(config.columns)) ? ["an index"] : []),
    ...(foreignKeys.some((key) => has(key.reference().columns)) ? ["a foreign key"] : []),
  ];
}

/** The columns of a table of keys, or why it is none. */
export function keyTableOf(table: object): KeyTable | string {
  if (!is(table, PgTable)) return "is no table";
  const { columns, primaryKeys } = getTableConfig(table);
  const primary = [
    ...columns.filter((column) => column.primary),
    ...primaryKeys.flatMap((key) => key.columns as PgColumn[]),
  ];
  const [id, ...more] = primary;
  if (!id || more.length > 0) return "has no primary key of one column, by which a key is found";
  const keys = columns.filter((column) => column !== id && isBytea(column));
  const [key, ...others] = keys;
  if (!key || others.length > 0) return `has ${keys.length} columns of type bytea, not the one with the keys`;
  if (!key.notNull) return `has no NOT NULL on ${key.name}: every row has a key`;
  const open = columns.find(
    (column) => column !== id && column !== key && column.notNull && !column.hasDefault && !column.generated,
  );
  return open ? `has no default for ${open.name}, so that no key can be made` : { table, id, key };
}

/** The schema of pgcrypto; undefined where the definitions do not make it. */
export function pgcryptoSchema(exported: Iterable<object>): string | undefined {
  for (const value of exported) {
    if (!isDefinedSqlObject(value) || value.shown.kind !== "extension" || value.shown.name !== "pgcrypto")
      continue;
    const { schema } = value.define(() => "").parts;
    return schema === undefined ? "public" : (splitPath(schema)?.[0] ?? schema);
  }
  return undefined;
}

function columnFaults(table: PgTable, name: string, column: PgColumn, type: string): EncryptionFault[] {
  const fault = (what: string, help: string): EncryptionFault => ({ what, help });
  const uses = usesOf(table, column);
  return [
    ...(isBytea(column)
      ? []
      : [
          fault(
            `the column ${name} is ${column.getSQLType()}`,
            `Say ${name}: bytea() in the table, and its type in \`encrypted\`: columns: { ${name}: "${column.getSQLType()}" }.`,
          ),
        ]),
    ...(TYPE.test(type)
      ? []
      : [fault(`"${type}" of ${name} is no type`, 'Write it as SQL does: "text", "numeric(10, 2)".')]),
    ...(uses.length > 0
      ? [
          fault(
            `${uses.join(" and ")} is over ${name}, of which equal values are encrypted otherwise each time`,
            "Leave it out, or the column out of `encrypted`.",
          ),
        ]
      : []),
    ...(column.hasDefault || column.generated !== undefined
      ? [fault(`the column ${name} has a value by itself, which nobody encrypts`, "Leave the default out.")]
      : []),
  ];
}

function keyFaults(
  keys: object,
  id: PgColumn | undefined,
  exported: ReadonlySet<object> | ReadonlyMap<object, unknown>,
): EncryptionFault[] {
  const known = keyTableOf(keys);
  const shown = is(keys, PgTable) ? displayPath(relationPath(keys)) : "what `keys` says";
  if (typeof known === "string") {
    const help = 'Such as schema.table("user_keys", { id: integer().primaryKey(), key: bytea().notNull() }).';
    return [{ what: `${shown} ${known}`, help, ...(exported.has(keys) && { of: keys }) }];
  }
  const [own, other] = [id && valueTypeOf(id), valueTypeOf(known.id)];
  const { decrypt } = keyFunctions(relationPath(keys));
  return [
    ...(exported.has(keys) ? [] : [{ what: `${shown} is exported by no file`, help: "Export it." }]),
    ...(own === undefined || own === other
      ? []
      : [
          {
            what: `${id?.name} is ${own}, and ${known.id.name} of ${shown} is ${other}`,
            help: "Let both be of one type.",
          },
        ]),
    ...(byteLength(decrypt[1] ?? "") > MAX_NAME_BYTES
      ? [
          {
            what: `${decrypt[1]}, a function beside ${shown}, has a name that is too long`,
            help: "Choose a shorter name of the table.",
          },
        ]
      : []),
  ];
}

/** What an exported table says of encryption: nothing, how it is done, or what is wrong with it. */
export function encryptedTable(
  value: object,
  exported: ReadonlyMap<object, unknown>,
): { readonly encryption?: Encryption; readonly faults: readonly EncryptionFault[] } | undefined {
  const said = annotationOf(value)?.encrypted;
  if (!said) return undefined;
  if (!is(value, PgTable))
    return { faults: [{ what: "only tables have encrypted columns", help: "Say it of the table." }] };
  const columns: Readonly<Record<string, PgColumn>> = getColumns(value);
  const types = plainTypes(said);
  const unknown = [...types.keys(), said.id].filter((name) => !Object.hasOwn(columns, name));
  const pgcrypto = pgcryptoSchema(exported.keys());
  const id = columns[said.id];
  const faults = [
    ...unknown.map((name) => ({
      what: `there is no column ${name}`,
      help: `Columns go by their property in the definition: ${Object.keys(columns).join(", ")}.`,
    })),
    ...(types.size > 0 ? [] : [{ what: "no column is named", help: "Name one, or leave `encrypted` out." }]),
    ...(types.has(said.id)
      ? [{ what: `${said.id} finds the key, and is encrypted itself`, help: "Leave it out." }]
      : []),
    ...(said.keys === value ? [{ what: "it has its own keys", help: "Keep them in another table." }] : []),
    ...(pgcrypto === undefined
      ? [{ what: "pgcrypto is not declared", help: 'Add export const pgcrypto = pgExtension("pgcrypto");' }]
      : []),
    ...[...types].flatMap(([name, type]) => {
      const column = columns[name];
      return column ? columnFaults(value, name, column, type) : [];
    }),
    ...keyFaults(said.keys, id, exported),
  ];
  const keys = keyTableOf(said.keys);
  if (faults.length > 0 || typeof keys === "string" || !id || pgcrypto === undefined) return { faults };
  const encryption: Encryption = {
    table: relationPath(value),
    id: id.name,
    keys: relationPath(keys.table),
    keyId: keys.id.name,
    key: keys.key.name,
    pgcrypto,
    columns: new Map([...types].map(([name, type]) => [columns[name]?.name ?? name, type.trim()])),
  };
  return { encryption, faults };
}
