// What roles that nobody declared have in certain schemas.
import type { ObjectName } from "../../model/object.ts";
import { majorOf, type Queryable } from "../connect/connect.ts";
import unmanagedQuery from "../queries/unmanaged-grants.sql";
import { withKinds } from "./kind-queries.ts";

/** An object on which a role that nobody declared has something. */
export interface UnmanagedGrant extends ObjectName {
  readonly grantee: string;
}

/**
 * On what in these schemas roles have something, other than the declared ones, PUBLIC, owners, superusers and who asks.
 */
export async function readUnmanagedGrants(
  tx: Queryable,
  schemas: Iterable<string>,
  declared: Iterable<string>,
): Promise<UnmanagedGrant[]> {
  const names = [JSON.stringify([...schemas]), JSON.stringify([...declared])];
  const query = withKinds(unmanagedQuery, majorOf(tx));
  return [...((await tx.unsafe(query, names)) as unknown as UnmanagedGrant[])];
}
