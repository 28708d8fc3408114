// An ACL by privilege: who has it, and by which entry.

import { type Acl, type AclEntry, isLack, OWNER } from "../../model/acl.ts";
import { groupBy } from "../../model/group.ts";
import type { Privilege } from "../../model/privilege.ts";

/** An ACL by privilege. */
export interface AclGrants {
  /** The entries that give a privilege to others than the owner. */
  to(privilege: Privilege): readonly AclEntry[];
  /** Whether others, or the owner on a column, gave the privilege to the owner. */
  givesOwner(privilege: Privilege): boolean;
  /** Whether the owner lacks the privilege, which it has by itself otherwise. */
  deniesOwner(privilege: Privilege): boolean;
}

// Equal ACLs are one value: thousands of tables share a few.
const known = new WeakMap<Acl, AclGrants>();

function read({ entries }: Acl): AclGrants {
  const all = [...entries.values()];
  const own = all.filter(({ grantee }) => grantee === OWNER);
  const others = groupBy(
    all.filter(({ grantee }) => grantee !== OWNER),
    ({ privilege }) => privilege,
  );
  const denied = new Set(own.filter(isLack).map(({ privilege }) => privilege));
  const given = new Set(own.filter((entry) => !isLack(entry)).map(({ privilege }) => privilege));
  return {
    to: (privilege) => others.get(privilege) ?? [],
    givesOwner: (privilege) => given.has(privilege),
    deniesOwner: (privilege) => denied.has(privilege),
  };
}

/** What an ACL gives; each is taken apart once. */
export function aclGrants(acl: Acl): AclGrants {
  const before = known.get(acl);
  if (before) return before;
  const grants = read(acl);
  known.set(acl, grants);
  return grants;
}
