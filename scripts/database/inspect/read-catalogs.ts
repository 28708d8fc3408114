// Sends the queries about the catalogs, all at once.
import { ALL_KINDS, kindFacts, type ObjectKind } from "../../model/object-kinds.ts";
import { SYSTEM_SCHEMA } from "../../model/restricted-routines.ts";
import type { Queryable } from "../connect/connect.ts";
import columnsQuery from "../queries/columns.sql";
import commentsQuery from "../queries/comments.sql";
import databaseQuery from "../queries/database.sql";
import defaultPrivilegesQuery from "../queries/default-privileges.sql";
import dependenciesQuery from "../queries/dependencies.sql";
import initialPrivilegesQuery from "../queries/initial-privileges.sql";
import membershipsQuery from "../queries/memberships.sql";
import relationsQuery from "../queries/relations.sql";
import rolesQuery from "../queries/roles.sql";
import schemasQuery from "../queries/schemas.sql";
import settingsQuery from "../queries/settings.sql";
import { KIND_CATALOGS } from "./kind-catalogs.ts";
import { objectsQuery } from "./kind-queries.ts";
import type { DefaultRow } from "./live-defaults.ts";
import type { DependencyRow, InitialRow } from "./live-extensions.ts";
import { type LiveNames, type LiveObject, type ObjectRow, readObjects } from "./live-objects.ts";
import { type ColumnRow, type CommentRow, readColumns } from "./live-relations.ts";
import type { MembershipRow, RoleRow, SettingRow } from "./live-roles.ts";

/** Objects, by the name of the catalog that they are in: `pg_class`. */
export type CatalogOids = ReadonlyMap<string, readonly number[]>;

type DatabaseRow = readonly [
  owner: number,
  acl: string | null,
  name: string,
  user: string,
  extensions: readonly string[],
];
type SchemaRow = readonly [oid: number, name: string, owner: number, acl: string | null];

/** Read by queries of their own. */
const BY_THEMSELVES: ReadonlySet<ObjectKind> = new Set(["database", "schema", "table", "column", "sequence"]);

const OTHERS = ALL_KINDS.filter((kind) => !BY_THEMSELVES.has(kind));

/** The query with the line `-- restricted: column` made a condition. */
function restrict(query: string, oids: readonly number[]): string {
  return query.replace(/-- restricted: (\S+)/, `AND $1 = ANY ('{${oids.join(",")}}'::oid[])`);
}

function schemaObjects(rows: readonly SchemaRow[], ownerOf: (oid: number) => string): LiveObject[] {
  return rows.map(([oid, schema, owner, acl]) => ({
    kind: "schema",
    oid,
    path: [schema],
    owner: ownerOf(owner),
    acl,
  }));
}

/** The OID of the schema pg_catalog on every server. Source: `pg_namespace.dat`. */
const SYSTEM_SCHEMA_OID = 11;

/** With the schema of PostgreSQL's own routines, of which no other object is looked at. */
const withSystem = ({ schemas, roles }: LiveNames): LiveNames => ({
  schemas: new Map([...schemas, [SYSTEM_SCHEMA_OID, SYSTEM_SCHEMA]]),
  roles,
});

/**
 * Sends the queries of all catalogs at once.
 *
 * @param only the objects that are asked for; schemas, roles and all that is not an object are read whole
 */
export async function readCatalogs(tx: Queryable, major: number, only?: CatalogOids) {
  const whole = <Row>(query: string) => tx.unsafe(query).values() as unknown as Promise<Row[]>;
  const rows = async <Row>(
    query: string,
    oids: readonly number[] = [...(only?.values() ?? [])].flat(),
  ): Promise<Row[]> => {
    if (!only) return whole(query);
    return oids.length === 0 ? [] : whole(restrict(query, oids));
  };
  const of = (catalog: string) => only?.get(catalog) ?? [];
  // The largest answer comes first, and is taken apart while the server works on the others.
  const [
    columns,
    relations,
    dependencies,
    initial,
    [database],
    schemas,
    roles,
    settings,
    memberships,
    defaults,
    comments,
    ...others
  ] = await Promise.all([
    rows<ColumnRow>(columnsQuery, of("pg_class")).then(readColumns),
    rows<ObjectRow>(relationsQuery, of("pg_class")),
    rows<DependencyRow>(dependenciesQuery),
    rows<InitialRow>(initialPrivilegesQuery),
    whole<DatabaseRow>(databaseQuery),
    whole<SchemaRow>(schemasQuery),
    tx.unsafe(rolesQuery) as unknown as Promise<RoleRow[]>,
    whole<SettingRow>(settingsQuery),
    whole<MembershipRow>(membershipsQuery),
    whole<DefaultRow>(defaultPrivilegesQuery),
    only ? [] : whole<CommentRow>(commentsQuery),
    ...OTHERS.map((kind) =>
      major < (kindFacts(kind).since ?? 0)
        ? []
        : rows<ObjectRow>(objectsQuery(kind), of(KIND_CATALOGS[kind].catalog)),
    ),
  ]);
  if (!database) throw new Error("the database that one is connected to is not in pg_database");
  const [owner, acl, name, user, extensions] = database;
  const names: LiveNames = {
    schemas: new Map(schemas.map(([oid, schema]) => [oid, schema])),
    roles: new Map(roles.map(({ oid, name: role }) => [oid, role])),
  };
  const asked = (catalog: string, oid?: number) =>
    !only || (oid === undefined ? of(catalog).length > 0 : of(catalog).includes(oid));
  const ownerOf = (oid: number) => names.roles.get(oid) ?? String(oid);
  const here: LiveObject = { kind: "database", oid: 0, path: [], owner: ownerOf(owner), acl };
  const objects: LiveObject[] = [
    ...(asked("pg_database") ? [here] : []),
    ...schemaObjects(
      schemas.filter(([oid]) => asked("pg_namespace", oid)),
      ownerOf,
    ),
    ...OTHERS.flatMap((kind, index) =>
      readObjects(kind, others[index] ?? [], kind === "routine" ? withSystem(names) : names),
    ),
  ];
  return {
    database: name,
    extensions: new Set(extensions),
    user,
    names,
    objects,
    columns,
    relations,
    dependencies,
    initial,
    roles,
    settings,
    memberships,
    defaults,
    comments,
  };
}
