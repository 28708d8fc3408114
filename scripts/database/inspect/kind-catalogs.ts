/** How the catalogs keep each kind of object: a row each, from which the queries about all kinds are made. */
import type { ObjectKind } from "../../model/object-kinds.ts";

/** Where a kind of object is, and what of its rows says what; columns and expressions of SQL. */
interface KindCatalog {
  /** In the schema pg_catalog. */
  readonly catalog: string;
  readonly name: string;
  readonly owner: string;
  readonly acl: string;
  /** The OID of the schema in which it lies. */
  readonly schema?: string;
  /** What is part of its path beside schema and name. */
  readonly argumentTypes?: string;
  /** Which of the rows are objects of this kind that somebody may speak of. */
  readonly counts?: string;
  /** What `acldefault` calls it; of kinds that lie in no schema. */
  readonly letter?: string;
  /** Of these, what its users can tell beside name, owner and ACL. */
  readonly options?: string;
  /** Whether all databases of the cluster share it. */
  readonly shared?: true;
  /** has_…_privilege(name, privilege), where PostgreSQL has such a question. */
  readonly inquiry?: string;
}

/** The columns of most catalogs: `lanname`, `lanowner`, `lanacl`. */
const named = (prefix: string) => ({ name: `${prefix}name`, owner: `${prefix}owner`, acl: `${prefix}acl` });

const relations = { catalog: "pg_class", ...named("rel"), schema: "relnamespace" };

/** A column counts as its relation. 16384 is the first OID that is not PostgreSQL's own. */
export const KIND_CATALOGS: Readonly<Record<ObjectKind, KindCatalog>> = {
  database: {
    catalog: "pg_database",
    ...named("dat"),
    owner: "datdba",
    counts: "datname = current_database()",
    inquiry: "has_database_privilege",
  },
  schema: { catalog: "pg_namespace", ...named("nsp"), inquiry: "has_schema_privilege" },
  table: {
    ...relations,
    counts: "relkind IN ('r', 'p', 'v', 'm', 'f')",
    inquiry: "has_table_privilege",
  },
  column: relations,
  sequence: { ...relations, counts: "relkind = 'S'", inquiry: "has_sequence_privilege" },
  routine: {
    // Functions, procedures, aggregates and window functions. Their argument types are those by which GRANT … ON
    // ROUTINE knows them: without the procedures' OUT.
    catalog: "pg_proc",
    ...named("pro"),
    schema: "pronamespace",
    argumentTypes: "oidvectortypes(proargtypes)",
    // Of PostgreSQL's own those whose ACL is not the one that they are born with.
    counts: `(oid >= 16384 OR proacl IS NOT NULL AND pronamespace = 'pg_catalog'::regnamespace AND
      proacl IS DISTINCT FROM (
        SELECT initprivs FROM pg_catalog.pg_init_privs
        WHERE classoid = 'pg_catalog.pg_proc'::regclass AND objoid = pg_proc.oid AND privtype = 'i'
      ))`,
    inquiry: "has_function_privilege",
  },
  type: {
    // Base types, composite types, domains, enums and ranges. Not arrays, multiranges, shell types and the row types of
    // relations.
    catalog: "pg_type",
    ...named("typ"),
    schema: "typnamespace",
    counts: `oid >= 16384 AND (
      typtype IN ('b', 'd', 'e', 'r') AND typsubscript <> 'pg_catalog.array_subscript_handler'::regproc
      OR oid IN (SELECT reltype FROM pg_catalog.pg_class WHERE relkind = 'c')
    )`,
    inquiry: "has_type_privilege",
  },
  // With those that PostgreSQL brings along.
  language: { catalog: "pg_language", ...named("lan"), letter: "l", inquiry: "has_language_privilege" },
  "foreign data wrapper": {
    catalog: "pg_foreign_data_wrapper",
    ...named("fdw"),
    options: "fdwoptions",
    letter: "F",
    inquiry: "has_foreign_data_wrapper_privilege",
  },
  "foreign server": {
    catalog: "pg_foreign_server",
    ...named("srv"),
    options: "srvoptions",
    letter: "S",
    inquiry: "has_server_privilege",
  },
  "large object": {
    // Without the marks of our histories (apply/cluster-marks.ts).
    catalog: "pg_largeobject_metadata",
    ...named("lom"),
    name: "oid::text",
    letter: "L",
    counts: "obj_description(oid, 'pg_largeobject') NOT LIKE 'dwh-definitions: %' IS NOT FALSE",
  },
  parameter: {
    // They belong to nobody; their ACLs are written as if to the bootstrap superuser.
    catalog: "pg_parameter_acl",
    ...named("par"),
    owner: "10",
    letter: "p",
    shared: true,
    inquiry: "has_parameter_privilege",
  },
  tablespace: {
    catalog: "pg_tablespace",
    ...named("spc"),
    letter: "t",
    shared: true,
    inquiry: "has_tablespace_privilege",
  },
};
