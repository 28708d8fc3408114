/** The one type of every source of truth: a warehouse, and what its collections hold. */
import { type Acl, builtInAcl, builtInAclOf, EMPTY_ACL } from "./acl.ts";
import type { Comment } from "./comment.ts";
import type { DefaultPrivileges } from "./default-privileges.ts";
import type { Distribution } from "./distribution.ts";
import type { ExtensionMembers } from "./extension-members.ts";
import { type ObjectName, objectKey } from "./object.ts";
import type { Ownership } from "./ownership.ts";
import type { Relation } from "./relation.ts";
import type { Membership, Role } from "./role.ts";
import type { SqlObject } from "./sql-object.ts";
import type { ViewReads } from "./view-reads.ts";

/** An object and what everybody may do with it. */
export interface ObjectPrivileges {
  readonly object: ObjectName;
  readonly acl: Acl;
}

/** The sequence of a serial column whose name is not what PostgreSQL would give it today (after a rename). */
export interface KeptSequence {
  /** The column as `schema.table.column` (displayPath). */
  readonly column: string;
  readonly sequence: string;
}

/**
 * The one type of every source of truth: what is declared, what the revisions add up to, what a server has.
 * Declared and recorded warehouses are templates (`${env}`, conditions) until they are bound.
 */
export interface Warehouse {
  /** Those that the definitions make. */
  readonly schemas: ReadonlySet<string>;
  /** Those that others make and the role files speak of. */
  readonly externalSchemas: ReadonlySet<string>;
  /** Schemas where what unmanaged roles have is taken from them. */
  readonly revokingSchemas: ReadonlySet<string>;
  /** objectKeys of what the role files say of PUBLIC exactly, whether or not that is what PostgreSQL gives. */
  readonly publicSaid: ReadonlySet<string>;
  /** By relationKey. */
  readonly relations: ReadonlyMap<string, Relation>;
  /** What the definitions make beside relations and carries an ACL: sequences, types, routines. By objectKey. */
  readonly objects: ReadonlyMap<string, ObjectName>;
  /** Relation keys, and paths of single columns (displayPath); what wildcards and levels leave out. */
  readonly sensitive: ReadonlySet<string>;
  /** On relations and columns, by objectKey. */
  readonly comments: ReadonlyMap<string, Comment>;
  /** Tables and schemas that citus spreads over nodes, where a server has it; by objectKey. */
  readonly distributions: ReadonlyMap<string, Distribution>;
  /** What drizzle-kit has no word for, by sqlObjectKey; what of it carries an ACL is among the `objects` too. */
  readonly sqlObjects: ReadonlyMap<string, SqlObject>;
  /** By column. */
  readonly keptSequences: ReadonlyMap<string, KeptSequence>;
  /** By relationKey, what views read and write; a live one has it where that was asked for. */
  readonly viewReads: ReadonlyMap<string, ViewReads>;
  /** By name, the extensions of which role files say who may use what belongs to them. */
  readonly extensionMembers: ReadonlyMap<string, ExtensionMembers>;
  /** By name. */
  readonly roles: ReadonlyMap<string, Role>;
  /** By membershipKey. */
  readonly memberships: ReadonlyMap<string, Membership>;
  /** By objectKey; an object that is missing has the built-in ACL. */
  readonly privileges: ReadonlyMap<string, ObjectPrivileges>;
  /** By defaultKey; what is missing is the built-in ACL, or in a schema nothing. */
  readonly defaults: ReadonlyMap<string, DefaultPrivileges>;
  /** By objectKey; what is missing belongs to whoever applies the revisions. */
  readonly owners: ReadonlyMap<string, Ownership>;
}

/** The parts of a warehouse, each of which has a row in {@link COLLECTIONS}. */
export type CollectionName = keyof Warehouse;

/** Those that drizzle-kit's snapshots carry; the others are in delta.json. */
export type SnapshotCollection = "schemas" | "relations" | "objects";

/** One thing of a collection. */
export type EntryOf<Name extends CollectionName> =
  Warehouse[Name] extends ReadonlyMap<string, infer Entry> ? Entry : string;

/** The ACL of an object; the built-in one where nobody said anything. */
export function aclOf(warehouse: Warehouse, object: ObjectName, key = objectKey(object)): Acl {
  return warehouse.privileges.get(key)?.acl ?? builtInAclOf(object);
}

/** Whether what is said of an object is what holds anyway, so that it need not be said. */
export function isBuiltIn({ object, acl }: ObjectPrivileges): boolean {
  return acl === builtInAclOf(object);
}

/** What default privileges start from: the built-in ACL, in a schema nothing. */
export function defaultsBase({ schema, kind }: Pick<DefaultPrivileges, "schema" | "kind">): Acl {
  return schema === undefined ? builtInAcl(kind) : EMPTY_ACL;
}
