// What belongs to extensions, and what they gave to it when they were made.
import type { Acl } from "../../model/acl.ts";
import { ALL_KINDS, type ObjectKind } from "../../model/object-kinds.ts";
import { KIND_CATALOGS } from "./kind-catalogs.ts";
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

/** Languages and schemas count whoever brought them along. */
const OF_EXTENSIONS: readonly ObjectKind[] = ALL_KINDS.filter(
  (kind) => kind !== "language" && kind !== "schema",
);

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
    OF_EXTENSIONS.flatMap((kind) => {
      const oids = byCatalog.get(KIND_CATALOGS[kind].catalog);
      return oids ? [[kind, oids] as const] : [];
    }),
  );
  const first = new Map(initial.map(([catalog, oid, column, acl]) => [`${catalog} ${oid} ${column}`, acl]));
  const has = (kind: ObjectKind, oid: number): boolean => members.get(kind)?.has(oid) === true;
  return {
    has,
    isUntouched({ kind, oid, owner, acl }, column = 0) {
      if (!has(kind, oid)) return false;
      const before = first.get(`${KIND_CATALOGS[kind].catalog} ${oid} ${column}`) ?? null;
      return acl === before || readAcl({ kind, owner, acl }) === readAcl({ kind, owner, acl: before });
    },
  };
}
