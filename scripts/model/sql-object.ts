/** What drizzle-kit has no word for, as definitions declare it: extensions, types, routines, triggers, anything rarer. */

import { displayPath, quoteIdentifier, splitPath } from "./identifier.ts";
import type { Naming } from "./naming.ts";
import { displayObject, type ObjectName, objectKey } from "./object.ts";
import { parseRoutineArguments } from "./routine-arguments.ts";

/** The kinds of SQL objects, in the order in which they can be made where nothing says otherwise. */
export const SQL_OBJECT_KINDS = [
  "extension",
  "domain",
  "composite type",
  "function",
  "procedure",
  "partitioning",
  "partition",
  "encryption",
  "other",
  "trigger",
  "forced row security",
] as const;

export type SqlObjectKind = (typeof SQL_OBJECT_KINDS)[number];

/** An SQL object. Names and texts are templates until they are bound. */
export interface SqlObject {
  readonly kind: SqlObjectKind;
  /**
   * Schema and name; of a routine also the types of its arguments as the server prints them, of a trigger its table
   * before its name, of forced row security, of a partitioning and of an encryption those of its table; of an extension
   * the name alone.
   */
  readonly path: readonly string[];
  /** Its definition by what each text is, SQL: see `plan/objects/sql-object-kinds.ts`. */
  readonly parts: Readonly<Record<string, string>>;
  /** Names of what it needs though its text does not say so, as SQL writes them: `"DM"."t"`. */
  readonly needs: readonly string[];
  readonly comment?: string;
}

const ROUTINES: ReadonlySet<SqlObjectKind> = new Set(["function", "procedure"]);
const TYPES: ReadonlySet<SqlObjectKind> = new Set(["domain", "composite type"]);

const OF_RELATIONS: ReadonlySet<SqlObjectKind> = new Set([
  "trigger",
  "partitioning",
  "encryption",
  "forced row security",
]);

/** Whether it is a part of the relation with which its path begins. */
export const isOfRelation = ({ kind }: Pick<SqlObject, "kind">): boolean => OF_RELATIONS.has(kind);

/** Whether it is a function or procedure. */
export const isRoutine = ({ kind }: Pick<SqlObject, "kind">): boolean => ROUTINES.has(kind);

/** Whether it is a domain or composite type. */
const isSqlType = ({ kind }: Pick<SqlObject, "kind">): boolean => TYPES.has(kind);

/** Words of which several have one name: their targets tell them apart. */
export const OVERLOADED: ReadonlySet<string> = new Set([
  "aggregate",
  "function",
  "procedure",
  "routine",
  "operator",
]);

