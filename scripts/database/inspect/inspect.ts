// The catalogs of a database → a live warehouse.
import { builtInAclOf } from "../../model/acl.ts";
import { EMPTY_WAREHOUSE } from "../../model/collections.ts";
import { defaultKey } from "../../model/default-privileges.ts";
import { compareText } from "../../model/identifier.ts";
import { type ObjectName, objectKey } from "../../model/object.ts";
import { kindFacts } from "../../model/object-kinds.ts";
import type { Ownership } from "../../model/ownership.ts";
import { relationKey } from "../../model/relation.ts";
import { membershipKey } from "../../model/role.ts";
import type { ObjectPrivileges, Warehouse } from "../../model/warehouse.ts";
import { majorOf, type Queryable, type Sql } from "../connect/connect.ts";
import { transaction } from "../connect/transaction.ts";
import { aclReader } from "./live-acl.ts";
import { readDefaults } from "./live-defaults.ts";
import { readDistributions } from "./live-distributions.ts";
import { extensionMembers } from "./live-extensions.ts";
import type { LiveObject } from "./live-objects.ts";
import { readRelations } from "./live-relations.ts";
import { type MembershipGrant, readMemberships, readRoles } from "./live-roles.ts";
import { type CatalogOids, readCatalogs } from "./read-catalogs.ts";

/** What a database has. `owners` has every object but columns and parameters, which have no owner of their own. */
export interface LiveWarehouse extends Warehouse {
  /** The database's name. */
  readonly database: string;
  /** The server's major version. */
  readonly major: number;
  /** The role that asked. */
  readonly user: string;
  /** By membershipKey, who granted what of each membership, which is who must revoke it; sorted. */
  readonly membershipGrantors: ReadonlyMap<string, readonly MembershipGrant[]>;
  readonly extensions: ReadonlySet<string>;
  /** objectKeys of what belongs to extensions, as far as somebody changed its ACL. */
  readonly ofExtensions: ReadonlySet<string>;
}

function sortedMap<Entry>(pairs: [string, Entry][]): Map<string, Entry> {
  return new Map(pairs.sort(([a], [b]) => compareText(a, b)));
}

/** A map in the order of the keys, which no server decides. */
function byKey<Entry>(entries: readonly Entry[], keyOf: (entry: Entry) => string): Map<string, Entry> {
  return sortedMap(entries.map((entry) => [keyOf(entry), entry]));
}

/**
 * Reads what a database has, in the transaction that is open. One query a catalog, all sent at once; any role
 * can ask. Sensitivity and kept names are in no catalog and stay empty.
 *
 * Members of extensions count only where somebody changed their ACL, and their relations are never among the
 * `relations`. Of PostgreSQL's own objects only the schema public and the languages count. An ACL names a role
 * as it is called at this moment, whatever the transaction's isolation, and one that is gone by its OID.
 *
 * @param only the objects whose privileges and owners are asked for; what is small is read whole all the same
 * @throws {Error} when the server has an ACL of a form that is not known
 */
export async function inspectInside(tx: Queryable, only?: CatalogOids): Promise<LiveWarehouse> {
  const major = majorOf(tx);
  const rows = await readCatalogs(tx, major, only);
  const names = rows.names;
  const readAcl = aclReader(major);
  const extensions = extensionMembers(rows.dependencies, rows.initial, readAcl);
  const live = readRelations(rows, names, extensions);

  const owners = new Map<string, Ownership>();
  const privileges: [string, ObjectPrivileges][] = [];
  const objects: [string, ObjectName][] = [];
  const ofExtensions = new Set<string>();
  const add = (found: LiveObject): void => {
    const { kind, path, owner } = found;
    const object = { kind, path };
    const key = objectKey(object);
    const acl = readAcl(found);
    if (extensions.has(kind, found.oid)) ofExtensions.add(key);
    const { owner: whose } = kindFacts(kind);
    if (whose !== "table" && whose !== "nobody") owners.set(key, { object, owner });
    if (acl !== builtInAclOf(object)) privileges.push([key, { object, acl }]);
    const stands =
      kind === "type" || kind === "routine" || (kind === "sequence" && live.freeSequences.has(found.oid));
    if (stands && !extensions.has(kind, found.oid)) objects.push([key, object]);
  };
  for (const object of rows.objects) if (!extensions.isUntouched(object)) add(object);
  for (const object of live.objects) if (!extensions.isUntouched(object)) add(object);
  for (const column of live.columns) if (!extensions.isUntouched(column, column.number)) add(column);

  const { memberships, grantors } = readMemberships(rows.memberships, names.roles);
  return {
    ...EMPTY_WAREHOUSE,
    database: rows.database,
    major,
    user: rows.user,
    owners,
    objects: sortedMap(objects),
    schemas: new Set([...names.schemas.values()].sort(compareText)),
    relations: byKey(live.relations, relationKey),
    extensions: rows.extensions,
    distributions: byKey(await readDistributions(tx, rows.extensions), ({ object }) => objectKey(object)),
    comments: byKey(live.comments, ({ object }) => objectKey(object)),
    roles: byKey(readRoles(rows.roles, rows.settings), (role) => role.name),
    memberships: byKey(memberships, membershipKey),
    membershipGrantors: grantors,
    ofExtensions,
    privileges: sortedMap(privileges),
    defaults: byKey(readDefaults(rows.defaults, names, readAcl), defaultKey),
  };
}

/** The same in a transaction of its own, which sees one state of the catalogs and changes nothing. */
export async function inspect(sql: Sql): Promise<LiveWarehouse> {
  return transaction(sql, (tx) => inspectInside(tx), "ISOLATION LEVEL REPEATABLE READ READ ONLY");
}
