import { resolve } from "node:path";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { adoptRolesOf } from "../../scripts/adopt/adopt-server.ts";
import { openScratch, type Scratch } from "../../scripts/database/servers/scratch.ts";
import { readRolesFiles } from "../../scripts/declarations/language/role-files.ts";
import { migrate } from "../../scripts/move/migrate.ts";
import { openProject, type Project } from "../../scripts/sources/project.ts";
import {
  embeddedPackage,
  freshDatabase,
  removeProject,
  shareEmptyCluster,
  temporaryProject,
} from "../support/cluster.ts";
import { LIBRARY, makeProject, target } from "../support/project.ts";

/** Lists in one order: the files say them in another. */
const sorted = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_, item) => (Array.isArray(item) ? [...item].sort() : item)));

/** What people do to a warehouse in the course of time. */
const MESS = `
  CREATE ROLE alice LOGIN;
  GRANT test_analyst TO alice;
  CREATE ROLE airflow LOGIN;
  GRANT USAGE ON SCHEMA "STG_RENTAL" TO airflow;
  GRANT SELECT ON ALL TABLES IN SCHEMA "STG_RENTAL" TO airflow;
  ALTER DEFAULT PRIVILEGES FOR ROLE airflow IN SCHEMA "STG_RENTAL" GRANT SELECT ON TABLES TO alice;
  REVOKE SELECT ON "STG_AUTH"."user" FROM test_dwh_stg_auth_read;
  DO $$ BEGIN EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database()); END $$;
  GRANT SELECT ON "STG_RENTAL"."strike" TO prod_analyst;
  GRANT pg_read_all_data TO alice;
  CREATE SCHEMA other;
  CREATE TABLE other.t ();
  GRANT SELECT ON other.t TO alice;
  CREATE TABLE "STG_AUTH".left_behind ();
  GRANT SELECT ON "STG_AUTH".left_behind TO alice;
  GRANT SELECT ON "DM_RENTAL"."dm_strike" TO test_dashboard WITH GRANT OPTION;
  SET ROLE test_dashboard;
  GRANT SELECT ON "DM_RENTAL"."dm_strike" TO alice;
  RESET ROLE;`;

const ROOT = resolve(import.meta.dirname, "../..");

// A server of its own: adoption reads all roles of a cluster.
describe("the roles of the whole warehouse, for test and prod in one cluster", () => {
  let folder: string;
  let scratch: Scratch;
  let project: Project;
  const urls = new Map<string, string>();

  const run = async (env: string, statements: string): Promise<void> => {
    const sql = postgres(urls.get(env) ?? "", { max: 1, onnotice: () => {} });
    await sql.unsafe(statements).finally(() => sql.end());
  };
  const adopt = (env: string, external: readonly string[] = []) =>
    adoptRolesOf(project, target(urls.get(env) ?? "", { env }), external);

  beforeAll(async () => {
    folder = await temporaryProject();
    await shareEmptyCluster(folder);
    project = await openProject(ROOT, LIBRARY);
    scratch = await openScratch(folder, { ...embeddedPackage(), base: "0" });
    for (const env of ["test", "prod"]) {
      urls.set(env, (await freshDatabase(scratch.url)).url);
      await migrate(project, target(urls.get(env) ?? "", { env }), { direction: "up", to: "head" });
    }
  }, 120_000);

  afterAll(async () => {
    await scratch.close();
    await removeProject(folder);
  });

  test.each(["test", "prod"])("%s: the lines that made them", async (env) => {
    const { text, unsaid } = await adopt(env);
    expect(unsaid).toEqual([]);
    const files = (await readRolesFiles(ROOT, "roles")).map((file) => parse(file.text));
    expect(sorted(parse(text))).toEqual(sorted(Object.assign({}, ...files)));
  });

  test("what grew by hand is said, and what cannot be is told", async () => {
    await run("test", MESS);
    const { text, unsaid } = await adopt("test", ["air*"]);
    expect(parse(text).roles).toMatchObject({
      airflow: { external: true, grants: [{ level: "read", in: "STG_RENTAL" }] },
      alice: { shared: true, login: true, member_of: ["${env}_analyst", "pg_read_all_data"] },
      pg_read_all_data: { external: true },
      "${env}_dwh_stg_auth_read": { grants: [{ level: "read", in: "STG_AUTH", except: "STG_AUTH.user" }] },
    });
    expect(parse(text).public).toEqual([{ privileges: [], database: "current" }]);
    expect(parse(text).default_privileges).toEqual([
      { for: "airflow", in: "STG_RENTAL", tables: true, privileges: "SELECT", to: "alice" },
    ]);
    expect(unsaid).toEqual([
      "SELECT on table DM_RENTAL.dm_strike of alice, given by test_dashboard",
      "prod_analyst: has access here, but its name is of another environment",
      "the schema other, which the definitions do not have",
      "the table STG_AUTH.left_behind, which the definitions do not have",
    ]);
    for (const sentence of unsaid) expect(text).toContain(`# not said: ${sentence}\n`);
  });

  test("roles of the cloud, settings of every kind, and a database without definitions", async () => {
    await run(
      "test",
      `CREATE ROLE rds_superuser;
      CREATE ROLE "${"$"}{env}_trick" LOGIN;
      CREATE ROLE "Dm.Users-read" LOGIN;
      GRANT rds_superuser TO "${"$"}{env}_trick";
      ALTER ROLE "${"$"}{env}_trick" SET search_path = '';
      ALTER ROLE "${"$"}{env}_trick" SET "audit.level" = 'all';
      DO $$ BEGIN EXECUTE format('GRANT CONNECT ON DATABASE %I TO "${"$"}{env}_trick", "Dm.Users-read", alice', current_database()); END $$;`,
    );
    const { text } = await adopt("test");
    expect(parse(text).roles).toMatchObject({
      rds_superuser: { external: true },
      "$${env}_trick": { member_of: ["rds_superuser"], settings: { "audit.level": "all", search_path: "" } },
    });
    expect(parse(text).grants).toEqual([
      { to: ["$${env}_trick", "Dm.Users-read", "alice"], privileges: "CONNECT", database: "current" },
    ]);

    const bare = await makeProject({});
    const undefinedYet = await adoptRolesOf(bare, target(urls.get("prod") ?? "", { env: "prod" }), []);
    await removeProject(bare.root);
    const keys = ["${env}_dwh_${schema}_${level}", "${env}_sensitive_dwh_${schema}_${level}"];
    expect(Object.keys(parse(undefinedYet.text).access_roles)).toEqual(keys);
  });
});
