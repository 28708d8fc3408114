import type { Sql } from "../../scripts/database/connect/connect.ts";
import { PUBLIC } from "../../scripts/model/acl.ts";
import { type ObjectName, objectKey } from "../../scripts/model/object.ts";
import { kindFacts, type ObjectKind } from "../../scripts/model/object-kinds.ts";
import { knowsPrivilege, type Privilege } from "../../scripts/model/privilege.ts";
import { objectSql } from "../../scripts/plan/objects/object-sql.ts";

/** How PostgreSQL is asked about a kind: its number for an object `o`, and whether a role `r` has a privilege `p` on it. */
interface Inquiry {
  readonly oid: string;
  readonly has: string;
}

const CLASS = "name::regclass";

/** 14 to 17 have no function for large objects; the owner always has the options. */
const LARGE_OBJECT_BEFORE_18 = `EXISTS (
  SELECT FROM pg_largeobject_metadata AS lo
  LEFT JOIN LATERAL aclexplode(coalesce(lomacl, acldefault('L', lomowner))) AS item
    ON item.privilege_type = split_part(p.name, ' WITH', 1) AND (item.is_grantable OR p.name !~ 'WITH')
  WHERE lo.oid = o.oid AND (
    item.grantee = 0
    OR r.oid <> 0 AND pg_has_role(r.oid, item.grantee, 'USAGE')
    OR r.oid <> 0 AND pg_has_role(r.oid, lomowner, 'USAGE') AND p.name ~ 'WITH'
    OR r.super
  )
)`;

const byName = (catalog: string, column: string) => `(SELECT oid FROM ${catalog} WHERE ${column} = part)`;

const INQUIRIES: Readonly<Record<ObjectKind, Inquiry>> = {
  database: {
    oid: "(SELECT oid FROM pg_database WHERE datname = current_database())",
    has: "has_database_privilege(r.oid, o.oid, p.name)",
  },
  schema: { oid: "name::regnamespace", has: "has_schema_privilege(r.oid, o.oid, p.name)" },
  table: { oid: CLASS, has: "has_table_privilege(r.oid, o.oid, p.name)" },
  column: {
    oid: CLASS,
    has: "has_column_privilege(r.oid, o.oid, (SELECT attnum FROM pg_attribute WHERE attrelid = o.oid AND attname = part), p.name)",
  },
  sequence: { oid: CLASS, has: "has_sequence_privilege(r.oid, o.oid, p.name)" },
  routine: { oid: "name::regprocedure", has: "has_function_privilege(r.oid, o.oid, p.name)" },
  type: { oid: "name::regtype", has: "has_type_privilege(r.oid, o.oid, p.name)" },
  language: { oid: byName("pg_language", "lanname"), has: "has_language_privilege(r.oid, o.oid, p.name)" },
  "foreign data wrapper": {
    oid: byName("pg_foreign_data_wrapper", "fdwname"),
    has: "has_foreign_data_wrapper_privilege(r.oid, o.oid, p.name)",
  },
  "foreign server": {
    oid: byName("pg_foreign_server", "srvname"),
    has: "has_server_privilege(r.oid, o.oid, p.name)",
  },
  "large object": { oid: "name::oid", has: "has_largeobject_privilege(r.oid, o.oid, p.name)" },
  parameter: { oid: "0", has: "has_parameter_privilege(r.oid, part, p.name)" },
  tablespace: {
    oid: byName("pg_tablespace", "spcname"),
    has: "has_tablespace_privilege(r.oid, o.oid, p.name)",
  },
};

const ANY_COLUMN: Inquiry = { oid: CLASS, has: "has_any_column_privilege(r.oid, o.oid, p.name)" };

/** What PostgreSQL says, of roles by name and `@public`. */
export interface Oracle {
  /** Without SET ROLE, whatever the schema; of a table: the whole. */
  has(role: string, object: ObjectName, privilege: Privilege, option?: boolean): boolean;
  /** Of a table: at least one column. */
  hasAny(role: string, table: ObjectName, privilege: Privilege, option?: boolean): boolean;
  /** The roles that it can be by SET ROLE, itself first. */
  becomes(role: string): string[];
}

const withOption = (privileges: readonly Privilege[]) =>
  privileges.flatMap((privilege) => [privilege, `${privilege} WITH GRANT OPTION`]);

/** Asks PostgreSQL about all roles, objects and their privileges: one query a kind. */
export async function askPostgres(
  sql: Sql,
  major: number,
  roles: readonly string[],
  objects: readonly ObjectName[],
): Promise<Oracle> {
  const asked = `
    r AS MATERIALIZED (
      SELECT oid, rolname AS name, rolsuper AS super FROM pg_roles
      WHERE rolname IN (SELECT jsonb_array_elements_text($1::text::jsonb))
      UNION ALL SELECT 0, '${PUBLIC}', false
    )`;
  const named = JSON.stringify(roles);
  const ask = async (kind: ObjectKind, { oid, has }: Inquiry, privileges: readonly Privilege[]) => {
    const ofKind = objects.filter((object) => object.kind === kind);
    const items = ofKind.map((object) => ({
      key: objectKey(object),
      name: kind === "database" ? "" : objectSql(object),
      part: object.path.at(-1) ?? "",
    }));
    const known = privileges.filter((privilege) => knowsPrivilege(major, privilege));
    const query = `
      WITH ${asked}, o AS MATERIALIZED (
        SELECT key, part, ${oid} AS oid
        FROM jsonb_to_recordset($2::text::jsonb) AS o (key text, name text, part text)
      ), p AS (SELECT jsonb_array_elements_text($3::text::jsonb) AS name)
      SELECT r.name, o.key, p.name FROM r, o, p WHERE ${has}`;
    const rows: string[][] = await sql
      .unsafe(query, [named, JSON.stringify(items), JSON.stringify(withOption(known))])
      .values();
    return new Set(rows.map((row) => row.join("\t")));
  };
  const kinds = [...new Set(objects.map(({ kind }) => kind))];
  const inquiryOf = (kind: ObjectKind): Inquiry =>
    kind === "large object" && major < 18
      ? { oid: "name::oid", has: LARGE_OBJECT_BEFORE_18 }
      : INQUIRIES[kind];
  const setting: Promise<string[][]> = sql
    .unsafe(
      `WITH ${asked} SELECT a.name, b.name FROM r a JOIN r b ON a.oid <> 0 AND b.oid <> 0 AND a.oid <> b.oid
       WHERE pg_has_role(a.oid, b.oid, '${major < 16 ? "MEMBER" : "SET"}')`,
      [named],
    )
    .values();
  const [any, become, ...answers] = await Promise.all([
    ask("table", ANY_COLUMN, kindFacts("column").privileges),
    setting,
    ...kinds.map((kind) => ask(kind, inquiryOf(kind), kindFacts(kind).privileges)),
  ]);
  const whole = new Set(answers.flatMap((answer) => [...answer]));
  const line = (role: string, object: ObjectName, privilege: Privilege, option = false) =>
    `${role}\t${objectKey(object)}\t${privilege}${option ? " WITH GRANT OPTION" : ""}`;
  return {
    has: (...question) => whole.has(line(...question)),
    hasAny: (...question) => any.has(line(...question)),
    becomes: (role) => [
      role,
      ...become.flatMap(([from, to]) => (from === role && to !== undefined ? [to] : [])),
    ],
  };
}
