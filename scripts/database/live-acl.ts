import { type Acl, type AclEntry, builtInAcl, internAcl, OWNER, PUBLIC } from "../model/acl.ts";
import { kindFacts, knowsPrivilege, type ObjectKind } from "../model/privilege.ts";
import { parseAclItem, parseArrayText } from "./acl-text.ts";

/** An ACL as the catalog has it. */
export interface RawAcl {
  readonly kind: ObjectKind;
  /** The name of the object's owner. */
  readonly owner: string;
  /** As PostgreSQL prints it; null where nobody ever said anything, and the built-in defaults hold. */
  readonly text: string | null;
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

/**
 * The normal form of a live ACL: the owner as `@owner`, PUBLIC as `@public`, the built-in defaults spelled out.
 * What the owner has is left out where it is what every owner has; for a column that is nothing of its own.
 *
 * @param read takes an item apart, given the owner's name
 */
export function normalAcl({ kind, owner, text }: RawAcl, major: number, read = entriesOf): Acl {
  if (text === null) return builtInAcl(kind);
  const { privileges } = kindFacts(kind);
  const entries = parseArrayText(text).flatMap((item) => read(item, owner));
  const usual = kind === "column" ? [] : privileges.filter((privilege) => knowsPrivilege(major, privilege));
  const isOwn = ({ grantee, grantor }: AclEntry) => grantee === OWNER && grantor === OWNER;
  const own = new Set(entries.filter(isOwn).map(({ privilege }) => privilege));
  const isUsual = own.size === usual.length && usual.every((privilege) => own.has(privilege));
  return internAcl(isUsual ? entries.filter((entry) => !isOwn(entry)) : entries);
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
    const { kind, owner, text } = raw;
    const ofText = known.get(text) ?? new Map<string, Acl>();
    if (ofText.size === 0) known.set(text, ofText);
    const key = `${kind} ${owner}`;
    const acl = ofText.get(key) ?? normalAcl(raw, major, read);
    ofText.set(key, acl);
    return acl;
  };
}
