// What a superuser must run beside memberships of those who made the role, from 16 on.

import type { Changes } from "../../model/delta.ts";
import type { MembershipPair } from "../../model/executor.ts";
import type { Membership } from "../../model/role.ts";
import type { Statement } from "../../sql/statement.ts";
import { grantRoleTo, useOptions } from "../roles/membership-options.ts";

const ADMIN_ONLY = { admin: true, inherit: false, set: false };

/**
 * What a superuser must run behind a revision that says something of memberships of creators. From 16 on who made a
 * role has ADMIN on it in the bootstrap superuser's name, as which superusers grant and revoke: their GRANT is a
 * notice, or adds to that ADMIN, and their REVOKE takes it. So it is given back, and what is declared stands beside
 * it as granted by the member itself.
 *
 * @param creators as it was before the revision's memberships
 */
export function besideCreators(
  creators: readonly MembershipPair[],
  { added, removed }: Changes<Membership>,
): (MembershipPair & { readonly statements: readonly Statement[] })[] {
  return creators.flatMap(({ role, member }) => {
    const isThis = (one: Membership) => one.role === role && one.member === member;
    const declared = added.find(isThis);
    if (!declared && !removed.some(isThis)) return [];
    const grant = (options: typeof ADMIN_ONLY) => grantRoleTo(role, member, options, 16);
    if (declared?.admin) return [{ role, member, statements: [grant(declared)] }];
    const own: Statement[] = declared
      ? [
          {
            kind: "grant membership",
            roles: [role],
            members: [member],
            options: useOptions(declared),
            grantedBy: member,
          },
        ]
      : [];
    return [{ role, member, statements: [grant(ADMIN_ONLY), ...own] }];
  });
}
