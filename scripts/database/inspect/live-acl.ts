// An ACL of the catalogs → its normal form, which is the same on every version.
import {
  type Acl,
  type AclEntry,
  builtInAcl,
  entryNumber,
  lack,
  numberedAcl,
  OWNER,
  PUBLIC,
} from "../../model/acl.ts";
import { type ObjectKind, privilegesOf } from "../../model/object-kinds.ts";
import type { Privilege } from "../../model/privilege.ts";
import { remembering } from "../../model/remembering.ts";
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

/** Stands for the entries of what owners have of themselves, which are seen beside what they have anyway. */
const OWN = "own";

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
function usualOf({ kind, added }: Omit<RawAcl, "acl">, major: number): readonly Privilege[] {
  if (kind === "column" || added) return [];
  return privilegesOf(kind, major);
}

const isOwn = ({ grantee, grantor }: AclEntry): boolean => grantee === OWNER && grantor === OWNER;

/**
 * Reads the texts of ACLs of objects that are of one kind and have one owner: the owner as `@owner`, PUBLIC as
 * `@public`. What every owner has by itself is left out, and what of it this one lacks is said. Each distinct item is
 * taken apart once: thousands of ACLs have the same few hundred.
 */
function textReader(of: Omit<RawAcl, "acl">, major: number): (text: string) => Acl {
  const usual = usualOf(of, major);
  const entriesIn = remembering((item) => entriesOf(item, of.owner));
  const numbersIn = remembering((item) => {
    const entries = entriesIn(item);
    return entries.some(isOwn) ? OWN : entries.map(entryNumber);
  });
  /** What items say that owners have of themselves, with \0 between; it is one as a rule. */
  const ownNumbers = remembering((items) => {
    const entries = items.split("\0").flatMap((item) => (item === "" ? [] : entriesIn(item)));
    const own = new Set(entries.map(({ privilege }) => privilege));
    const lacks = usual.filter((privilege) => !own.has(privilege)).map(lack);
    return [...entries.filter(({ privilege }) => !usual.includes(privilege)), ...lacks].map(entryNumber);
  });
  return (text) => {
    const numbers: number[] = [];
    const own: string[] = [];
    for (const item of parseArrayText(text)) {
      const found = numbersIn(item);
      if (found === OWN) own.push(item);
      else for (const number of found) numbers.push(number);
    }
    numbers.push(...ownNumbers(own.join("\0")));
    return numberedAcl(numbers);
  };
}

/** Reads ACLs of one server into the normal form, the built-in defaults spelled out; each distinct one once. */
export function aclReader(major: number): (raw: RawAcl) => Acl {
  const readers = new Map<string, (text: string) => Acl>();
  return (raw) => {
    const { kind, owner, acl, added = false } = raw;
    if (acl === null) return builtInAcl(kind);
    const key = `${kind} ${added ? "+" : ""}${owner}`;
    let read = readers.get(key);
    if (!read) {
      read = remembering(textReader(raw, major));
      readers.set(key, read);
    }
    return read(acl);
  };
}
