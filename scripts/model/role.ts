// A role, who answers for it, and its memberships.
import { DEFAULT_ATTRIBUTES, type RoleAttributes } from "./attributes.ts";
import type { Condition } from "./condition.ts";

/** Who answers for a role: see docs/roles.md, "Roles". */
type RoleManagement = "managed" | "shared" | "external";

/** A role as declared, recorded or found. Names are templates (`${env}_analyst`) until they are bound. */
export interface Role extends RoleAttributes {
  readonly name: string;
  readonly management: RoleManagement;
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
