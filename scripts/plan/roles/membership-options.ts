import { type Diagnostic, problem } from "../../model/diagnostic.ts";
import { quoteIdentifier } from "../../model/identifier.ts";
import type { Membership } from "../../model/role.ts";

/** The options of a membership. */
export type MembershipOptions = Pick<Membership, "admin" | "inherit" | "set">;

/** `INHERIT TRUE, SET FALSE`. */
export function optionWords({ inherit, set }: Pick<MembershipOptions, "inherit" | "set">): string {
  const value = (on: boolean) => (on ? "TRUE" : "FALSE");
  return `INHERIT ${value(inherit)}, SET ${value(set)}`;
}

/**
 * GRANT of a role with every option named, as far as the server knows them: what is not named depends on what was
 * there before.
 *
 * @param member quoted, or CURRENT_USER
 */
export function grantRoleTo(role: string, member: string, options: MembershipOptions, major: number): string {
  const { admin } = options;
  const grant = `GRANT ${quoteIdentifier(role)} TO ${member}`;
  if (major < 16) return `${grant}${admin ? " WITH ADMIN OPTION" : ""}`;
  return `${grant} WITH ADMIN ${admin ? "TRUE" : "FALSE"}, ${optionWords(options)}`;
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
