// The tables in which other tools of migrations keep their histories.

/** By the name of the table, the tool, and the column with the revision where there is one row for it. */
export const OTHER_TOOLS: Readonly<Record<string, { readonly tool: string; readonly column?: string }>> = {
  alembic_version: { tool: "Alembic", column: "version_num" },
  flyway_schema_history: { tool: "Flyway" },
  databasechangelog: { tool: "Liquibase" },
  databasechangeloglock: { tool: "Liquibase" },
  _prisma_migrations: { tool: "Prisma" },
  __drizzle_migrations: { tool: "drizzle-kit" },
  pgmigrations: { tool: "node-pg-migrate" },
  knex_migrations: { tool: "Knex" },
  knex_migrations_lock: { tool: "Knex" },
  django_migrations: { tool: "Django" },
  schema_migrations: { tool: "golang-migrate, dbmate or Rails" },
  goose_db_version: { tool: "goose" },
};

/** Whether a table is another tool's, which is left alone. */
export const isOtherTools = (table: string): boolean => Object.hasOwn(OTHER_TOOLS, table);
