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

/** What a kind of object is called and which privileges it has. */
export interface ObjectKindFacts {
  /** GRANT … ON <keyword> <object> */
  readonly keyword: string;
  /** In the order in which ALL and lists are written. */
  readonly privileges: readonly Privilege[];
  /** What PUBLIC has when nobody said anything: fact of `acldefault`. */
  readonly publicDefault: readonly Privilege[];
  /** How many names make its path: a table is schema and name, a routine schema, name and argument types. */
  readonly pathLength: number;
  /** The first major version that has its privileges, where that is later than 14. */
  readonly since?: number;
}

const COLUMN: readonly Privilege[] = ["SELECT", "INSERT", "UPDATE", "REFERENCES"];
const NONE: readonly Privilege[] = [];

/** The kinds of object that carry an ACL; domains are types. A kind that is missing here does not exist for the program. */
export const OBJECT_KINDS = {
  database: {
    keyword: "DATABASE",
    privileges: ["CREATE", "CONNECT", "TEMPORARY"],
    publicDefault: ["CONNECT", "TEMPORARY"],
    pathLength: 0,
  },
  schema: { keyword: "SCHEMA", privileges: ["USAGE", "CREATE"], publicDefault: NONE, pathLength: 1 },
  table: {
    keyword: "TABLE",
    privileges: ["SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER", "MAINTAIN"],
    publicDefault: NONE,
    pathLength: 2,
  },
  column: { keyword: "TABLE", privileges: COLUMN, publicDefault: NONE, pathLength: 3 },
  sequence: {
    keyword: "SEQUENCE",
    privileges: ["USAGE", "SELECT", "UPDATE"],
    publicDefault: NONE,
    pathLength: 2,
  },
  routine: { keyword: "ROUTINE", privileges: ["EXECUTE"], publicDefault: ["EXECUTE"], pathLength: 3 },
  type: { keyword: "TYPE", privileges: ["USAGE"], publicDefault: ["USAGE"], pathLength: 2 },
  language: { keyword: "LANGUAGE", privileges: ["USAGE"], publicDefault: ["USAGE"], pathLength: 1 },
  "foreign data wrapper": {
    keyword: "FOREIGN DATA WRAPPER",
    privileges: ["USAGE"],
    publicDefault: NONE,
    pathLength: 1,
  },
  "foreign server": { keyword: "FOREIGN SERVER", privileges: ["USAGE"], publicDefault: NONE, pathLength: 1 },
  "large object": {
    keyword: "LARGE OBJECT",
    privileges: ["SELECT", "UPDATE"],
    publicDefault: NONE,
    pathLength: 1,
  },
  parameter: {
    keyword: "PARAMETER",
    privileges: ["SET", "ALTER SYSTEM"],
    publicDefault: NONE,
    pathLength: 1,
    since: 15,
  },
} as const satisfies Record<string, ObjectKindFacts>;

/** A kind of object that carries an ACL. */
export type ObjectKind = keyof typeof OBJECT_KINDS;

/** The facts of a kind, with the general type. */
export function kindFacts(kind: ObjectKind): ObjectKindFacts {
  return OBJECT_KINDS[kind];
}

/** The first major version that knows a privilege, where that is later than 14. */
export const PRIVILEGE_SINCE: Partial<Record<Privilege, number>> = { MAINTAIN: 17 };

/** The newest version there is: it knows every privilege. */
export const NEWEST_MAJOR = 18;

/** Whether a server of this major version knows the privilege. */
export function knowsPrivilege(major: number, privilege: Privilege): boolean {
  return major >= (PRIVILEGE_SINCE[privilege] ?? 0);
}

/** The privileges of a kind that a server of this major version knows, in the order of the manual. */
export function privilegesOf(kind: ObjectKind, major: number): readonly Privilege[] {
  return kindFacts(kind).privileges.filter((privilege) => knowsPrivilege(major, privilege));
}

/** The privilege of an ACL letter; undefined for a letter of a later version. */
export const PRIVILEGE_OF_LETTER: ReadonlyMap<string, Privilege> = new Map(
  Object.entries(PRIVILEGE_LETTERS).map(([privilege, letter]) => [letter, privilege as Privilege]),
);
