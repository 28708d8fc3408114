// What is otherwise in an ACL after a revision, in words.

import { DEFAULT_KINDS, type DefaultKind, defaultKey } from "../../model/default-privileges.ts";
import type { ObjectName } from "../../model/object.ts";
import type { Warehouse } from "../../model/warehouse.ts";
import type { AclDifference } from "./compare-acls.ts";

/** An entry in words, with the reason where it is known. */
export function aclWords(
  { entry, problem: kind }: AclDifference,
  object: ObjectName,
  owner: string | undefined,
  to: Warehouse,
  live: Warehouse,
): string {
  const { grantee, privilege, grantor, grantable } = entry;
  const who = grantee === "@public" ? "PUBLIC" : grantee === "@owner" ? "its owner" : grantee;
  const what = `${privilege}${grantable ? " with grant option" : ""}`;
  if (kind === "missing")
    return `${who} should have ${what}${grantor.startsWith("@") ? "" : ` from ${grantor}`} and does not`;
  if (!grantor.startsWith("@")) {
    return `${who} has ${what} and should not: ${grantor} granted it, and only ${grantor} can revoke it`;
  }
  const given = owner !== undefined && bornWith(object, owner, live, entry.grantee, privilege);
  const reason =
    given && !to.defaults.has(given) ? `: default privileges (${given}) gave it to what ${owner} made` : "";
  return `${who} has ${what} and should not${reason}`;
}

/** The default privileges of the owner from which a new object has the privilege. */
function bornWith(
  { kind, path }: ObjectName,
  creator: string,
  live: Warehouse,
  grantee: string,
  privilege: string,
): string | undefined {
  if (!(kind in DEFAULT_KINDS)) return undefined;
  const schemas = path[0] === undefined ? [undefined] : [path[0], undefined];
  return schemas
    .map((schema) =>
      defaultKey({ creator, kind: kind as DefaultKind, ...(schema !== undefined && { schema }) }),
    )
    .find((key) =>
      [...(live.defaults.get(key)?.acl.entries.values() ?? [])].some(
        (entry) => entry.grantee === grantee && entry.privilege === privilege,
      ),
    );
}
