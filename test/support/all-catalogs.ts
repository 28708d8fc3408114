/**
 * All that the catalogs of a database say, as lines without OIDs: each row of a catalog with all of its columns, what points
 * at other rows by the names of these. Two databases that were made in different ways are the same where their lines are.
 */
import type { Sql } from "../../scripts/database/connect/connect.ts";
import { transaction } from "../../scripts/database/connect/transaction.ts";

/** How a catalog is told, where that is not column by column. */
interface Told {
  /** The column that says which object a row is about; `oid` unless said. */
  readonly key?: string;
  /** What says nothing of how the database was made to be: positions on disk, what statistics and vacuum note. */
  readonly without?: readonly string[];
  /** Columns in other words: trees of nodes, numbers of columns, ACLs. */
  readonly as?: Readonly<Record<string, string>>;
  /** Which rows count. */
  readonly where?: string;
}

const expression = (column: string, relation: string) => ({
  [column]: `pg_get_expr(c.${column}, c.${relation})`,
});

/** What an ACL comes to, in any order; none is the one that objects have by default. */
const acl = (column: string, kind: string, owner: string) => ({
  [column]: `(SELECT array_agg(concat_ws(' ', grantee::regrole, privilege_type, is_grantable, grantor::regrole) ORDER BY grantee, privilege_type)
    FROM aclexplode(coalesce(c.${column}, acldefault(${kind}, c.${owner}))))`,
});

/** Columns by their names. A number counts columns that were dropped, a name does not. */
const columns = (
  numbers: string,
  relation: string,
) => `(SELECT array_agg(coalesce(a.attname, 'expression') ORDER BY n.place)
  FROM unnest(c.${numbers}) WITH ORDINALITY AS n (number, place)
  LEFT JOIN pg_attribute a ON a.attrelid = c.${relation} AND a.attnum = n.number)`;

const NO_TOAST = "c.oid >= 16384 AND c.relnamespace <> 'pg_toast'::regnamespace";

/** The catalogs. */
const CATALOGS: Readonly<Record<string, Told>> = {
  pg_class: {
    // Whether it ever had indexes, rules, triggers or heirs stays until VACUUM; a table has a TOAST table for what it once had.
    without: [
      ...[
        "relfilenode",
        "relpages",
        "reltuples",
        "relallvisible",
        "relallfrozen",
        "relfrozenxid",
        "relminmxid",
      ],
      ...["relhasindex", "relhasrules", "relhastriggers", "relhassubclass", "reltoastrelid", "relrewrite"],
    ],
    as: {
      ...expression("relpartbound", "oid"),
      // Without the gaps that dropped columns leave.
      relnatts:
        "(SELECT count(*) FROM pg_attribute WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped)",
      ...acl("relacl", "CASE c.relkind WHEN 'S' THEN 's'::\"char\" ELSE 'r' END", "relowner"),
    },
    where: NO_TOAST,
  },
  pg_attribute: {
    key: "attrelid",
    without: ["attcacheoff", "atthasmissing", "attmissingval"],
    as: {
      // Its place without the gaps.
      attnum:
        "(SELECT count(*) FROM pg_attribute WHERE attrelid = c.attrelid AND attnum > 0 AND attnum <= c.attnum AND NOT attisdropped)",
      attacl: "(SELECT array_agg(item::text ORDER BY item::text) FROM unnest(c.attacl) AS item)",
      // Majors differ in what says that there is none.
      attstattarget: "nullif(c.attstattarget, -1)",
    },
    where:
      "c.attrelid >= 16384 AND c.attnum > 0 AND NOT c.attisdropped AND (SELECT relnamespace FROM pg_class WHERE oid = c.attrelid) <> 'pg_toast'::regnamespace",
  },
  pg_attrdef: {
    as: {
      ...expression("adbin", "adrelid"),
      adnum: "(SELECT attname FROM pg_attribute WHERE attrelid = c.adrelid AND attnum = c.adnum)",
    },
  },
  pg_proc: {
    as: {
      proargdefaults: "pg_get_function_arguments(c.oid)",
      prosqlbody: "pg_get_function_sqlbody(c.oid)",
      proargtypes: "oidvectortypes(c.proargtypes)",
      ...acl("proacl", "'f'", "proowner"),
    },
  },
  pg_trigger: {
    as: { tgqual: "pg_get_triggerdef(c.oid)", tgattr: columns("tgattr", "tgrelid") },
    // What keeps keys is named by OIDs; the constraint says all of it.
    where: "c.oid >= 16384 AND c.tgname !~ '^(RI|PK)_ConstraintTrigger_'",
  },
  pg_description: {},
  pg_depend: {},
  pg_extension: { as: { extconfig: "c.extconfig::regclass[]" }, where: "true" },
  pg_type: {
    as: { typdefaultbin: "NULL", ...acl("typacl", "'T'", "typowner") },
    where: "c.oid >= 16384 AND c.typnamespace <> 'pg_toast'::regnamespace",
  },
  pg_rewrite: { as: { ev_qual: "pg_get_ruledef(c.oid)", ev_action: "NULL" } },
  pg_policy: { as: { ...expression("polqual", "polrelid"), ...expression("polwithcheck", "polrelid") } },
  pg_partitioned_table: {
    key: "partrelid",
    as: { partexprs: "pg_get_partkeydef(c.partrelid)", partattrs: columns("partattrs", "partrelid") },
    where: "true",
  },
  pg_inherits: { key: "inhrelid", where: "true" },
  pg_constraint: {
    as: {
      conbin: "pg_get_constraintdef(c.oid)",
      conname: "nullif(c.conname, CASE c.contype WHEN 'n' THEN c.conname END)",
      conkey: columns("conkey", "conrelid"),
      confkey: columns("confkey", "confrelid"),
      confdelsetcols: columns("confdelsetcols", "conrelid"),
    },
  },
  pg_index: {
    key: "indexrelid",
    as: {
      indexprs: "pg_get_indexdef(c.indexrelid)",
      ...expression("indpred", "indrelid"),
      indkey: columns("indkey", "indrelid"),
    },
    where:
      "c.indexrelid >= 16384 AND (SELECT relnamespace FROM pg_class WHERE oid = c.indexrelid) <> 'pg_toast'::regnamespace",
  },
  pg_sequence: { key: "seqrelid", where: "true" },
  pg_event_trigger: {},
  pg_statistic_ext: {
    as: {
      stxexprs: "pg_get_statisticsobjdef(c.oid)",
      stxkeys: columns("stxkeys", "stxrelid"),
      stxstattarget: "nullif(c.stxstattarget, -1)",
    },
  },
};

