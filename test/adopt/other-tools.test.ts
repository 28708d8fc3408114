import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { adoptDatabase } from "../../scripts/adopt/adopt-database.ts";
import { connect, disconnect, type Sql } from "../../scripts/database/connect/connect.ts";
import { hasDrifted } from "../../scripts/drift/drift-items.ts";
import { findDrift } from "../../scripts/drift/find-drift.ts";
import { loadRevisions } from "../../scripts/migrations/folder.ts";
import { openProject, type Project } from "../../scripts/sources/project.ts";
import { freshDatabase, removeProject } from "../support/cluster.ts";
import { config, LIBRARY, makeProject, target, writeFiles } from "../support/project.ts";

/** The tables as each tool makes them, with what it writes into them. */
const HISTORIES = `
CREATE SCHEMA shop CREATE TABLE item (id integer PRIMARY KEY);
CREATE TABLE alembic_version (version_num varchar(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num));
INSERT INTO alembic_version VALUES ('1975ea83b712'), ('27c6a30d7c24');
CREATE TABLE flyway_schema_history (installed_rank integer NOT NULL, version varchar(50), description varchar(200) NOT NULL, type varchar(20) NOT NULL, script varchar(1000) NOT NULL, checksum integer, installed_by varchar(100) NOT NULL, installed_on timestamp NOT NULL DEFAULT now(), execution_time integer NOT NULL, success boolean NOT NULL);
ALTER TABLE flyway_schema_history ADD CONSTRAINT flyway_schema_history_pk PRIMARY KEY (installed_rank);
CREATE INDEX flyway_schema_history_s_idx ON flyway_schema_history (success);
INSERT INTO flyway_schema_history VALUES (1,'1','init','SQL','V1__init.sql',1,'me',now(),3,true),(2,'2.1','more','SQL','V2.1__more.sql',1,'me',now(),3,true),(3,NULL,'views','SQL','R__views.sql',1,'me',now(),3,true),(4,'3','bad','SQL','V3__bad.sql',1,'me',now(),3,false);
CREATE TABLE databasechangelog (id varchar(255) NOT NULL, author varchar(255) NOT NULL, filename varchar(255) NOT NULL, dateexecuted timestamp NOT NULL, orderexecuted integer NOT NULL, exectype varchar(10) NOT NULL, md5sum varchar(35), description varchar(255), comments varchar(255), tag varchar(255), liquibase varchar(20), contexts varchar(255), labels varchar(255), deployment_id varchar(10));
CREATE TABLE databasechangeloglock (id integer NOT NULL PRIMARY KEY, locked boolean NOT NULL, lockgranted timestamp, lockedby varchar(255));
INSERT INTO databasechangelog VALUES ('7','ann','db/changelog.xml',now(),1,'EXECUTED','8:x','createTable','',NULL,'4.29',NULL,NULL,'1'), ('8','bob','db/changelog.xml',now(),2,'EXECUTED','8:y','addColumn','',NULL,'4.29',NULL,NULL,'1');
CREATE TABLE _prisma_migrations (id varchar(36) PRIMARY KEY NOT NULL, checksum varchar(64) NOT NULL, finished_at timestamptz, migration_name varchar(255) NOT NULL, logs text, rolled_back_at timestamptz, started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0);
INSERT INTO _prisma_migrations VALUES ('a','c',now(),'20240101_init',NULL,NULL,now()-interval '1 h',1),('b','c',NULL,'20240102_broken',NULL,NULL,now(),0);
CREATE TABLE pgmigrations (id serial PRIMARY KEY, name varchar(255) NOT NULL, run_on timestamp NOT NULL);
INSERT INTO pgmigrations (name, run_on) VALUES ('1700000000000_first', now() - interval '1 day'), ('1700000000001_second', now());
CREATE TABLE schema_migrations (version bigint NOT NULL PRIMARY KEY, dirty boolean NOT NULL);
INSERT INTO schema_migrations VALUES (42, false);
CREATE SCHEMA legacy; CREATE TABLE legacy.schema_migrations (version varchar(128) PRIMARY KEY);
INSERT INTO legacy.schema_migrations VALUES ('20240101000000'), ('20240305000000');
CREATE SCHEMA drizzle; CREATE TABLE drizzle.__drizzle_migrations (id serial PRIMARY KEY, hash text NOT NULL, created_at bigint);
INSERT INTO drizzle.__drizzle_migrations (hash, created_at) VALUES ('abc', 1), ('def', 2);
CREATE SCHEMA graphile_migrate; CREATE TABLE graphile_migrate.migrations (hash text PRIMARY KEY, previous_hash text REFERENCES graphile_migrate.migrations, filename text NOT NULL, date timestamptz NOT NULL DEFAULT now());
CREATE TABLE graphile_migrate.current (filename text PRIMARY KEY DEFAULT 'current.sql', content text NOT NULL, date timestamptz NOT NULL DEFAULT now());
INSERT INTO graphile_migrate.migrations VALUES ('sha1:a', NULL, '000001.sql', now());
CREATE SCHEMA sqitch;
CREATE TABLE sqitch.releases (version real PRIMARY KEY, installed_at timestamptz NOT NULL DEFAULT clock_timestamp(), installer_name text NOT NULL, installer_email text NOT NULL);
CREATE TABLE sqitch.projects (project text PRIMARY KEY, uri text UNIQUE, created_at timestamptz NOT NULL DEFAULT clock_timestamp(), creator_name text NOT NULL, creator_email text NOT NULL);
CREATE TABLE sqitch.changes (change_id text PRIMARY KEY, script_hash text, change text NOT NULL, project text NOT NULL REFERENCES sqitch.projects ON UPDATE CASCADE, note text NOT NULL DEFAULT '', committed_at timestamptz NOT NULL DEFAULT clock_timestamp(), committer_name text NOT NULL, committer_email text NOT NULL, planned_at timestamptz NOT NULL, planner_name text NOT NULL, planner_email text NOT NULL, UNIQUE (project, script_hash));
INSERT INTO sqitch.projects VALUES ('flipr', NULL, now(), 'n', 'e');
INSERT INTO sqitch.changes VALUES ('1', 'h', 'users', 'flipr', '', now(), 'n', 'e', now(), 'n', 'e');

`;

