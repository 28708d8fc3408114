// Memberships that roles got by creating others.
import type { MembershipPair } from "../../model/executor.ts";
import { majorOf, type Queryable } from "../connect/connect.ts";

/**
 * The memberships that roles without superuser have since they made the role: from 16 on ADMIN and nothing else, in
 * the bootstrap superuser's name. Source: PostgreSQL manual, "CREATE ROLE", `createrole_self_grant`.
 */
export async function readCreatorMemberships(tx: Queryable): Promise<MembershipPair[]> {
  if (majorOf(tx) < 16) return [];
  return [
    ...(await tx.unsafe<MembershipPair[]>(
      `SELECT r.rolname AS role, m.rolname AS member
      FROM pg_catalog.pg_auth_members a
      JOIN pg_catalog.pg_roles r ON r.oid = a.roleid
      JOIN pg_catalog.pg_roles m ON m.oid = a.member
      WHERE a.grantor = 10 AND m.rolcreaterole AND a.admin_option AND NOT a.inherit_option AND NOT a.set_option`,
    )),
  ];
}
