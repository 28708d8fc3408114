import { type AclEntry, internAcl, plainEntry } from "../model/acl.ts";
import { compareText } from "../model/identifier.ts";
import { type ObjectName, objectKey } from "../model/object.ts";
import type { ObjectPrivileges } from "../model/warehouse.ts";
import type { Given } from "./levels.ts";

/** What one role gets. */
export interface GivenTo {
  readonly grantee: string;
  readonly given: readonly Given[];
}

/** One ACL an object out of what all roles get, by objectKey and in its order; grants add up. */
export function collectPrivileges(grants: Iterable<GivenTo>): ReadonlyMap<string, ObjectPrivileges> {
  const collected = new Map<string, { object: ObjectName; entries: AclEntry[] }>();
  for (const { grantee, given } of grants) {
    for (const { object, privileges } of given) {
      if (privileges.length === 0) continue;
      const key = objectKey(object);
      const found = collected.get(key) ?? { object, entries: [] };
      collected.set(key, found);
      for (const privilege of privileges) found.entries.push(plainEntry(grantee, privilege));
    }
  }
  return new Map(
    [...collected]
      .sort(([a], [b]) => compareText(a, b))
      .map(([key, { object, entries }]) => [key, { object, acl: internAcl(entries) }]),
  );
}
