import { builtInAcl } from "../model/acl.ts";
import { compareText } from "../model/identifier.ts";
import { objectKey } from "../model/object.ts";
import type { Ownership } from "../model/ownership.ts";
import type { ObjectKind } from "../model/privilege.ts";
import { relationKey } from "../model/relation.ts";
import { type Membership, membershipKey, newRole, type Role } from "../model/role.ts";
import { EMPTY_WAREHOUSE, type ObjectPrivileges, type Warehouse } from "../model/warehouse.ts";
import { parseArrayText } from "./acl-text.ts";
import type { Queryable, Sql } from "./connect.ts";
import { aclReader } from "./live-acl.ts";
import {
  type ColumnRow,
  type DependencyRow,
  type RelationRow,
  readColumns,
  readRelations,
} from "./live-relations.ts";
import columnsQuery from "./queries/columns.sql";
import databaseQuery from "./queries/database.sql";
import dependenciesQuery from "./queries/dependencies.sql";
import membershipsQuery from "./queries/memberships.sql";
import relationsQuery from "./queries/relations.sql";
import rolesQuery from "./queries/roles.sql";
import schemasQuery from "./queries/schemas.sql";
import { transaction } from "./transaction.ts";

/** What a database has. */
export interface LiveWarehouse extends Warehouse {
  /** The database's name. */
  readonly database: string;
  /** The server's major version. */
  readonly major: number;
  /** The role that asked. */
  readonly user: string;
}

type RoleRow = readonly [
  oid: number,
  name: string,
  login: boolean,
  connectionLimit: number,
  comment: string | null,
];
type MembershipRow = readonly [role: number, member: number, admin: boolean, inherit: boolean, set: boolean];
type ObjectRow = readonly [path: string, owner: number, acl: string | null];
type DatabaseRow = readonly [...ObjectRow, name: string, major: number, user: string];
type SchemaRow = readonly [...ObjectRow, oid: number, name: string];

const isSystem = (name: string): boolean => name.startsWith("pg_");

function readRoles(rows: readonly RoleRow[]): Role[] {
  return rows
    .filter(([, name]) => !isSystem(name))
    .map(([, name, login, connectionLimit, comment]) =>
      newRole(name, { login, connectionLimit, ...(comment !== null && { comment }) }),
    );
}

/** Memberships of roles that PostgreSQL brings along, in one another, are not anybody's doing. */
function readMemberships(rows: readonly MembershipRow[], roles: ReadonlyMap<number, string>): Membership[] {
  return rows.flatMap(([roleOid, memberOid, admin, inherit, set]) => {
    const [role, member] = [roles.get(roleOid), roles.get(memberOid)];
    if (role === undefined || member === undefined || isSystem(member)) return [];
    return [{ role, member, admin, inherit, set }];
  });
}

/** A map in the order of the keys, which no server decides. */
function sortedMap<Entry>(pairs: [string, Entry][]): Map<string, Entry> {
  return new Map(pairs.sort(([a], [b]) => compareText(a, b)));
}

function byKey<Entry>(entries: readonly Entry[], keyOf: (entry: Entry) => string): Map<string, Entry> {
  return sortedMap(entries.map((entry) => [keyOf(entry), entry]));
}

/**
 * Reads what a database has, in the transaction that is open. One query a catalog, all sent at once; any role
 * can ask. Sensitivity and kept names are in no catalog and stay empty.
 *
 * @throws {Error} when the server has an ACL of a form that is not known
 */
export async function inspectInside(tx: Queryable): Promise<LiveWarehouse> {
  const rows = <Row>(query: string) => tx.unsafe(query).values() as unknown as Promise<Row[]>;
  // The largest answer comes first, and is taken apart while the server works on the others.
  const [columns, relations, dependencies, [database], schemaRows, roleRows, membershipRows] =
    await Promise.all([
      rows<ColumnRow>(columnsQuery).then(readColumns),
      rows<RelationRow>(relationsQuery),
      rows<DependencyRow>(dependenciesQuery),
      rows<DatabaseRow>(databaseQuery),
      rows<SchemaRow>(schemasQuery),
      rows<RoleRow>(rolesQuery),
      rows<MembershipRow>(membershipsQuery),
    ]);
  if (!database) throw new Error("the database that one is connected to is not in pg_database");
  const [, , , databaseName, major, user] = database;
  const roles = new Map(roleRows.map(([oid, name]) => [oid, name]));
  const schemas = new Map(schemaRows.map(([, , , oid, name]) => [oid, name]));
  const live = readRelations({ relations, columns, dependencies }, { schemas, roles });

  const readAcl = aclReader(major);
  const owners = new Map<string, Ownership>();
  const privileges: [string, ObjectPrivileges][] = [];
  const add = (kind: ObjectKind, path: readonly string[], owner: string, text: string | null): void => {
    const object = { kind, path };
    const key = objectKey(object);
    if (kind !== "column") owners.set(key, { object, owner });
    const acl = readAcl({ kind, owner, text });
    if (acl !== builtInAcl(kind)) privileges.push([key, { object, acl }]);
  };
  // Kinds whose query gives path, owner and ACL, a row an object. Another kind is another line.
  const plain: readonly (readonly [ObjectKind, readonly (readonly [...ObjectRow, ...unknown[]])[]])[] = [
    ["database", [database]],
    ["schema", schemaRows],
  ];
  for (const [kind, objects] of plain) {
    for (const [path, owner, acl] of objects) {
      add(kind, parseArrayText(path), roles.get(owner) ?? String(owner), acl);
    }
  }
  for (const { kind, path, owner, acl } of live.objects) add(kind, path, owner, acl);
  for (const { path, owner, acl } of live.columns) add("column", path, owner, acl);

  return {
    ...EMPTY_WAREHOUSE,
    database: databaseName,
    major,
    user,
    owners,
    schemas: new Set([...schemas.values()].sort(compareText)),
    relations: byKey(live.relations, relationKey),
    roles: byKey(readRoles(roleRows), (role) => role.name),
    memberships: byKey(readMemberships(membershipRows, roles), membershipKey),
    privileges: sortedMap(privileges),
  };
}

/** The same in a transaction of its own, which sees one state of the catalogs and changes nothing. */
export async function inspect(sql: Sql): Promise<LiveWarehouse> {
  return transaction(sql, inspectInside, "ISOLATION LEVEL REPEATABLE READ READ ONLY");
}
