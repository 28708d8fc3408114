import { OWNER, PUBLIC, privilegeList } from "../../model/acl.ts";
import { quoteIdentifier } from "../../model/identifier.ts";
import { kindFacts, type ObjectKind, PRIVILEGE_SINCE, type Privilege } from "../../model/privilege.ts";

/** Statements that are longer than this are written on several lines. */
export const LINE = 100;

/** Who gets a privilege, as SQL names it. */
export function quoteGrantee(grantee: string, owner?: string): string {
  if (grantee === PUBLIC) return "PUBLIC";
  // Nobody declared an owner: it is whoever applies the revision.
  if (grantee === OWNER) return owner === undefined ? "CURRENT_USER" : quoteIdentifier(owner);
  return quoteIdentifier(grantee);
}

/** One item stays on the line, several go below it, one a line. */
export function block(items: readonly string[]): string {
  return items.length === 1 ? ` ${items[0]}` : `\n  ${items.join(",\n  ")}`;
}

/** Privileges that one statement can name on every server from `since` on. */
export interface PrivilegePart {
  readonly privileges: ReadonlySet<Privilege>;
  /** The first major version that understands it, where that is later than 14. */
  readonly since: number | undefined;
}

/** Splits privileges by version. MAINTAIN in a list is a syntax error before 17; ALL is understood everywhere. */
export function partsByVersion(kind: ObjectKind, held: ReadonlySet<Privilege>): PrivilegePart[] {
  const { since } = kindFacts(kind);
  const all = privilegeList(kind, held) === "ALL" && kind !== "column";
  const late = all ? [] : [...held].filter((privilege) => PRIVILEGE_SINCE[privilege] !== undefined);
  const early = new Set([...held].filter((privilege) => !late.includes(privilege)));
  return [
    ...(early.size > 0 ? [{ privileges: early, since }] : []),
    ...late.map((privilege) => ({ privileges: new Set([privilege]), since: PRIVILEGE_SINCE[privilege] })),
  ];
}

/** What GRANT and REVOKE say around their privileges. */
export interface Clause {
  readonly verb: "GRANT" | "REVOKE";
  readonly grantable: boolean;
  readonly optionOnly: boolean;
  readonly cascade: boolean;
}

/** GRANT, REVOKE, or REVOKE GRANT OPTION FOR. */
export const verbText = ({ verb, optionOnly }: Clause): string =>
  optionOnly ? "REVOKE GRANT OPTION FOR" : verb;

/** What stands behind the grantees. */
export function endText({ verb, grantable, cascade }: Clause): string {
  if (verb === "GRANT") return grantable ? " WITH GRANT OPTION;" : ";";
  return cascade ? " CASCADE;" : ";";
}
