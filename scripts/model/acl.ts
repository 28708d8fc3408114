// ACLs as values: their entries, PUBLIC and the owner, what an owner lacks, what is built in.

import { type Condition, conditionText } from "./condition.ts";
import { compareText } from "./identifier.ts";
import type { ObjectName } from "./object.ts";
import { kindFacts, OBJECT_KINDS, type ObjectKind } from "./object-kinds.ts";
import type { Privilege } from "./privilege.ts";
import { isRestricted, SYSTEM_SCHEMA } from "./restricted-routines.ts";

/** Stands for every role as a grantee. Declared roles never begin with an @. */
export const PUBLIC = "@public";

/** Stands for the object's owner, whoever that is on a server, as grantee or grantor. */
export const OWNER = "@owner";

/** The smallest unit of access: one grantee's one privilege on one object, given by one grantor. */
export interface AclEntry {
  readonly grantee: string;
  readonly privilege: Privilege;
  readonly grantor: string;
  readonly grantable: boolean;
  readonly when?: Condition;
}

/** What everybody may do with one object. Interned: equal ACLs are the same value, compared with `===`. */
export interface Acl {
  readonly entries: ReadonlyMap<string, AclEntry>;
}

/** The identity of an entry within its ACL. */
export function entryKey(entry: AclEntry): string {
  const { grantee, privilege, grantor, grantable, when } = entry;
  return `${grantee}\t${grantor}\t${privilege}${grantable ? "*" : ""}\t${conditionText(when)}`;
}

/** An entry that the owner gave without grant option and that exists everywhere. */
export function plainEntry(grantee: string, privilege: Privilege): AclEntry {
  return { grantee, privilege, grantor: OWNER, grantable: false };
}

/**
 * The entry that says what an owner lost of what it has by itself. An owner's own entries have a grant option in no
 * catalog that counts: so this one has, and stands for what is not there.
 */
export function lack(privilege: Privilege): AclEntry {
  return { grantee: OWNER, privilege, grantor: OWNER, grantable: true };
}

/** Whether the entry says what an owner lacks. */
export function isLack({ grantee, grantor, grantable }: AclEntry): boolean {
  return grantable && grantee === OWNER && grantor === OWNER;
}

/** Every entry that there was so far, by its number, with its key. */
const numbered: { readonly key: string; readonly entry: AclEntry }[] = [];
const numberOfKey = new Map<string, number>();
const numberOfKnown = new WeakMap<AclEntry, number>();

/** The number of an entry, the same for equal ones as long as the process lives. */
export function entryNumber(entry: AclEntry): number {
  const known = numberOfKnown.get(entry);
  if (known !== undefined) return known;
  const key = entryKey(entry);
  let number = numberOfKey.get(key);
  if (number === undefined) {
    number = numbered.length;
    numbered.push({ key, entry });
    numberOfKey.set(key, number);
    numberOfKnown.set(entry, number);
  }
  return number;
}

/** Sorted numbers as bytes: a text of the entries' keys would be twenty times as long. */
const packed = (numbers: Uint32Array): string =>
  Buffer.from(numbers.buffer, 0, numbers.byteLength).toString("latin1");

/** The entries of packed numbers, in the order of their keys. */
function packedEntries(text: string): ReadonlyMap<string, AclEntry> {
  const numbers = new Uint32Array(Uint8Array.from(Buffer.from(text, "latin1")).buffer);
  const found = Array.from(numbers, (number) => numbered[number]).filter((one) => one !== undefined);
  found.sort((a, b) => compareText(a.key, b.key));
  return new Map(found.map(({ key, entry }) => [key, entry]));
}

/** By packed numbers. */
const pool = new Map<string, Acl>();

/** The one ACL with the entries of these numbers, in any order; its map is made when it is asked for. */
export function numberedAcl(numbers: readonly number[]): Acl {
  const sorted = Uint32Array.from(numbers).sort();
  let length = 0;
  for (const number of sorted) {
    if (length === 0 || number !== sorted[length - 1]) sorted[length++] = number;
  }
  const key = packed(sorted.subarray(0, length));
  let acl = pool.get(key);
  if (!acl) {
    let entries: ReadonlyMap<string, AclEntry> | undefined;
    acl = {
      get entries() {
        entries ??= packedEntries(key);
        return entries;
      },
    };
    pool.set(key, acl);
  }
  return acl;
}

/** The one ACL with these entries, whatever their order. */
export function internAcl(entries: Iterable<AclEntry>): Acl {
  return numberedAcl(Array.from(entries, entryNumber));
}

/** The ACL of an object on which nobody but its owner has anything that matters. */
export const EMPTY_ACL: Acl = internAcl([]);

const builtIn = new Map<ObjectKind, Acl>();

/** The ACL of an object of which nobody said anything: what PUBLIC has by itself. Source: `acldefault`. */
export function builtInAcl(kind: ObjectKind): Acl {
  let acl = builtIn.get(kind);
  if (!acl) {
    acl = internAcl((kindFacts(kind).publicDefault ?? []).map((privilege) => plainEntry(PUBLIC, privilege)));
    builtIn.set(kind, acl);
  }
  return acl;
}

const usableSchema: Acl = internAcl([plainEntry(PUBLIC, "USAGE")]);

/** What the schema `public` comes with before 15. Source: PostgreSQL 15, release notes. */
export const PUBLIC_SCHEMA_BEFORE_15: Acl = internAcl([
  plainEntry(PUBLIC, "USAGE"),
  plainEntry(PUBLIC, "CREATE"),
]);

/**
 * The same for one object. The schema `public` is made with the cluster and comes with USAGE for PUBLIC; with CREATE
 * before 15, which binding adds. Everybody finds PostgreSQL's own functions, and may call all but those that are born
 * restricted. Source: PostgreSQL manual, "The Public Schema".
 */
export function builtInAclOf(object: ObjectName): Acl {
  const { kind, path } = object;
  if (kind === "schema" && (path[0] === "public" || path[0] === SYSTEM_SCHEMA)) return usableSchema;
  return isRestricted(object) ? EMPTY_ACL : builtInAcl(kind);
}

/** Writes privileges in the order of the manual; all that a kind has becomes ALL. */
export function privilegeList(kind: ObjectKind, privileges: ReadonlySet<Privilege>): string {
  const known: readonly Privilege[] = OBJECT_KINDS[kind].privileges;
  if (known.every((privilege) => privileges.has(privilege))) return "ALL";
  return known.filter((privilege) => privileges.has(privilege)).join(", ");
}
