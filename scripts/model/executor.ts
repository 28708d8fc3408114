// The role that applies revisions, and what it may do.
import { DEFAULT_ATTRIBUTES, type PowerAttribute, type RoleAttributes } from "./attributes.ts";

/** How a role stands to the one that applies revisions. */
export interface Standing {
  readonly superuser: boolean;
  /** Its own attribute INHERIT. */
  readonly inherit: boolean;
  /** The executor has its privileges, directly or through others (`pg_has_role(…, 'USAGE')`). */
  readonly inherits: boolean;
  /** The executor may SET ROLE to it; on 14 and 15, is a member. */
  readonly sets: boolean;
  /** The executor holds ADMIN on it. */
  readonly admin: boolean;
  /** What the executor granted itself: a second GRANT of it changes this very membership. */
  readonly own?: { readonly inherit: boolean; readonly set: boolean };
}

/** Who is a member of what. */
export interface MembershipPair {
  readonly role: string;
  readonly member: string;
}

/** A membership by one of its grantors. */
interface MembershipGrantor extends MembershipPair {
  readonly grantor: string;
  /** The grantor is the bootstrap superuser, in whose name every superuser grants from 16 on. */
  readonly bootstrap: boolean;
}

/** The role that applies revisions, its powers and its own attribute INHERIT, and what it may do. */
export interface Executor extends Pick<RoleAttributes, PowerAttribute["key"] | "inherit"> {
  readonly name: string;
  readonly exists: boolean;
  /** The server's major version. */
  readonly major: number;
  readonly database: string;
  /** CONNECT on the database. */
  readonly connects: boolean;
  /** Whether owning the database gives CONNECT: its owner may have taken it from itself. */
  readonly ownerConnects: boolean;
  /** CREATE on the database. */
  readonly creates: boolean;
  /** Those that were asked for and exist, and the owners of the objects. */
  readonly roles: ReadonlyMap<string, Standing>;
  /** The owners of the objects that were asked for and exist, by objectKey. */
  readonly owners: ReadonlyMap<string, string>;
  /** Of these objects, the privileges that it may give on, by objectKey. */
  readonly options: ReadonlyMap<string, ReadonlySet<string>>;
  /** The paths of the tables whose owners own sequences that were asked for, by objectKey. */
  readonly tablesOf: ReadonlyMap<string, readonly string[]>;
  /** Schemas that were asked for, exist, and in which it may create. */
  readonly creatable: ReadonlySet<string>;
  /** Who of it and the roles has USAGE, by schema: of those that were asked for and exist. */
  readonly users: ReadonlyMap<string, readonly string[]>;
  /** Of the settings that were asked for, those that it may not set for a role. */
  readonly unsettable: ReadonlySet<string>;
  /** Who granted memberships in the roles that were asked for. */
  readonly grants: readonly MembershipGrantor[];
}

/** A role of which nothing is known but that it can do nothing, on an empty database. */
export function newExecutor(name: string, major: number, database: string): Executor {
  return {
    name,
    exists: false,
    major,
    database,
    ...DEFAULT_ATTRIBUTES,
    connects: false,
    ownerConnects: true,
    creates: false,
    roles: new Map(),
    owners: new Map(),
    options: new Map(),
    tablesOf: new Map(),
    creatable: new Set(),
    users: new Map(),
    unsettable: new Set(),
    grants: [],
  };
}
