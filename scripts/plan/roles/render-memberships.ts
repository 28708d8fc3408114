import { conditionText } from "../../model/condition.ts";
import type { Changes } from "../../model/delta.ts";
import { groupBy } from "../../model/group.ts";
import { compareText, quoteIdentifier } from "../../model/identifier.ts";
import { type Membership, membershipKey } from "../../model/role.ts";
import type { Warehouse } from "../../model/warehouse.ts";
import { whenLine } from "../compare/conditions.ts";

/** A membership and what a statement says of it. */
interface Change {
  readonly membership: Membership;
  /** ` WITH ADMIN OPTION`, or nothing. */
  readonly options: string;
}

const word = (value: boolean): string => (value ? "TRUE" : "FALSE");

function withOptions(options: readonly string[]): string {
  // 14 and 15 know this form and no other.
  if (options.join() === "ADMIN TRUE") return " WITH ADMIN OPTION";
  return options.length === 0 ? "" : ` WITH ${options.join(", ")}`;
}

/**
 * Only what is not what a member gets anyway is written: INHERIT and SET are syntax errors before 16.
 *
 * @param inherits the attribute of the member, from which a new membership takes its option
 */
function newOptions({ admin, inherit, set }: Membership, inherits: boolean): string {
  return withOptions([
    ...(admin ? ["ADMIN TRUE"] : []),
    ...(inherit === inherits ? [] : [`INHERIT ${word(inherit)}`]),
    ...(set ? [] : ["SET FALSE"]),
  ]);
}

/** A second GRANT changes only the options that it names; ADMIN cannot be taken that way without its dependents. */
function changedOptions(before: Membership, after: Membership): string {
  return withOptions([
    ...(after.admin && !before.admin ? ["ADMIN TRUE"] : []),
    ...(after.inherit === before.inherit ? [] : [`INHERIT ${word(after.inherit)}`]),
    ...(after.set === before.set ? [] : [`SET ${word(after.set)}`]),
  ]);
}

// GRANT <role>, <role> TO <member> WITH ADMIN OPTION
function statements(verb: string, changes: readonly Change[]): string[] {
  const byMember = (a: Change, b: Change): number =>
    compareText(a.membership.member, b.membership.member) ||
    compareText(a.membership.role, b.membership.role);
  const groups = groupBy(
    [...changes].sort(byMember),
    ({ membership, options }) => `${conditionText(membership.when)}\t${membership.member}\t${options}`,
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const roles = group.map(({ membership }) => quoteIdentifier(membership.role)).sort(compareText);
    const list = roles.length === 1 ? ` ${roles[0]} ` : `\n  ${roles.join(",\n  ")}\n`;
    const direction = verb === "GRANT" ? "TO" : "FROM";
    const { member, when } = first.membership;
    return [`${whenLine(when)}${verb}${list}${direction} ${quoteIdentifier(member)}${first.options};`];
  });
}

/**
 * Memberships that go, options that go, then memberships and options that come: one statement a member.
 *
 * @param changes under conditions that are equal or exclude one another
 */
export function renderMemberships({ added, removed }: Changes<Membership>, to: Warehouse): string[] {
  const former = new Map(removed.map((membership) => [membershipKey(membership), membership]));
  const stays = new Set(added.map(membershipKey));
  const gone = removed.filter((membership) => !stays.has(membershipKey(membership)));
  const plain = (membership: Membership): Change => ({ membership, options: "" });
  const unadmin = added.filter(
    (membership) => former.get(membershipKey(membership))?.admin && !membership.admin,
  );
  const granted = added.flatMap((membership): Change[] => {
    const before = former.get(membershipKey(membership));
    const inherits = to.roles.get(membership.member)?.inherit ?? true;
    if (!before) return [{ membership, options: newOptions(membership, inherits) }];
    const options = changedOptions(before, membership);
    return options === "" ? [] : [{ membership, options }];
  });
  return [
    ...statements("REVOKE", gone.map(plain)),
    ...statements("REVOKE ADMIN OPTION FOR", unadmin.map(plain)),
    ...statements("GRANT", granted),
  ];
}
