import type { ObjectName } from "../model/object.ts";
import type { Queryable } from "./connect.ts";
import unmanagedQuery from "./queries/unmanaged-grants.sql";

/** What one grantor gave on one object to a role that nobody declared. */
export interface UnmanagedGrant extends ObjectName {
  readonly grantee: string;
  /** Null is the owner. */
  readonly grantor: string | null;
  /** `INSERT, SELECT` */
  readonly privileges: string;
}

/** What roles have in these schemas, other than the declared ones, PUBLIC, owners and superusers; delegates' grants first. */
export async function readUnmanagedGrants(
  tx: Queryable,
  schemas: Iterable<string>,
  declared: Iterable<string>,
): Promise<UnmanagedGrant[]> {
  const names = [JSON.stringify([...schemas]), JSON.stringify([...declared])];
  return [...((await tx.unsafe(unmanagedQuery, names)) as unknown as UnmanagedGrant[])];
}
