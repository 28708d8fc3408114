// Provenance: by which lines of the files each part of the declared access is said.

import { type AclEntry, entryKey } from "./acl.ts";
import { type DefaultsIdentity, defaultKey } from "./default-privileges.ts";
import type { Location } from "./diagnostic.ts";
import { type ObjectName, objectKey } from "./object.ts";
import { type Membership, membershipKey } from "./role.ts";

/** Where each part of the declared access is said, by the keys below; one thing may be said in several places. */
export type Provenance = ReadonlyMap<string, readonly Location[]>;

/** The key of an entry of an object's ACL. */
export const entrySource = (object: ObjectName, entry: AclEntry): string =>
  `${objectKey(object)}\t${entryKey(entry)}`;

/** The key of an entry of default privileges. */
export const defaultSource = (defaults: DefaultsIdentity, entry: AclEntry): string =>
  `default ${defaultKey(defaults)}\t${entryKey(entry)}`;

/** The key of a membership. */
export const membershipSource = (membership: Pick<Membership, "role" | "member" | "when">): string =>
  `membership ${membershipKey(membership)}`;

/** The key of a role. */
export const roleSource = (name: string): string => `role ${name}`;

/** The key of an object's owner. */
export const ownerSource = (object: ObjectName): string => `owner ${objectKey(object)}`;

/** Where an object is spoken of first: its owner, or what somebody has on it. */
export function placeOfObject(provenance: Provenance, object: ObjectName): Location | undefined {
  const own = `${objectKey(object)}\t`;
  const key = [...provenance.keys()].find((other) => other.startsWith(own)) ?? ownerSource(object);
  return provenance.get(key)?.[0];
}
