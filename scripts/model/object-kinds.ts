/** The kinds of object that carry an ACL, and what differs between them: a row each. */
import { knowsPrivilege, NEWEST_MAJOR, type Privilege } from "./privilege.ts";

/** What a kind of object is called and which privileges it has. */
interface ObjectKindFacts {
  /** GRANT … ON <keyword> <object> */
  readonly keyword: string;
  /** ALTER <keyword> <object> OWNER TO …, where ALTER calls it otherwise. */
  readonly alterKeyword?: string;
  /** The key of role files under which objects of the kind are named. */
  readonly key: string;
  /**
   * What each name of its path is of. What begins with a schema lies in it, and a rename of what is named here
   * changes the path.
   */
  readonly path: readonly string[];
  /** In the order in which ALL and lists are written. */
  readonly privileges: readonly Privilege[];
  /** What PUBLIC has when nobody said anything, if it has something: fact of `acldefault`. */
  readonly publicDefault?: readonly Privilege[];
  /** Whose it is, unless it has an owner of its own who may be any role. */
  readonly owner?: "nobody" | "superuser" | "table";
  /** The first major version that has its privileges, where that is later than 14. */
  readonly since?: number;
}

/** The kinds of object that carry an ACL; domains are types. A kind that is missing here does not exist for the program. */
export const OBJECT_KINDS = {
  database: {
    keyword: "DATABASE",
    key: "database",
    path: [],
    privileges: ["CREATE", "CONNECT", "TEMPORARY"],
    publicDefault: ["CONNECT", "TEMPORARY"],
  },
  schema: { keyword: "SCHEMA", key: "schemas", path: ["schema"], privileges: ["USAGE", "CREATE"] },
  table: {
    keyword: "TABLE",
    key: "tables",
    path: ["schema", "relation"],
    privileges: ["SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER", "MAINTAIN"],
  },
  column: {
    keyword: "TABLE",
    key: "columns",
    path: ["schema", "relation", "column"],
    privileges: ["SELECT", "INSERT", "UPDATE", "REFERENCES"],
    owner: "table",
  },
  sequence: {
    keyword: "SEQUENCE",
    key: "sequences",
    path: ["schema", "sequence"],
    privileges: ["USAGE", "SELECT", "UPDATE"],
  },
  routine: {
    keyword: "ROUTINE",
    key: "routines",
    path: ["schema", "routine", "argument types"],
    privileges: ["EXECUTE"],
    publicDefault: ["EXECUTE"],
  },
  type: {
    keyword: "TYPE",
    key: "types",
    path: ["schema", "type"],
    privileges: ["USAGE"],
    publicDefault: ["USAGE"],
  },
  language: {
    keyword: "LANGUAGE",
    key: "languages",
    path: ["language"],
    privileges: ["USAGE"],
    publicDefault: ["USAGE"],
  },
  "foreign data wrapper": {
    keyword: "FOREIGN DATA WRAPPER",
    key: "foreign_data_wrappers",
    path: ["wrapper"],
    privileges: ["USAGE"],
    owner: "superuser",
  },
  "foreign server": {
    keyword: "FOREIGN SERVER",
    alterKeyword: "SERVER",
    key: "foreign_servers",
    path: ["server"],
    privileges: ["USAGE"],
  },
  "large object": {
    keyword: "LARGE OBJECT",
    key: "large_objects",
    path: ["OID"],
    privileges: ["SELECT", "UPDATE"],
  },
  parameter: {
    keyword: "PARAMETER",
    key: "parameters",
    path: ["parameter"],
    privileges: ["SET", "ALTER SYSTEM"],
    owner: "nobody",
    since: 15,
  },
  tablespace: { keyword: "TABLESPACE", key: "tablespaces", path: ["tablespace"], privileges: ["CREATE"] },
} as const satisfies Record<string, ObjectKindFacts>;

/** A kind of object that carries an ACL. */
export type ObjectKind = keyof typeof OBJECT_KINDS;

/** All of them, in the order of the table, which is that of statements. */
export const ALL_KINDS = Object.keys(OBJECT_KINDS) as readonly ObjectKind[];

/** The facts of a kind, with the general type. */
export function kindFacts(kind: ObjectKind): ObjectKindFacts {
  return OBJECT_KINDS[kind];
}

/** The privileges of a kind that a server of this major version knows, in the order of the manual. */
export function privilegesOf(kind: ObjectKind, major: number = NEWEST_MAJOR): readonly Privilege[] {
  return kindFacts(kind).privileges.filter((privilege) => knowsPrivilege(major, privilege));
}

/** The key of role files for a kind. */
export type KeyOf<Kind extends ObjectKind> = (typeof OBJECT_KINDS)[Kind]["key"];

/** A key of role files that says on what kind of object privileges are; columns stand beside their tables. */
export type KindKey = KeyOf<Exclude<ObjectKind, "column">>;

/** The kind of a key. */
export const KIND_OF_KEY = Object.fromEntries(ALL_KINDS.map((kind) => [OBJECT_KINDS[kind].key, kind])) as {
  readonly [Kind in ObjectKind as KeyOf<Kind>]: Kind;
};
