// An ACL of the catalogs → its normal form, which is the same on every version.
import { type Acl, type AclEntry, builtInAcl, internAcl, lack, OWNER, PUBLIC } from "../../model/acl.ts";
import { type ObjectKind, privilegesOf } from "../../model/object-kinds.ts";
import type { Privilege } from "../../model/privilege.ts";
import { parseAclItem, parseArrayText } from "./acl-text.ts";

/** An ACL as the catalog has it. */
export interface RawAcl {
  readonly kind: ObjectKind;
  /** The name of the object's owner. */
  readonly owner: string;
  /** As PostgreSQL prints it; null where nobody ever said anything, and the built-in defaults hold. */
  readonly acl: string | null;
  /** Whether it is only what is added to another ACL, in which the owner's own part stands. */
  readonly added?: boolean;
}

/** The entries of one item of an ACL, the owner's name replaced. */
function entriesOf(item: string, owner: string): AclEntry[] {
  const { grantee, grantor, privileges } = parseAclItem(item);
  const granteeName = grantee === "" ? PUBLIC : grantee === owner ? OWNER : grantee;
  const grantorName = grantor === owner ? OWNER : grantor;
  return [...privileges].map(([privilege, grantable]) => ({
    grantee: granteeName,
    privilege,
    grantor: grantorName,
    // OWNER TO may leave a star on the owner's own item, where it means nothing.
    grantable: grantable && granteeName !== OWNER,
  }));
}

/** What every owner of such an object has by itself: of a column, and of what is only added, nothing. */
function usualOf({ kind, added }: RawAcl, major: number): readonly Privilege[] {
  if (kind === "column" || added) return [];
  return privilegesOf(kind, major);
}

/**
 * The normal form of a live ACL: the owner as `@owner`, PUBLIC as `@public`, the built-in defaults spelled out.
 * What every owner has by itself is left out, and what of it this one lacks is said.
 *
 * @param read takes an item apart, given the owner's name
 */
export function normalAcl(raw: RawAcl, major: number, read = entriesOf): Acl {
  const { kind, owner, acl } = raw;
  if (acl === null) return builtInAcl(kind);
  const entries = parseArrayText(acl).flatMap((item) => read(item, owner));
  const usual = usualOf(raw, major);
  const isOwn = ({ grantee, grantor }: AclEntry) => grantee === OWNER && grantor === OWNER;
  const own = new Set(entries.filter(isOwn).map(({ privilege }) => privilege));
  return internAcl([
    ...entries.filter((entry) => !isOwn(entry) || !usual.includes(entry.privilege)),
    ...usual.filter((privilege) => !own.has(privilege)).map(lack),
  ]);
}

/** Reads ACLs of one server, each distinct one once, and each distinct item. */
export function aclReader(major: number): (raw: RawAcl) => Acl {
  // The text is a key of its own: put together with others it would be copied and hashed for every object.
  const known = new Map<string | null, Map<string, Acl>>();
  const items = new Map<string, AclEntry[]>();
  const read = (item: string, owner: string): AclEntry[] => {
    const key = `${item}\t${owner}`;
    const entries = items.get(key) ?? entriesOf(item, owner);
    items.set(key, entries);
    return entries;
  };
  return (raw) => {
    const ofText = known.get(raw.acl) ?? new Map<string, Acl>();
    if (ofText.size === 0) known.set(raw.acl, ofText);
    const key = `${raw.kind} ${raw.added ? "+" : ""}${raw.owner}`;
    const acl = ofText.get(key) ?? normalAcl(raw, major, read);
    ofText.set(key, acl);
    return acl;
  };
}
