/** How statements name things: paths, roles, words for kinds of objects. */
import type { ObjectKind } from "../model/object-kinds.ts";

/** Names with dots between them as they are written; without a schema it is looked for in `public`. */
export type Path = readonly string[];

/** A role, or a word that stands for one. */
export type RoleSpec =
  | string
  | { readonly word: "PUBLIC" | "CURRENT_USER" | "SESSION_USER" | "CURRENT_ROLE" | "NONE" };

/** SQL's words for kinds of objects, each with the kind whose privileges and owners they have. Longer ones come first. */
export const OBJECT_WORDS = {
  "MATERIALIZED VIEW": "table",
  "FOREIGN DATA WRAPPER": "foreign data wrapper",
  "FOREIGN SERVER": "foreign server",
  "FOREIGN TABLE": "table",
  "LARGE OBJECT": "large object",
  "EVENT TRIGGER": undefined,
  AGGREGATE: "routine",
  COLLATION: undefined,
  COLUMN: "column",
  CONSTRAINT: undefined,
  CONVERSION: undefined,
  DATABASE: "database",
  DOMAIN: "type",
  EXTENSION: undefined,
  FUNCTION: "routine",
  INDEX: undefined,
  LANGUAGE: "language",
  PARAMETER: "parameter",
  POLICY: undefined,
  PROCEDURE: "routine",
  PUBLICATION: undefined,
  ROLE: undefined,
  ROUTINE: "routine",
  RULE: undefined,
  SCHEMA: "schema",
  SEQUENCE: "sequence",
  SERVER: "foreign server",
  STATISTICS: undefined,
  SUBSCRIPTION: undefined,
  TABLE: "table",
  TABLESPACE: "tablespace",
  TRIGGER: undefined,
  TYPE: "type",
  VIEW: "table",
} as const satisfies Record<string, ObjectKind | undefined>;

export type ObjectWord = keyof typeof OBJECT_WORDS;

/** An object as a statement names it. */
export interface Target {
  readonly path: Path;
  /** Of a routine, the SQL within its parentheses, which may be empty. */
  readonly arguments?: string;
  /** Of a large object, instead of a path. */
  readonly oid?: string;
}

/** Schema and name of a path; what is written without a schema lies in `public`, which alone is searched. */
export function inSchema(path: Path): readonly [schema: string, name: string] {
  const [schema = "public", name = ""] = path.length === 1 ? ["public", ...path] : path.slice(-2);
  return [schema, name];
}
