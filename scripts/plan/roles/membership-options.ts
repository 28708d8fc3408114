// The options of a membership, and the GRANT that says them all.

import { type Diagnostic, problem } from "../../model/diagnostic.ts";
import type { Membership } from "../../model/role.ts";
import type { RoleSpec } from "../../sql/sql-target.ts";
import type { MembershipOption, Statement } from "../../sql/statement.ts";

/** The options of a membership. */
export type MembershipOptions = Pick<Membership, "admin" | "inherit" | "set">;

export const membershipOption = (option: MembershipOption["option"], value: boolean): MembershipOption => ({
  option,
  value: value ? "TRUE" : "FALSE",
});

/** `INHERIT TRUE, SET FALSE`. */
export const useOptions = ({
  inherit,
  set,
}: Pick<MembershipOptions, "inherit" | "set">): MembershipOption[] => [
  membershipOption("INHERIT", inherit),
  membershipOption("SET", set),
];

/**
 * GRANT of a role with every option named, as far as the server knows them: what is not named depends on what was
 * there before.
 */
export function grantRoleTo(
  role: string,
  member: RoleSpec,
  given: MembershipOptions,
  major: number,
): Statement {
  const admin = membershipOption("ADMIN", given.admin);
  const options = major < 16 ? (given.admin ? [admin] : []) : [admin, ...useOptions(given)];
  return {
    kind: "grant membership",
    roles: [role],
    members: [member],
    ...(options.length > 0 && { options }),
  };
}

/**
 * Memberships whose options the server cannot store: before 16 a member may always SET ROLE, and inherits as its own
 * attribute says.
 *
 * @param inherits the attribute INHERIT of a role; undefined where it is not known
 */
export function unsupportedOptions(
  memberships: readonly Membership[],
  major: number,
  inherits: (role: string) => boolean | undefined,
): Diagnostic[] {
  if (major >= 16) return [];
  return memberships.flatMap(({ role, member, inherit, set }) => {
    const attribute = inherits(member) ?? true;
    const said = [...(set ? [] : ["set: false"]), ...(inherit === attribute ? [] : [`inherit: ${inherit}`])];
    if (said.length === 0) return [];
    const message = `PostgreSQL ${major} cannot store ${said.join(" and ")} for ${member} in ${role}`;
    const help =
      inherit === attribute
        ? "Leave the option out, or upgrade the server to 16 or later."
        : `Before 16 inheriting is an attribute of the member: say inherit: ${inherit} of the role ${member} itself, or upgrade the server.`;
    return [problem("membership-option-unsupported", message, { help })];
  });
}
