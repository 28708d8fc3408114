// Reads an ACL as PostgreSQL prints it.
import { PRIVILEGE_OF_LETTER, type Privilege } from "../../model/privilege.ts";

/** One item of an ACL as PostgreSQL prints it, `grantee=privileges/grantor`. */
interface AclItem {
  /** Empty for PUBLIC. A role that is gone is its OID in digits. */
  readonly grantee: string;
  readonly grantor: string;
  /** Each with whether it may be passed on. */
  readonly privileges: ReadonlyMap<Privilege, boolean>;
}

const ELEMENT = /"((?:[^"\\]|\\.)*)"|([^",{}]+)/gs;

/**
 * The elements of a one-dimensional array of texts as PostgreSQL prints it: `{a,"b c"}`. No NULLs.
 *
 * @throws {Error} when it is not of that form
 */
export function parseArrayText(text: string): string[] {
  if (!text.startsWith("{") || !text.endsWith("}")) throw new Error(`not an array: ${text}`);
  if (text === "{}") return [];
  if (!text.includes('"')) return text.slice(1, -1).split(",");
  return Array.from(text.matchAll(ELEMENT), ([, quoted, plain]) =>
    quoted === undefined ? (plain ?? "") : quoted.replace(/\\(.)/gs, "$1"),
  );
}

const ITEM = /^(?:"((?:[^"]|"")*)"|([^"=]*))=((?:[A-Za-z]\*?)*)\/(?:"((?:[^"]|"")*)"|([^"/]*))$/s;

/**
 * One item: `reader=r/owner`, `=U/owner`, `"odd ""name"""=r*w/owner`.
 *
 * @throws {Error} when it is not of that form, or has a letter of a later version
 */
export function parseAclItem(text: string): AclItem {
  const match = ITEM.exec(text);
  if (!match) throw new Error(`not an item of an ACL: ${text}`);
  const name = (quoted: string | undefined, plain: string | undefined) =>
    quoted === undefined ? (plain ?? "") : quoted.replaceAll('""', '"');
  const privileges = new Map<Privilege, boolean>();
  for (const [, letter = "", star] of (match[3] ?? "").matchAll(/([A-Za-z])(\*?)/g)) {
    const privilege = PRIVILEGE_OF_LETTER.get(letter);
    if (!privilege) throw new Error(`the ACL ${text} has a privilege that is not known: ${letter}`);
    privileges.set(privilege, star === "*");
  }
  return { grantee: name(match[1], match[2]), grantor: name(match[4], match[5]), privileges };
}
