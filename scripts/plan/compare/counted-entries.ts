/** Which entries of a server's ACL count: for PUBLIC, external roles and what nobody declared, those that one of the given ACLs names. */
import { type Acl, type AclEntry, entryKey } from "../../model/acl.ts";

/** Whether an entry counts where these ACLs are what is said of the object. */
export type CountsEntry = (entry: AclEntry, named: readonly (Acl | undefined)[]) => boolean;

/** What managed roles have counts always; what PUBLIC and all others have, only where one of the ACLs names it. */
export const countedEntries =
  (isManaged: (role: string) => boolean): CountsEntry =>
  (entry, named) =>
    isManaged(entry.grantee) || named.some((acl) => acl?.entries.has(entryKey(entry)));
