// The tables and schemas in which other tools of migrations keep their histories.

/** What of a table says where a history stands: SQL of its own columns. */
interface Head {
  readonly value: string;
  /** Rows that count; all unless said. */
  readonly where?: string;
  /** The last row in this order is the head; unless said every row is one. */
  readonly order?: string;
}

/** A table of another tool. */
interface OtherTable {
  readonly tool: string;
  /** Tables that lie beside it go without. */
  readonly head?: Head;
}

const applied = "(to_jsonb(t) ->> 'success')::boolean";

/** By the name of the table. */
const TABLES: Readonly<Record<string, OtherTable>> = {
  alembic_version: { tool: "Alembic", head: { value: "version_num" } },
  flyway_schema_history: {
    tool: "Flyway",
    head: { value: "version", where: `version IS NOT NULL AND ${applied}`, order: "installed_rank" },
  },
  databasechangelog: {
    tool: "Liquibase",
    head: { value: "concat(id, ' of ', author, ', ', filename)", order: "orderexecuted" },
  },
  databasechangeloglock: { tool: "Liquibase" },
  _prisma_migrations: {
    tool: "Prisma",
    head: {
      value: "migration_name",
      where: "finished_at IS NOT NULL AND rolled_back_at IS NULL",
      order: "started_at",
    },
  },
  // Names came late to it.
  __drizzle_migrations: {
    tool: "drizzle-kit",
    head: { value: "coalesce(to_jsonb(t) ->> 'name', hash)", order: "id" },
  },
  pgmigrations: { tool: "node-pg-migrate", head: { value: "name", order: "run_on, id" } },
  knex_migrations: { tool: "Knex", head: { value: "name", order: "id" } },
  knex_migrations_lock: { tool: "Knex" },
  django_migrations: { tool: "Django", head: { value: "concat(app, '.', name)", order: "id" } },
  schema_migrations: {
    tool: "golang-migrate, dbmate or Rails",
    head: { value: "version", order: "version" },
  },
  ar_internal_metadata: { tool: "Rails" },
  goose_db_version: {
    tool: "goose",
    head: { value: "version_id", where: "is_applied", order: "id" },
  },
  atlas_schema_revisions: { tool: "Atlas", head: { value: "version", order: "version" } },
  SequelizeMeta: { tool: "Sequelize", head: { value: "name", order: "name" } },
};

/** Tables whose names are too plain to go by, in schemas that are a tool's alone. */
const SCHEMAS: Readonly<
  Record<string, { readonly tool: string; readonly tables: Readonly<Record<string, Head>> }>
> = {
  sqitch: {
    tool: "Sqitch",
    tables: { changes: { value: "concat(project, ': ', change)", order: "committed_at" } },
  },
  graphile_migrate: {
    tool: "Graphile Migrate",
    tables: { migrations: { value: "filename", order: "date" } },
  },
  graphile_worker: { tool: "Graphile Worker", tables: { migrations: { value: "id", order: "id" } } },
};

/** Whether a schema, or what lies in one, is another tool's, which is left alone. */
export const isOtherTools = ([schema = "", table]: readonly string[]): boolean =>
  Object.hasOwn(SCHEMAS, schema) || (table !== undefined && Object.hasOwn(TABLES, table));

/** The history that a table keeps: whose it is, and what says where it stands. */
export function otherHistory(
  schema: string,
  table: string,
): (OtherTable & { readonly head: Head }) | undefined {
  const own = Object.hasOwn(SCHEMAS, schema) ? SCHEMAS[schema] : undefined;
  const { tool, head } = own
    ? { tool: own.tool, head: Object.hasOwn(own.tables, table) ? own.tables[table] : undefined }
    : ((Object.hasOwn(TABLES, table) ? TABLES[table] : undefined) ?? { tool: "", head: undefined });
  return head ? { tool, head } : undefined;
}
