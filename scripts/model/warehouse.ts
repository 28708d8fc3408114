import { type Acl, EMPTY_ACL } from "./acl.ts";
import type { ObjectName } from "./object.ts";
import type { Relation } from "./relation.ts";
import type { Membership, Role } from "./role.ts";

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
  readonly schemas: ReadonlySet<string>;
  /** By relationKey. */
  readonly relations: ReadonlyMap<string, Relation>;
  /** Relation keys; what wildcards and levels leave out. */
  readonly sensitive: ReadonlySet<string>;
  /** By column. */
  readonly keptSequences: ReadonlyMap<string, KeptSequence>;
  /** By name. */
  readonly roles: ReadonlyMap<string, Role>;
  /** By membershipKey. */
  readonly memberships: ReadonlyMap<string, Membership>;
  /** By objectKey; an object that is missing has the empty ACL. */
  readonly privileges: ReadonlyMap<string, ObjectPrivileges>;
}

/** A warehouse in which nothing is. */
export const EMPTY_WAREHOUSE: Warehouse = {
  schemas: new Set(),
  relations: new Map(),
  sensitive: new Set(),
  keptSequences: new Map(),
  roles: new Map(),
  memberships: new Map(),
  privileges: new Map(),
};

/** The ACL of an object; empty where nobody said anything. */
export function aclOf(warehouse: Warehouse, key: string): Acl {
  return warehouse.privileges.get(key)?.acl ?? EMPTY_ACL;
}