let sql: Sql;
let database: Awaited<ReturnType<typeof freshDatabase>>;
let project: Project;
beforeAll(async () => {
  database = await freshDatabase(inject("adminUrl"));
  sql = await connect(database.url);
  await sql.unsafe(HISTORIES);
  project = await makeProject({}, ["taken"]);
});
afterAll(async () => {
  await disconnect(sql);
  await database.drop();
  await removeProject(project.root);
});

const at = () => target(database.url, { env: "taken" });

test("a history of drizzle's own in the place of ours is named before anything is written", async () => {
  await expect(adoptDatabase(project, at(), [])).rejects.toMatchObject({
    diagnostics: [
      {
        code: "history-changed",
        message: expect.stringContaining("drizzle.__drizzle_migrations that is not of this program"),
        help: expect.stringContaining("migrations: { schema"),
      },
    ],
  });
});

test("histories of other tools are left alone, and the baseline names where they stand", async () => {
  const elsewhere = config(["taken"]).replace("warehouse:", 'migrations: { schema: "dwh" },\n  warehouse:');
  await writeFiles(project.root, { "drizzle.config.ts": elsewhere });
  project = await openProject(project.root, LIBRARY);
  const { differences, written } = await adoptDatabase(project, at(), []);
  expect(differences).toEqual([]);
  expect(
    written.filter((file) => file.includes("definitions/")).map((file) => file.split("definitions/")[1]),
  ).toEqual(["shop.ts"]);
  const [baseline] = await loadRevisions(project.config.out);
  const review = await readFile(join(baseline?.folder ?? "", "review.md"), "utf8");
  const told = [...review.matchAll(/the history of (.*?), `(.*?)`, at (.*?): it is left alone/g)];
  expect(told.map(([, tool, table, head]) => [tool, table, head])).toEqual([
    ["drizzle-kit", "drizzle.__drizzle_migrations", "def"],
    ["Graphile Migrate", "graphile_migrate.migrations", "000001.sql"],
    ["golang-migrate, dbmate or Rails", "legacy.schema_migrations", "20240305000000"],
    ["Prisma", "public._prisma_migrations", "20240101_init"],
    ["Alembic", "public.alembic_version", "1975ea83b712, 27c6a30d7c24"],
    ["Liquibase", "public.databasechangelog", "8 of bob, db/changelog.xml"],
    ["Flyway", "public.flyway_schema_history", "2.1"],
    ["node-pg-migrate", "public.pgmigrations", "1700000000001_second"],
    ["golang-migrate, dbmate or Rails", "public.schema_migrations", "42"],
    ["Sqitch", "sqitch.changes", "flipr: users"],
  ]);
  expect(await readFile(join(baseline?.folder ?? "", "migration.sql"), "utf8")).not.toMatch(
    /alembic|flyway|databasechange|prisma|sqitch|graphile|__drizzle|schema_migrations/,
  );
  expect(hasDrifted(await findDrift(project, at(), sql))).toBe(false);
});

test("a database that is managed already says what to do, and nothing is written", async () => {
  const other = await makeProject({ "drizzle.config.ts": await readFile(project.config.file, "utf8") });
  try {
    await expect(adoptDatabase(other, at(), [])).rejects.toMatchObject({
      diagnostics: [
        {
          message: expect.stringMatching(
            /is managed already: its history dwh\.__drizzle_migrations is at \d+_baseline$/,
          ),
          help: expect.stringContaining("clone it"),
        },
      ],
    });
  } finally {
    await removeProject(other.root);
  }
});
