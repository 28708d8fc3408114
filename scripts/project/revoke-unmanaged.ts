import type { Queryable } from "../database/connect.ts";
import { readUnmanagedGrants, type UnmanagedGrant } from "../database/unmanaged-grants.ts";
import { quoteIdentifier } from "../model/identifier.ts";
import { displayObject } from "../model/object.ts";
import { kindFacts } from "../model/privilege.ts";
import { objectSql } from "../plan/object-sql.ts";
import type { BoundRevision } from "./bound-revision.ts";

// REVOKE ALL ("column") ON TABLE "s"."t" FROM "role"
function revoke(grant: UnmanagedGrant): string {
  const column = grant.kind === "column" ? ` (${quoteIdentifier(grant.path[2] ?? "")})` : "";
  const object = `${kindFacts(grant.kind).keyword} ${objectSql(grant)}`;
  return `REVOKE ALL${column} ON ${object} FROM ${quoteIdentifier(grant.grantee)}`;
}

/**
 * Takes from roles that are not declared what they have in the schemas that say `unmanaged: revoke`. Each grantor's
 * grants are revoked as he, since PostgreSQL does not revoke for others.
 *
 * @returns what was revoked, a line each
 * @throws {Error} PostgreSQL's, where others were granted something on the strength of it
 */
export async function revokeUnmanaged(tx: Queryable, { to }: BoundRevision): Promise<string[]> {
  if (to.revokingSchemas.size === 0) return [];
  const grants = await readUnmanagedGrants(tx, to.revokingSchemas, to.roles.keys());
  const [row] = await tx.unsafe<{ role: string }[]>("SELECT current_setting('role') AS role");
  const back = row?.role === "none" || !row ? "NONE" : quoteIdentifier(row.role);
  for (const grant of grants) {
    if (grant.grantor !== null) await tx.unsafe(`SET LOCAL ROLE ${quoteIdentifier(grant.grantor)}`);
    await tx.unsafe(revoke(grant));
    if (grant.grantor !== null) await tx.unsafe(`SET LOCAL ROLE ${back}`);
  }
  return grants.map((grant) => {
    const by = grant.grantor === null ? "" : `, which ${grant.grantor} had granted`;
    return `${grant.privileges} on ${grant.kind} ${displayObject(grant)} from ${grant.grantee}${by}`;
  });
}
