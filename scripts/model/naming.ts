// How the names in entries of a warehouse become others.
import type { Acl } from "./acl.ts";
import { displayPath, splitPath } from "./identifier.ts";
import type { ObjectName } from "./object.ts";
import type { Relation } from "./relation.ts";

/** What becomes of the names in an entry, where variables are filled in or things are renamed. */
export interface Naming {
  schema(name: string): string;
  /** A key of a relation, or of a relation's column. */
  path(key: string): string;
  relation(relation: Relation): Relation;
  object(object: ObjectName): ObjectName;
  role(name: string): string;
  acl(acl: Acl): Acl;
  /** The sequence of a serial column, within its schema. */
  sequence(name: string): string;
  /** SQL whose names are quoted, and follow what they are of. */
  sql(text: string): string;
  /** A text whose names follow nothing. */
  text(text: string): string;
}

/** Where names and texts are all filled in by the same. */
export const fillingIn = (fill: (name: string) => string): Omit<Naming, "relation" | "object" | "acl"> => ({
  schema: fill,
  role: fill,
  sequence: fill,
  sql: fill,
  text: fill,
  path: (key) => displayPath((splitPath(key) ?? [key]).map(fill)),
});
