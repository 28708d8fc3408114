import type { Location } from "../model/diagnostic.ts";
import type { Relation } from "../model/relation.ts";
import type { Membership, Role } from "../model/role.ts";
import type { AllowedVariables } from "../model/variable.ts";
import type { ObjectPrivileges } from "../model/warehouse.ts";

/** What the files of roles refer to. */
export interface RolesContext {
  readonly schemas: ReadonlySet<string>;
  /** By relationKey. */
  readonly relations: ReadonlyMap<string, Relation>;
  /** Keys of the relations that the definitions mark. */
  readonly sensitive: ReadonlySet<string>;
  readonly variables: AllowedVariables;
}

/** The access part of the declared warehouse: what the files of roles say, with all names resolved. */
export interface DeclaredAccess {
  /** By name. */
  readonly roles: ReadonlyMap<string, Role>;
  /** By membershipKey. */
  readonly memberships: ReadonlyMap<string, Membership>;
  /** By objectKey. */
  readonly privileges: ReadonlyMap<string, ObjectPrivileges>;
  /** Relation keys: those of the definitions and those of the files. */
  readonly sensitive: ReadonlySet<string>;
  /** The keys of `access_roles`. */
  readonly templates: ReadonlySet<string>;
  /** Roles that may go, with the place that says so. */
  readonly removed: ReadonlyMap<string, Location>;
}

/** Where nothing is declared. */
export const NO_ACCESS: DeclaredAccess = {
  roles: new Map(),
  memberships: new Map(),
  privileges: new Map(),
  sensitive: new Set(),
  templates: new Set(),
  removed: new Map(),
};
