// What counts as declared though no ACL entry says so: what owners have, what default privileges gave, own grants.
import {
  type Acl,
  type AclEntry,
  builtInAclOf,
  entryKey,
  internAcl,
  isLack,
  OWNER,
} from "../../model/acl.ts";
import { DEFAULT_KINDS, type DefaultKind, defaultKey } from "../../model/default-privileges.ts";
import { type ObjectName, objectKey, schemaOf, wholeObject } from "../../model/object.ts";
import { relationKey } from "../../model/relation.ts";
import { defaultsBase, type ObjectPrivileges, type Warehouse } from "../../model/warehouse.ts";
import { ownersOf } from "../privileges/owner-of.ts";

/** Whether an entry melts into what the owner has by itself. */
export function isMelted(entry: AclEntry, owner: string | undefined, live: Acl): boolean {
  const { grantee, grantor, privilege } = entry;
  if (grantee !== owner || grantor !== OWNER) return false;
  return ![...live.entries.values()].some((one) => isLack(one) && one.privilege === privilege);
}

/**
 * The ACL with what others gave in the owner's place as the owner's: who holds a grant option gives in its own name what
 * is declared, and who is no managed role is nobody that entries name.
 */
export function asOwners(live: Acl, said: Acl, isManaged: (role: string) => boolean): Acl {
  const entries = [...live.entries.values()];
  const inPlace = (entry: AclEntry): boolean => {
    if (entry.grantor.startsWith("@") || isManaged(entry.grantor)) return false;
    const owners = entryKey({ ...entry, grantor: OWNER });
    return said.entries.has(owners) && !said.entries.has(entryKey(entry)) && !live.entries.has(owners);
  };
  if (!entries.some(inPlace)) return live;
  return internAcl(entries.map((entry) => (inPlace(entry) ? { ...entry, grantor: OWNER } : entry)));
}

/** The privileges with what is declared for a role that turns out to be the owner. */
export function withMelted(
  privileges: ReadonlyMap<string, ObjectPrivileges>,
  declared: Warehouse,
  live: Warehouse,
): ReadonlyMap<string, ObjectPrivileges> {
  const result = new Map(privileges);
  const declaredOwner = ownersOf(declared);
  for (const [key, { object, acl }] of declared.privileges) {
    const owner = live.owners.get(objectKey(wholeObject(object)))?.owner;
    // Once it belongs to another it must be granted.
    if ((declaredOwner(object) ?? owner) !== owner) continue;
    const now = live.privileges.get(key)?.acl ?? builtInAclOf(object);
    const melted = [...acl.entries.values()].filter((entry) => isMelted(entry, owner, now));
    if (melted.length === 0) continue;
    const found = result.get(key)?.acl ?? builtInAclOf(object);
    result.set(key, { object, acl: internAcl([...found.entries.values(), ...melted]) });
  }
  return result;
}

/** Whether the files or revisions know the object: then what it was born with is nothing to go by. */
const isDeclared = (object: ObjectName, declared: Warehouse): boolean => {
  const { relations, objects, privileges, owners, publicSaid } = declared;
  const whole = wholeObject(object);
  const key = objectKey(whole);
  const [schema = "", name = ""] = whole.path;
  return (
    privileges.has(key) ||
    owners.has(key) ||
    publicSaid.has(key) ||
    objects.has(key) ||
    (whole.kind === "table" && relations.has(relationKey({ schema, name })))
  );
};

/** What declared default privileges give on an object that a role makes; undefined where none are declared. */
function birthAcl(object: ObjectName, creator: string, { defaults }: Warehouse): Acl | undefined {
  if (!Object.hasOwn(DEFAULT_KINDS, object.kind)) return undefined;
  const kind = object.kind as DefaultKind;
  const everywhere = defaults.get(defaultKey({ creator, kind }))?.acl;
  const schema = schemaOf(object);
  const inSchema =
    schema === undefined ? undefined : defaults.get(defaultKey({ creator, kind, schema }))?.acl;
  if (!everywhere && !inSchema) return undefined;
  const start = everywhere ?? defaultsBase({ kind });
  return internAcl([...start.entries.values(), ...(inSchema?.entries.values() ?? [])]);
}

/**
 * What counts of an object that nobody declared: what declared default privileges gave it, or took from PUBLIC, is
 * as declared.
 */
export function beyondBirth(
  { object, acl }: ObjectPrivileges,
  owner: string | undefined,
  declared: Warehouse,
): ObjectPrivileges {
  const born =
    owner === undefined || isDeclared(object, declared) ? undefined : birthAcl(object, owner, declared);
  if (!born) return { object, acl };
  const base = builtInAclOf(object);
  const extra = [...acl.entries.values()].filter((entry) => !born.entries.has(entryKey(entry)));
  const usual = [...base.entries].flatMap(([key, entry]) =>
    acl.entries.has(key) || !born.entries.has(key) ? [entry] : [],
  );
  return { object, acl: internAcl([...extra, ...usual]) };
}

/**
 * Whether a member granted the membership to itself, which takes ADMIN on the role: what `createrole_self_grant` does
 * for whoever makes a role.
 */
export const isOwnGrant = (
  member: string,
  grantors: readonly { readonly grantor: string }[] | undefined,
): boolean =>
  grantors !== undefined && grantors.length > 0 && grantors.every(({ grantor }) => grantor === member);
