// What everybody has on an object, with what an extension's own script gave to PUBLIC or took from it.

import { type Acl, builtInAclOf, entryKey, internAcl, PUBLIC, plainEntry } from "../../model/acl.ts";
import { givenByExtensions } from "../../model/extension-members.ts";
import { type ObjectName, objectKey } from "../../model/object.ts";
import { aclOf, type Warehouse } from "../../model/warehouse.ts";

/** The ACL of an object; of what belongs to an extension with what PUBLIC really has, unless the files say it. */
export function heldAcl(warehouse: Warehouse, object: ObjectName, key = objectKey(object)): Acl {
  const acl = aclOf(warehouse, object, key);
  const everybody = givenByExtensions(warehouse.extensionMembers).get(key);
  if (!everybody || warehouse.publicSaid.has(key)) return acl;
  const byItself = builtInAclOf(object).entries;
  const others = [...acl.entries.values()].filter((entry) => !byItself.has(entryKey(entry)));
  return internAcl([...others, ...everybody.map((privilege) => plainEntry(PUBLIC, privilege))]);
}
