// What PUBLIC has otherwise than PostgreSQL gives it → `public`.
import type { RolesContext } from "../../declarations/declared-access.ts";
import type { PublicEntry } from "../../declarations/language/schema-of-grants.ts";
import { type Acl, builtInAclOf, OWNER, PUBLIC } from "../../model/acl.ts";
import type { Privilege } from "../../model/privilege.ts";
import type { Warehouse } from "../../model/warehouse.ts";
import { directEntries } from "./adopted-grants.ts";

function heldByPublic(acl: Acl): Set<Privilege> {
  const entries = [...acl.entries.values()];
  const own = entries.filter(({ grantee, grantor }) => grantee === PUBLIC && grantor === OWNER);
  return new Set(own.map(({ privilege }) => privilege));
}

/** What PUBLIC has otherwise than PostgreSQL gives it. */
export function publicEntries(
  { privileges }: Warehouse,
  context: RolesContext,
  major: number,
): PublicEntry[] {
  const held = [...privileges.values()].flatMap(({ object, acl }) => {
    const now = heldByPublic(acl);
    const usual = heldByPublic(builtInAclOf(object));
    const isUsual = now.size === usual.size && [...now].every((privilege) => usual.has(privilege));
    return isUsual ? [] : [{ object, privileges: now, grantable: false }];
  });
  return directEntries(held, context, major);
}
