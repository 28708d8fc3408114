// As whom roles are known on foreign servers: that they are, not how.
import type { Queryable } from "../connect/connect.ts";
import userMappingsQuery from "../queries/user-mappings.sql";

/** A role that is somebody on a foreign server; null where everybody is. */
export interface UserMapping {
  readonly server: string;
  readonly role: string | null;
}

/** Reads all of a database, without their options, which may hold passwords. */
export async function readUserMappings(tx: Queryable): Promise<UserMapping[]> {
  return [...((await tx.unsafe(userMappingsQuery)) as unknown as UserMapping[])];
}
