// Which roles of a cluster have something to do with one of its databases.
import { OWNER, PUBLIC } from "../../model/acl.ts";
import type { Warehouse } from "../../model/warehouse.ts";

/** Roles that own, may or grant something there, by default too. */
function touching({ privileges, defaults, owners }: Warehouse, others: Iterable<string>): Set<string> {
  const acls = [...privileges.values(), ...defaults.values()].flatMap(({ acl }) => [...acl.entries.values()]);
  return new Set([
    ...acls
      .flatMap(({ grantee, grantor }) => [grantee, grantor])
      .filter((name) => name !== PUBLIC && name !== OWNER),
    ...[...owners.values()].map(({ owner }) => owner),
    ...[...defaults.values()].map(({ creator }) => creator),
    ...others,
  ]);
}

/**
 * The roles that have something in a database: those that own or may something there, their members, and what they are
 * members of. The others of the cluster are somebody else's.
 *
 * @param others that have something there beyond access: roles of policies
 */
function involvedRoles(live: Warehouse, others: Iterable<string> = []): ReadonlySet<string> {
  const involved = touching(live, others);
  const memberships = [...live.memberships.values()];
  for (let size = -1; size < involved.size; ) {
    size = involved.size;
    for (const { role, member } of memberships) {
      // Whoever is a member may what the role may; what it is a member of it is declared with.
      if (involved.has(role)) involved.add(member);
      if (involved.has(member)) involved.add(role);
    }
  }
  return involved;
}

/** The warehouse without the roles of the cluster that have nothing to do with it. */
export function onlyInvolved<Live extends Warehouse>(live: Live, others: Iterable<string> = []): Live {
  const involved = involvedRoles(live, others);
  return {
    ...live,
    roles: new Map([...live.roles].filter(([name]) => involved.has(name))),
    memberships: new Map(
      [...live.memberships].filter(([, { role, member }]) => involved.has(role) && involved.has(member)),
    ),
  };
}
