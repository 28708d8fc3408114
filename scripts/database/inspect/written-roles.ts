/** The roles and memberships that the open transaction wrote, whatever wrote them. */
import type { Queryable } from "../connect/connect.ts";
import writtenRolesQuery from "../queries/written-roles.sql";

/** Names of roles, and memberships. */
export interface WrittenRoles {
  readonly roles: ReadonlySet<string>;
  readonly memberships: readonly { readonly role: string; readonly member: string }[];
}

const NOTHING = "(SELECT ''::name AS rolname, '0'::xid AS xmin WHERE false) AS nothing";

/** Reads them. Whoever may not read pg_authid sees memberships only, of which 16+ makes one with each role. */
export async function readWrittenRoles(tx: Queryable): Promise<WrittenRoles> {
  const [may] = await tx.unsafe<{ read: boolean }[]>(
    "SELECT has_table_privilege('pg_catalog.pg_authid', 'SELECT') AS read",
  );
  const query = may?.read
    ? writtenRolesQuery
    : writtenRolesQuery.replace("FROM pg_catalog.pg_authid\n", `FROM ${NOTHING}\n`);
  const rows = await tx.unsafe<{ role: string; member: string | null }[]>(query);
  return {
    roles: new Set(rows.flatMap(({ role, member }) => (member === null ? [role] : []))),
    memberships: rows.flatMap(({ role, member }) => (member === null ? [] : [{ role, member }])),
  };
}
