/** Parts of GRANT and REVOKE: who gets what, in statements that every server understands. */
import { OWNER, PUBLIC } from "../../model/acl.ts";
import { compareText, quoteIdentifier } from "../../model/identifier.ts";
import { kindFacts, type ObjectKind } from "../../model/object-kinds.ts";
import { PRIVILEGE_SINCE, type Privilege } from "../../model/privilege.ts";
import type { RoleSpec } from "../../sql/sql-target.ts";
import type { PrivilegeItem } from "../../sql/statement.ts";

/** A part of a statement and its SQL, by which such parts are told apart and ordered. */
export interface Worded<Value> {
  readonly sql: string;
  readonly value: Value;
}

export const compareWorded = (a: Worded<unknown>, b: Worded<unknown>): number => compareText(a.sql, b.sql);

/** Names in the order of their SQL. */
export const compareQuoted = (a: string, b: string): number =>
  compareText(quoteIdentifier(a), quoteIdentifier(b));

export const wording = (parts: readonly Worded<unknown>[]): string => parts.map(({ sql }) => sql).join();

/** Who gets a privilege, as SQL names it. */
export function granteeOf(grantee: string, owner?: string): RoleSpec {
  if (grantee === PUBLIC) return { word: "PUBLIC" };
  // Nobody declared an owner: it is whoever applies the revision.
  return grantee === OWNER ? (owner ?? { word: "CURRENT_USER" }) : grantee;
}

/** Privileges in the order of the manual; all that a kind has become ALL. */
export function itemsOf(kind: ObjectKind, held: ReadonlySet<Privilege>): PrivilegeItem[] {
  const known = kindFacts(kind).privileges;
  if (known.every((privilege) => held.has(privilege))) return [{ privilege: "ALL" }];
  return known.filter((privilege) => held.has(privilege)).map((privilege) => ({ privilege }));
}

/** Privileges that one statement can name on every server from `since` on. */
interface PrivilegePart {
  readonly privileges: ReadonlySet<Privilege>;
  /** The first major version that understands it, where that is later than 14. */
  readonly since: number | undefined;
}

/** Splits privileges by version. MAINTAIN in a list is a syntax error before 17; ALL is understood everywhere. */
export function partsByVersion(kind: ObjectKind, held: ReadonlySet<Privilege>): PrivilegePart[] {
  const { since, privileges } = kindFacts(kind);
  const all = kind !== "column" && privileges.every((privilege) => held.has(privilege));
  const late = all ? [] : [...held].filter((privilege) => PRIVILEGE_SINCE[privilege] !== undefined);
  const early = new Set([...held].filter((privilege) => !late.includes(privilege)));
  return [
    ...(early.size > 0 ? [{ privileges: early, since }] : []),
    ...late.map((privilege) => ({ privileges: new Set([privilege]), since: PRIVILEGE_SINCE[privilege] })),
  ];
}

/** What GRANT and REVOKE say around their privileges. */
export interface Manner {
  readonly verb: "GRANT" | "REVOKE";
  readonly grantable: boolean;
  readonly optionOnly: boolean;
  readonly cascade: boolean;
}

/** GRANT … WITH GRANT OPTION, REVOKE GRANT OPTION FOR … CASCADE. */
export function clauseOf({ verb, grantable, optionOnly, cascade }: Manner) {
  if (verb === "GRANT") return { kind: "grant", ...(grantable && { grantable }) } as const;
  return { kind: "revoke", ...(optionOnly && { optionOnly }), ...(cascade && { cascade }) } as const;
}
