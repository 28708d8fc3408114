// What PostgreSQL's own roles give, though no ACL says so.

import type { ObjectKind } from "../../model/object-kinds.ts";
import type { Privilege } from "../../model/privilege.ts";

const DATA: readonly ObjectKind[] = ["table", "column", "sequence"];

/**
 * What members of PostgreSQL's own roles may do with every object of a kind, though no ACL says so.
 * Source: PostgreSQL manual, "Predefined Roles".
 */
const RIGHTS: Readonly<Record<string, readonly (readonly [readonly ObjectKind[], readonly Privilege[]])[]>> =
  {
    pg_read_all_data: [
      [DATA, ["SELECT"]],
      [["schema"], ["USAGE"]],
    ],
    pg_write_all_data: [
      [DATA, ["INSERT", "UPDATE", "DELETE"]],
      [["schema"], ["USAGE"]],
    ],
    pg_maintain: [[["table"], ["MAINTAIN"]]],
  };

/** The predefined roles that give access to data. */
export const DATA_ROLES: readonly string[] = Object.keys(RIGHTS);

/** Whether a predefined role gives a privilege on every object of the kind. */
export function givesPrivilege(role: string, kind: ObjectKind, privilege: Privilege): boolean {
  const rights = Object.hasOwn(RIGHTS, role) ? (RIGHTS[role] ?? []) : [];
  return rights.some(([kinds, privileges]) => kinds.includes(kind) && privileges.includes(privilege));
}
