// Which roles a role reaches by its memberships, and how.

import { PUBLIC } from "../../model/acl.ts";
import { groupBy } from "../../model/group.ts";
import { NEWEST_MAJOR } from "../../model/privilege.ts";
import { remembering } from "../../model/remembering.ts";
import type { Membership } from "../../model/role.ts";
import type { Warehouse } from "../../model/warehouse.ts";

/** How a role gets at the rights of another. */
export interface Reach {
  /** The memberships in between, from the asking role on; none for the role itself and for PUBLIC. */
  readonly via: readonly Membership[];
  /** The role to SET ROLE to first, where inheritance alone does not lead there. */
  readonly after?: string;
}

/** What a role reaches, by the name of the role reached. */
export type Reaches = ReadonlyMap<string, Reach>;

/** Whom the roles of a warehouse reach; each role is looked at once. */
export interface RoleGraph {
  /** The role itself, PUBLIC, the roles it inherits, and those it reaches after SET ROLE; shortest ways. */
  reaches(role: string): Reaches;
  /** The ways to another role by SET ROLE, one for each role that it can become, whatever it inherits. */
  waysAfter(role: string, other: string): Reach[];
  /** The roles that it can SET ROLE to with the memberships that lead there, itself first. */
  becomes(role: string): ReadonlyMap<string, readonly Membership[]>;
  /** The memberships from a role to another, whatever their options; undefined where it is no member. */
  chain(role: string, of: string): readonly Membership[] | undefined;
}

/** The owner of a database is a member of this role by itself. Source: PostgreSQL manual, "Predefined Roles". */
const DATABASE_OWNER = "pg_database_owner";

type Chains = ReadonlyMap<string, readonly Membership[]>;

function chainsFrom(start: string, of: (name: string) => readonly Membership[]): Chains {
  const found = new Map<string, readonly Membership[]>([[start, []]]);
  // A map gives also what is added to it on the way: breadth first, so the shortest chain wins.
  for (const [name, chain] of found) {
    for (const membership of of(name)) {
      if (!found.has(membership.role)) found.set(membership.role, [...chain, membership]);
    }
  }
  return found;
}

function membershipsOf({ memberships, owners, roles }: Warehouse, major: number): Map<string, Membership[]> {
  const owner = owners.get("database")?.owner;
  // Before 16 a role inherits as its attribute says, here too.
  const inherit = major >= 16 || (roles.get(owner ?? "")?.inherit ?? true);
  const implied =
    owner === undefined || owner === DATABASE_OWNER
      ? []
      : [{ role: DATABASE_OWNER, member: owner, admin: false, inherit, set: true }];
  return groupBy([...memberships.values(), ...implied], ({ member }) => member);
}

/**
 * Memberships by member, and what follows from them. Conditions are taken to hold: bind the warehouse before.
 *
 * @param major of the server that the warehouse is on
 */
export function roleGraph(warehouse: Warehouse, major: number = NEWEST_MAJOR): RoleGraph {
  const byMember = membershipsOf(warehouse, major);
  const of = (name: string): readonly Membership[] => byMember.get(name) ?? [];
  const inherits = remembering((role) =>
    chainsFrom(role, (name) => of(name).filter(({ inherit }) => inherit)),
  );
  const becomes = remembering((role) => chainsFrom(role, (name) => of(name).filter(({ set }) => set)));
  const reaches = remembering((role): Reaches => {
    const found = new Map<string, Reach>([[PUBLIC, { via: [] }]]);
    if (role === PUBLIC) return found;
    for (const [name, via] of inherits(role)) found.set(name, { via });
    for (const [after, before] of becomes(role)) {
      for (const [name, via] of inherits(after)) {
        if (!found.has(name)) found.set(name, { via: [...before, ...via], after });
      }
    }
    return found;
  });
  return {
    becomes,
    reaches,
    waysAfter: (role, other) =>
      [...becomes(role)].flatMap(([after, before]): Reach[] => {
        const via = other === PUBLIC ? [] : inherits(after).get(other);
        return via && after !== role ? [{ via: [...before, ...via], after }] : [];
      }),
    chain: (role, other) => chainsFrom(role, of).get(other),
  };
}
