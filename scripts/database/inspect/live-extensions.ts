import type { Acl } from "../../model/acl.ts";
import type { ObjectKind } from "../../model/privilege.ts";
import type { RawAcl } from "./live-acl.ts";
import { parseNumbers } from "./live-objects.ts";

/** A row of queries/dependencies.sql. */
export type DependencyRow = readonly [
  type: string,
  catalog: string,
  objects: string,
  referenced: string,
  columns: string,
];

/** A row of queries/initial-privileges.sql. */
export type InitialRow = readonly [catalog: string, oid: number, column: number, acl: string];

/** The catalogs of the kinds that extensions have; languages count whoever brought them along. */
const CATALOGS: Partial<Record<ObjectKind, string>> = {
  table: "pg_class",
  column: "pg_class",
  sequence: "pg_class",
  routine: "pg_proc",
  type: "pg_type",
  "foreign data wrapper": "pg_foreign_data_wrapper",
  "foreign server": "pg_foreign_server",
};

/** What belongs to extensions. */
export interface ExtensionMembers {
  has(kind: ObjectKind, oid: number): boolean;
  /**
   * Whether an object belongs to an extension and its ACL is the one that the extension gave it.
   *
   * @param column its number in the relation `oid`, where the object is a column
   */
  isUntouched(object: RawAcl & { readonly oid: number }, column?: number): boolean;
}

/**
 * Finds out what belongs to extensions.
 *
 * @param readAcl the normal form of an ACL
 */
export function extensionMembers(
  dependencies: readonly DependencyRow[],
  initial: readonly InitialRow[],
  readAcl: (raw: RawAcl) => Acl,
): ExtensionMembers {
  const byCatalog = new Map(
    dependencies.flatMap(([type, catalog, objects]) =>
      type === "e" ? [[catalog, new Set(parseNumbers(objects))] as const] : [],
    ),
  );
  const members = new Map(
    Object.entries(CATALOGS).flatMap(([kind, catalog]) => {
      const oids = byCatalog.get(catalog);
      return oids ? [[kind as ObjectKind, oids] as const] : [];
    }),
  );
  const first = new Map(initial.map(([catalog, oid, column, acl]) => [`${catalog} ${oid} ${column}`, acl]));
  const has = (kind: ObjectKind, oid: number): boolean => members.get(kind)?.has(oid) === true;
  return {
    has,
    isUntouched({ kind, oid, owner, acl }, column = 0) {
      if (!has(kind, oid)) return false;
      const before = first.get(`${CATALOGS[kind]} ${oid} ${column}`) ?? null;
      return acl === before || readAcl({ kind, owner, acl }) === readAcl({ kind, owner, acl: before });
    },
  };
}