/** What people call it: `function DM.f(integer)`, `trigger touch on DM.t`, `aggregate DM.median(numeric)`, `partitioning of DM.t`. */
export function sqlObjectName({ kind, path, parts }: Pick<SqlObject, "kind" | "path" | "parts">): string {
  if (kind === "partitioning" || kind === "encryption") return `${kind} of ${displayPath(path)}`;
  if (kind === "trigger") return `trigger ${displayPath(path.slice(2))} on ${displayPath(path.slice(0, 2))}`;
  if (kind === "forced row security") return `${kind} of ${displayPath(path)}`;
  const word = kind === "other" ? (parts.kind ?? kind) : kind;
  const types = OVERLOADED.has(word) ? /\([^"]*\)$/.exec(parts.target ?? "")?.[0] : undefined;
  return `${word} ${isRoutine({ kind }) ? displayObject({ kind: "routine", path }) : `${displayPath(path)}${types ?? ""}`}`;
}

/** Its identity as text. */
export const sqlObjectKey = sqlObjectName;

/** Kinds of their own words that are routines all the same. */
const ROUTINE_WORDS: ReadonlySet<string> = new Set(["aggregate", "function", "procedure", "routine"]);

/** The types in `"S"."median"(numeric)`; undefined where they cannot be told. */
function targetTypes(target = ""): string | undefined {
  const said = /\(([^()]*(?:\([^()]*\)[^()]*)*)\)\s*$/.exec(target)?.[1];
  if (said === undefined) return undefined;
  const { text, unknown } = parseRoutineArguments(
    said.trim() === "*" ? "" : said.replace(/^ ?ORDER BY /, "").replaceAll(" ORDER BY ", ", "),
  );
  return unknown.length > 0 ? undefined : text;
}

/** The object of it that carries an ACL and an owner, if there is one. */
function objectOfSql({ kind, path, parts }: SqlObject): ObjectName | undefined {
  if (isRoutine({ kind })) return { kind: "routine", path };
  if (isSqlType({ kind })) return { kind: "type", path };
  const types =
    ROUTINE_WORDS.has(parts.kind ?? "") && path.length === 2 ? targetTypes(parts.target) : undefined;
  return types === undefined ? undefined : { kind: "routine", path: [...path, types] };
}

/** The objects that carry an ACL, by objectKey. */
export function objectsOfSql(objects: Iterable<SqlObject>): (readonly [string, ObjectName])[] {
  return [...objects].flatMap((one) => {
    const object = objectOfSql(one);
    return object ? [[objectKey(object), object] as const] : [];
  });
}

/** Words of what lies in no schema and carries an ACL, though it is no object of the definitions. */
const APART: Readonly<Record<string, "foreign data wrapper" | "foreign server">> = {
  "foreign data wrapper": "foreign data wrapper",
  server: "foreign server",
};

/** Foreign data wrappers and servers. */
export const objectsApart = (objects: Iterable<SqlObject>): ObjectName[] =>
  [...objects].flatMap(({ kind, path, parts }) => {
    const apart = kind === "other" ? APART[parts.kind ?? ""] : undefined;
    return apart ? [{ kind: apart, path }] : [];
  });

/** The path under other names. */
function namedPath(object: SqlObject, naming: Naming): readonly string[] {
  const { path } = object;
  const [schema = "", name = "", ...rest] = path;
  if (isOfRelation(object)) {
    const table = splitPath(naming.path(displayPath([schema, name]))) ?? [schema, name];
    return [...table, ...rest.map(naming.text)];
  }
  const carrier = objectOfSql(object);
  if (carrier) return naming.object(carrier).path.slice(0, path.length);
  return path.length === 1
    ? path.map(naming.text)
    : [naming.schema(schema), ...[name, ...rest].map(naming.text)];
}

/** A part of what a table is partitioned by, or its rows have keys by: a column follows its renames. */
function namedKey(path: readonly string[], text: string, naming: Naming): string {
  const [column, ...more] = text.startsWith('"') ? (splitPath(text) ?? []) : [];
  if (column === undefined || more.length > 0) return naming.sql(text);
  const moved = splitPath(naming.path(displayPath([...path, column])))?.at(-1);
  return moved === undefined ? text : quoteIdentifier(moved);
}

/** The parts of an encryption: some are columns of the table of keys, and columns of its own stand before their types. */
function namedEncryption({ path, parts }: SqlObject, naming: Naming): Record<string, string> {
  const keys = splitPath(parts.keys ?? "") ?? [];
  const named = Object.entries(parts).map(([part, text]): [string, string] => {
    if (part.startsWith('"')) return [namedKey(path, part, naming), naming.sql(text)];
    if (part === "pgcrypto") return [part, quoteIdentifier(naming.schema(splitPath(text)?.[0] ?? text))];
    if (part === "keys") return [part, naming.sql(text)];
    return [part, namedKey(part === "id" ? path : keys, text, naming)];
  });
  return Object.fromEntries(named);
}

/**
 * The object under other names. PostgreSQL keeps what most objects refer to by its OID, so that their texts follow a
 * rename; the body of a routine is text, and stays as it was.
 */
export function namedSqlObject(object: SqlObject, naming: Naming): SqlObject {
  const { kind, parts, needs, comment } = object;
  const textOf = (part: string, text: string) => {
    if (part === "body") return naming.text(text);
    return kind === "partitioning" ? namedKey(object.path, text, naming) : naming.sql(text);
  };
  const named = () =>
    Object.fromEntries(Object.entries(parts).map(([part, text]) => [part, textOf(part, text)]));
  return {
    kind,
    path: namedPath(object, naming),
    parts: kind === "encryption" ? namedEncryption(object, naming) : named(),
    needs: needs.map((need) => naming.sql(need)),
    ...(comment !== undefined && { comment: naming.text(comment) }),
  };
}
