// What PUBLIC has by itself where that is not what the kind of object says: on the schema public before 15, on what extensions make.

import { type Acl, builtInAclOf, internAcl, PUBLIC, PUBLIC_SCHEMA_BEFORE_15 } from "../../model/acl.ts";
import { givenByExtensions } from "../../model/extension-members.ts";
import { objectKey } from "../../model/object.ts";
import { aclOf, type ObjectPrivileges, type Warehouse } from "../../model/warehouse.ts";

const PUBLIC_SCHEMA = objectKey({ kind: "schema", path: ["public"] });

/** Whether more is said of an object than what the schema `public` has by itself before 15. */
export const isSpokenOf = (privileges: ObjectPrivileges | undefined): boolean =>
  privileges !== undefined && privileges.acl !== PUBLIC_SCHEMA_BEFORE_15;

/** That PUBLIC may create in the schema `public` before 15 may be revoked by hand, where nothing is said of it. */
const withCreate = (acl: Acl, expected: Acl): Acl =>
  internAcl([
    ...acl.entries.values(),
    ...[...expected.entries.values()].filter(
      ({ grantee, privilege }) => grantee === PUBLIC && privilege === "CREATE",
    ),
  ]);

/** What counts of an object of which the files do not say what PUBLIC has, as if that were what others of its kind give. */
export function asOfItsKind({ object, acl }: ObjectPrivileges, key: string, first: Warehouse): Acl {
  if (key === PUBLIC_SCHEMA) return withCreate(acl, aclOf(first, object));
  if (!givenByExtensions(first.extensionMembers).has(key)) return acl;
  return internAcl([...acl.entries.values(), ...builtInAclOf(object).entries.values()]);
}