/** What depends on what, both by names. What is named by OIDs, of TOAST and of foreign keys, is left out. */
const DEPEND = `SELECT DISTINCT 'pg_depend' AS catalog, concat_ws(' ', o.type, o.identity) AS object,
    concat_ws(' ', 'needs', r.type, r.identity, c.deptype) AS line
  FROM pg_depend c
  CROSS JOIN LATERAL pg_identify_object(c.classid, c.objid, c.objsubid) o
  CROSS JOIN LATERAL pg_identify_object(c.refclassid, c.refobjid, c.refobjsubid) r
  WHERE c.objid >= 16384 AND concat(o.identity, r.identity) !~ 'pg_toast|_ConstraintTrigger_'`;

const DESCRIPTION = `SELECT 'pg_description', concat_ws(' ', o.type, o.identity), c.description
  FROM pg_description c CROSS JOIN LATERAL pg_identify_object(c.classoid, c.objoid, c.objsubid) o WHERE c.objoid >= 16384`;

/** A column of a catalog, and the one that it points at. */
interface Column {
  readonly catalog: string;
  readonly name: string;
  readonly type: string;
  readonly points: string | null;
  readonly isArray: boolean | null;
}

const COLUMNS = `SELECT c.relname AS catalog, a.attname AS name, format_type(a.atttypid, NULL) AS type,
    f.pktable::regclass::text AS points, f.is_array AS "isArray"
  FROM pg_class c
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  LEFT JOIN pg_get_catalog_foreign_keys() f ON f.fktable = c.oid AND f.fkcols = ARRAY[a.attname::text] AND f.pkcols = '{oid}'
  WHERE c.relnamespace = 'pg_catalog'::regnamespace AND c.relname = ANY ($1::text[])
  ORDER BY c.relname, a.attnum`;

/** What a column says. */
function said({ name, points, isArray }: Column): string {
  if (points === null) return `c.${name}`;
  const named = (oid: string) => `(pg_identify_object('${points}'::regclass, ${oid}, 0)).identity`;
  if (isArray) return `(SELECT array_agg(${named("one")}) FROM unnest(c.${name}) AS one WHERE one <> 0)`;
  return `CASE WHEN c.${name} <> 0 THEN ${named(`c.${name}`)} END`;
}

function queryOf(catalog: string, list: readonly Column[]): string {
  if (catalog === "pg_depend") return DEPEND;
  if (catalog === "pg_description") return DESCRIPTION;
  const { key = "oid", without = [], as = {}, where = `c.${key} >= 16384` } = CATALOGS[catalog] ?? {};
  const told = list.filter(({ name }) => name !== "oid" && !without.includes(name));
  const pairs = told.map((column) => `'${column.name}', ${as[column.name] ?? said(column)}`);
  const about = list.find(({ name }) => name === key);
  const own = key === "oid" ? `'${catalog}'::regclass` : `'${about?.points ?? "pg_class"}'::regclass`;
  return `SELECT '${catalog}', (pg_identify_object(${own}, c.${key}, 0)).identity, jsonb_strip_nulls(jsonb_build_object(${pairs.join(", ")}))::text
    FROM ${catalog} c WHERE ${where}`;
}

/** Without the names of NOT NULL constraints, which PostgreSQL gives from 18 on and keeps where a table or column gets another. */
const unnamed = (text: string) =>
  `regexp_replace(${text}, '(^|table constraint )("(?:[^"]|"")*_not_null\\d*"|\\S*_not_null\\d*) on ', '\\1NOT NULL on ')`;

const queries = new WeakMap<Sql, Promise<string>>();

async function wholeQuery(sql: Sql): Promise<string> {
  const names = Object.keys(CATALOGS);
  const list = await sql.unsafe<Column[]>(COLUMNS, [`{${names.join(",")}}`]);
  const parts = names.map((name) =>
    queryOf(
      name,
      list.filter(({ catalog }) => catalog === name),
    ),
  );
  return `SELECT concat_ws(' ', catalog, ${unnamed("object")}, ${unnamed("line")}) AS line FROM (${parts.join("\nUNION ALL ")}) AS row (catalog, object, line)`;
}

/** All catalogs, a line a row: `pg_class "CORE".t {…}`. */
export async function allCatalogs(sql: Sql): Promise<string[]> {
  const query = queries.get(sql) ?? wholeQuery(sql);
  queries.set(sql, query);
  const text = await query;
  const rows = await transaction(sql, (tx) => tx.unsafe<{ line: string }[]>(text));
  return rows.map(({ line }) => line).sort();
}
