/** What SQL objects say of tables with encrypted columns, and of the tables of their keys. */
import { compareText, displayPath, quoteIdentifier, quotePath, splitPath } from "./identifier.ts";
import type { SqlObject } from "./sql-object.ts";

type Path = readonly string[];

/** How the columns of a table are encrypted: each row by a key of its own, which lies in another table. */
export interface Encryption {
  readonly table: Path;
  /** The column by which a row finds its key. */
  readonly id: string;
  /** The table of keys, its primary key, and its column with the keys. */
  readonly keys: Path;
  readonly keyId: string;
  readonly key: string;
  /** The schema of the extension pgcrypto. */
  readonly pgcrypto: string;
  /** The types that values have once they are decrypted, by the names of the columns. */
  readonly columns: ReadonlyMap<string, string>;
}

/** Part of an SQL object: the type of a column stands under its quoted name. */
export const encryptionObject = ({
  table,
  id,
  keys,
  keyId,
  key,
  pgcrypto,
  columns,
}: Encryption): SqlObject => ({
  kind: "encryption",
  path: table,
  parts: {
    id: quoteIdentifier(id),
    keys: quotePath(keys),
    "key id": quoteIdentifier(keyId),
    key: quoteIdentifier(key),
    pgcrypto: quoteIdentifier(pgcrypto),
    ...Object.fromEntries([...columns].map(([column, type]) => [quoteIdentifier(column), type])),
  },
  needs: [],
});

const plainName = (text = ""): string => splitPath(text)?.[0] ?? text;

function readEncryption({ path, parts }: SqlObject): Encryption {
  const columns = Object.entries(parts).flatMap(([part, text]) =>
    part.startsWith('"') ? [[plainName(part), text] as const] : [],
  );
  return {
    table: path,
    id: plainName(parts.id),
    keys: splitPath(parts.keys ?? "") ?? [],
    keyId: plainName(parts["key id"]),
    key: plainName(parts.key),
    pgcrypto: plainName(parts.pgcrypto),
    columns: new Map(columns.sort(([a], [b]) => compareText(a, b))),
  };
}

/** The tables with encrypted columns, by displayPath. */
export const encryptionsOf = (objects: Iterable<SqlObject>): ReadonlyMap<string, Encryption> =>
  new Map(
    [...objects].flatMap((object) =>
      object.kind === "encryption" ? [[displayPath(object.path), readEncryption(object)] as const] : [],
    ),
  );

/** What the functions of a table of keys are called, each a path; they lie beside it. */
export function keyFunctions([schema = "", table = ""]: Path) {
  const named = (word: string): Path => [schema, `${table}_${word}`];
  return { keyOf: named("key"), encrypt: named("encrypt"), decrypt: named("decrypt") };
}

/** Whether two encryptions find the same key for a row. */
export const hasSameKeys = (one: Encryption, other: Encryption): boolean =>
  one.id === other.id && displayPath(one.keys) === displayPath(other.keys) && one.key === other.key;

/** Types whose values are written by the session's style; JSON has one for all. An array in JSON is none of PostgreSQL's. */
const STYLED = /^(?:date|time)[^[]*$/i;

/** The text of a value that gives the same value in every session, where that writes ranges, arrays and the like in ISO 8601. */
export const asText = (value: string, type: string): string =>
  STYLED.test(type) ? `(pg_catalog.to_jsonb(${value}) #>> '{}')` : `${value}::text`;
