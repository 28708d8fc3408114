import { PUBLIC } from "../model/acl.ts";
import { groupBy } from "../model/group.ts";
import type { Membership } from "../model/role.ts";
import type { Warehouse } from "../model/warehouse.ts";

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
  /** The roles that it can SET ROLE to with the memberships that lead there, itself first. */
  becomes(role: string): ReadonlyMap<string, readonly Membership[]>;
  /** The memberships from a role to another, whatever their options; undefined where it is no member. */
  chain(role: string, of: string): readonly Membership[] | undefined;
}

/** The owner of a database is a member of this role by itself. Source: PostgreSQL manual, "Predefined Roles". */
const DATABASE_OWNER = "pg_database_owner";

type Chains = ReadonlyMap<string, readonly Membership[]>;

function chainsFrom(
  start: string,
  before: readonly Membership[],
  of: (name: string) => Membership[],
): Chains {
  const found = new Map([[start, before]]);
  // A map gives also what is added to it on the way: breadth first, so the shortest chain wins.
  for (const [name, chain] of found) {
    for (const membership of of(name)) {
      if (!found.has(membership.role)) found.set(membership.role, [...chain, membership]);
    }
  }
  return found;
}

function membershipsOf({ memberships, owners }: Warehouse): Map<string, Membership[]> {
  const owner = owners.get("database")?.owner;
  const implied =
    owner === undefined || owner === DATABASE_OWNER
      ? []
      : [{ role: DATABASE_OWNER, member: owner, admin: false, inherit: true, set: true }];
  return groupBy([...memberships.values(), ...implied], ({ member }) => member);
}

/** Memberships by member, and what follows from them. Conditions are taken to hold: bind the warehouse before. */
export function roleGraph(warehouse: Warehouse): RoleGraph {
  const byMember = membershipsOf(warehouse);
  const of = (name: string) => byMember.get(name) ?? [];
  const inheritedOf = (name: string) => of(name).filter(({ inherit }) => inherit);
  const known = new Map<string, Reaches>();
  const becomes = (role: string): Chains => chainsFrom(role, [], (name) => of(name).filter(({ set }) => set));
  const reachesOf = (role: string): Reaches => {
    const found = new Map<string, Reach>([[PUBLIC, { via: [] }]]);
    if (role === PUBLIC) return found;
    for (const [name, via] of chainsFrom(role, [], inheritedOf)) found.set(name, { via });
    for (const [after, before] of becomes(role)) {
      for (const [name, via] of chainsFrom(after, before, inheritedOf)) {
        if (!found.has(name)) found.set(name, { via, after });
      }
    }
    return found;
  };
  return {
    becomes,
    chain: (role, other) => chainsFrom(role, [], of).get(other),
    reaches(role) {
      const before = known.get(role);
      if (before) return before;
      const found = reachesOf(role);
      known.set(role, found);
      return found;
    },
  };
}
