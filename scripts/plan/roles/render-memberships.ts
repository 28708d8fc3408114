// Memberships that differ → GRANT and REVOKE of roles.

import { conditionText } from "../../model/condition.ts";
import type { Changes } from "../../model/delta.ts";
import { groupBy } from "../../model/group.ts";
import { compareText } from "../../model/identifier.ts";
import { OLDEST_MAJOR, predefinedSince } from "../../model/predefined-role.ts";
import { type Membership, membershipKey } from "../../model/role.ts";
import type { Warehouse } from "../../model/warehouse.ts";
import type { MembershipOption, Statement } from "../../sql/statement.ts";
import { directed } from "../compare/conditions.ts";
import { compareQuoted } from "../privileges/privilege-parts.ts";
import { membershipOption } from "./membership-options.ts";

/** A membership and what a statement says of it. */
interface Change {
  readonly membership: Membership;
  readonly options: readonly MembershipOption[];
}

/**
 * Only what is not what a member gets anyway is written: INHERIT and SET are syntax errors before 16.
 *
 * @param inherits the attribute of the member, from which a new membership takes its option
 */
const newOptions = ({ admin, inherit, set }: Membership, inherits: boolean): MembershipOption[] => [
  ...(admin ? [membershipOption("ADMIN", true)] : []),
  ...(inherit === inherits ? [] : [membershipOption("INHERIT", inherit)]),
  ...(set ? [] : [membershipOption("SET", false)]),
];

/** A second GRANT changes only the options that it names; ADMIN cannot be taken that way without its dependents. */
const changedOptions = (before: Membership, after: Membership): MembershipOption[] => [
  ...(after.admin && !before.admin ? [membershipOption("ADMIN", true)] : []),
  ...(after.inherit === before.inherit ? [] : [membershipOption("INHERIT", after.inherit)]),
  ...(after.set === before.set ? [] : [membershipOption("SET", after.set)]),
];

/** The first version that has one of PostgreSQL's own roles, where not all have it. */
const sinceOf = (role: string): number | undefined => {
  const since = predefinedSince(role);
  return since === undefined || since <= OLDEST_MAJOR ? undefined : since;
};

/** One statement for the roles that a member gets or loses in the same way. */
function statements(
  changes: readonly Change[],
  write: (roles: readonly string[], members: readonly string[], change: Change) => Statement,
): Statement[] {
  const byMember = (a: Change, b: Change): number =>
    compareText(a.membership.member, b.membership.member) ||
    compareText(a.membership.role, b.membership.role);
  const groups = groupBy([...changes].sort(byMember), ({ membership: { when, member, role }, options }) =>
    JSON.stringify([conditionText(when), member, options, sinceOf(role)]),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const roles = group.map(({ membership }) => membership.role).sort(compareQuoted);
    const { member, when, role } = first.membership;
    return [{ ...write(roles, [member], first), ...directed(when, sinceOf(role)) }];
  });
}

/**
 * Memberships that go, options that go, then memberships and options that come: one statement a member.
 *
 * @param changes under conditions that are equal or exclude one another
 */
export function renderMemberships({ added, removed }: Changes<Membership>, to: Warehouse): Statement[] {
  const former = new Map(removed.map((membership) => [membershipKey(membership), membership]));
  const stays = new Set(added.map(membershipKey));
  const gone = removed.filter((membership) => !stays.has(membershipKey(membership)));
  const plain = (membership: Membership): Change => ({ membership, options: [] });
  const unadmin = added.filter(
    (membership) => former.get(membershipKey(membership))?.admin && !membership.admin,
  );
  const granted = added.flatMap((membership): Change[] => {
    const before = former.get(membershipKey(membership));
    const inherits = to.roles.get(membership.member)?.inherit ?? true;
    if (!before) return [{ membership, options: newOptions(membership, inherits) }];
    const options = changedOptions(before, membership);
    return options.length === 0 ? [] : [{ membership, options }];
  });
  return [
    ...statements(gone.map(plain), (roles, members) => ({ kind: "revoke membership", roles, members })),
    ...statements(unadmin.map(plain), (roles, members) => ({
      kind: "revoke membership",
      option: "ADMIN",
      roles,
      members,
    })),
    // GRANT <role>, <role> TO <member> WITH ADMIN OPTION
    ...statements(granted, (roles, members, { options }) => ({
      kind: "grant membership",
      roles,
      members,
      ...(options.length > 0 && { options }),
    })),
  ];
}
