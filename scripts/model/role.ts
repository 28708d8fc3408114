import type { Condition } from "./condition.ts";

/** Who answers for a role: see docs/roles.md, "Roles". */
export type RoleManagement = "managed" | "shared" | "external";

/** What CREATE ROLE and ALTER ROLE say, in PostgreSQL's own words. Source: PostgreSQL manual, "CREATE ROLE". */
export interface RoleAttributes {
  readonly login: boolean;
  readonly superuser: boolean;
  readonly createdb: boolean;
  readonly createrole: boolean;
  readonly inherit: boolean;
  readonly replication: boolean;
  readonly bypassrls: boolean;
  /** -1 is no limit. */
  readonly connectionLimit: number;
}

/** What a role has when CREATE ROLE says nothing. */
export const DEFAULT_ATTRIBUTES: RoleAttributes = {
  login: false,
  superuser: false,
  createdb: false,
  createrole: false,
  inherit: true,
  replication: false,
  bypassrls: false,
  connectionLimit: -1,
};

/** The attributes that are on or off, each with its word: `LOGIN`, or `NOLOGIN`. */
export const ROLE_FLAGS = [
  ["login", "LOGIN"],
  ["superuser", "SUPERUSER"],
  ["createdb", "CREATEDB"],
  ["createrole", "CREATEROLE"],
  ["inherit", "INHERIT"],
  ["replication", "REPLICATION"],
  ["bypassrls", "BYPASSRLS"],
] as const satisfies readonly (readonly [keyof RoleAttributes, string])[];

/** Settings by name: values as {@link settingValue} writes them. */
export type Settings = Readonly<Record<string, string>>;

/** A role as declared, recorded or found. Names are templates (`${env}_analyst`) until they are bound. */
export interface Role extends RoleAttributes {
  readonly name: string;
  readonly management: RoleManagement;
  /** In UTC, `2027-01-01T00:00:00Z`; absent is for ever, which `infinity` is too. */
  readonly validUntil?: string;
  /** The environment variable that has the password when a revision is applied. In no catalog. */
  readonly passwordFrom?: string;
  readonly comment?: string;
  /** ALTER ROLE … SET; absent where there is none. */
  readonly settings?: Settings;
  /** ALTER ROLE … IN DATABASE … SET, of the current database; absent where there is none. */
  readonly settingsInDatabase?: Settings;
  readonly when?: Condition;
  /** The access role template that made it and its schema, so that it may go with either. */
  readonly template?: string;
  readonly schema?: string;
}

/** A managed role without attributes, or with those given. */
export function newRole(name: string, more: Partial<Role> = {}): Role {
  return { name, management: "managed", ...DEFAULT_ATTRIBUTES, ...more };
}

/** Whether the program makes, alters and drops the role. */
export const isOurs = ({ management }: Pick<Role, "management">): boolean => management !== "external";

/** Tells of a name whether it is that of a role of ours. */
export function managedIn(roles: ReadonlyMap<string, Role>): (name: string) => boolean {
  return (name) => {
    const role = roles.get(name);
    return role !== undefined && isOurs(role);
  };
}

/** A membership with its options; PostgreSQL's own defaults but for what is said. */
export interface Membership {
  /** The role that is granted. */
  readonly role: string;
  /** Who becomes a member. */
  readonly member: string;
  readonly admin: boolean;
  readonly inherit: boolean;
  readonly set: boolean;
  readonly when?: Condition;
}

/** The identity of a membership within a warehouse: a change of an option keeps it. */
export function membershipKey(membership: Pick<Membership, "role" | "member" | "when">): string {
  const when = membership.when ? `\t${JSON.stringify(membership.when)}` : "";
  return `${membership.role}\t${membership.member}${when}`;
}
