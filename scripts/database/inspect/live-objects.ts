// Rows of one kind of object → objects with names, owners and ACLs.
import type { ObjectKind } from "../../model/object-kinds.ts";
import { parseArrayText } from "./acl-text.ts";

/** A row of the queries of objects: all objects of one schema that have the same owner and ACL. */
export type ObjectRow = readonly [
  /** 0 where the kind of object lies in no schema. */
  schema: number,
  owner: number,
  acl: string | null,
  oids: string,
  names: string,
  /** Of routines, the types of each one's arguments; of relations, what kind they are. */
  more?: string,
];

/** An object with what its ACL needs. */
export interface LiveObject {
  readonly kind: ObjectKind;
  readonly oid: number;
  readonly path: readonly string[];
  readonly owner: string;
  /** As PostgreSQL prints it. */
  readonly acl: string | null;
}

/** The names of schemas and roles, by OID. */
export interface LiveNames {
  readonly schemas: ReadonlyMap<number, string>;
  readonly roles: ReadonlyMap<number, string>;
}

/** The numbers of an array as PostgreSQL prints it. */
export function parseNumbers(text: string): number[] {
  return text.slice(1, -1).split(",").map(Number);
}

/** Takes the rows of one kind of object apart. What lies in PostgreSQL's own and in temporary schemas is left out. */
export function readObjects(kind: ObjectKind, rows: readonly ObjectRow[], names: LiveNames): LiveObject[] {
  return rows.flatMap(([schemaOid, ownerOid, acl, oids, nameText, argumentText]) => {
    const schema = names.schemas.get(schemaOid);
    if (schema === undefined && schemaOid !== 0) return [];
    const owner = names.roles.get(ownerOid) ?? String(ownerOid);
    const list = parseArrayText(nameText);
    const argumentTypes = kind === "routine" ? parseArrayText(argumentText ?? "{}") : undefined;
    return parseNumbers(oids).map((oid, index) => {
      const name = list[index] ?? "";
      const path =
        schema === undefined
          ? [name]
          : argumentTypes
            ? [schema, name, argumentTypes[index] ?? ""]
            : [schema, name];
      return { kind, oid, path, owner, acl };
    });
  });
}
