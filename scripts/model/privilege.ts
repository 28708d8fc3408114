// The privileges of PostgreSQL, their letters in ACLs, and since when there are any of them.

/**
 * Every privilege of PostgreSQL 14 to 18 with the letter that stands for it in an ACL.
 * Source: PostgreSQL manual, "Privileges", tables "ACL Privilege Abbreviations" and "Summary of Access
 * Privileges".
 */
export const PRIVILEGE_LETTERS = {
  SELECT: "r",
  INSERT: "a",
  UPDATE: "w",
  DELETE: "d",
  TRUNCATE: "D",
  REFERENCES: "x",
  TRIGGER: "t",
  MAINTAIN: "m",
  CREATE: "C",
  CONNECT: "c",
  TEMPORARY: "T",
  EXECUTE: "X",
  USAGE: "U",
  SET: "s",
  "ALTER SYSTEM": "A",
} as const;

/** A privilege as SQL names it. */
export type Privilege = keyof typeof PRIVILEGE_LETTERS;

/** The first major version that knows a privilege, where that is later than 14. */
export const PRIVILEGE_SINCE: Partial<Record<Privilege, number>> = { MAINTAIN: 17 };

/** The newest version there is: it knows every privilege. */
export const NEWEST_MAJOR = 18;

/** Whether a server of this major version knows the privilege. */
export function knowsPrivilege(major: number, privilege: Privilege): boolean {
  return major >= (PRIVILEGE_SINCE[privilege] ?? 0);
}

/** The privilege of an ACL letter; undefined for a letter of a later version. */
export const PRIVILEGE_OF_LETTER: ReadonlyMap<string, Privilege> = new Map(
  Object.entries(PRIVILEGE_LETTERS).map(([privilege, letter]) => [letter, privilege as Privilege]),
);
