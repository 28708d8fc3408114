import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, describe, expect, inject, test } from "vitest";
import { connect, type Sql, serverVersion } from "../../scripts/database/connect/connect.ts";
import { inspect } from "../../scripts/database/inspect/inspect.ts";
import { bindWarehouse } from "../../scripts/model/bind.ts";
import { migrate } from "../../scripts/move/migrate.ts";
import { indexAccess } from "../../scripts/review/access/access-index.ts";
import { decide } from "../../scripts/review/access/verdict.ts";
import { ask } from "../../scripts/review/access/view-access.ts";
import { describeDifference } from "../../scripts/review/differences.ts";
import { compareAccess } from "../../scripts/sources/compare-access.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { compareSources, readSources } from "../../scripts/sources/read-sources.ts";
import type { Source } from "../../scripts/sources/source.ts";
import { freshDatabase, removeProject } from "../support/cluster.ts";
import { makeProject, revise, target } from "../support/project.ts";

const suffix = randomBytes(4).toString("hex");
const name = (role: string) => `${role}_${suffix}`;
const [deployer, watcher, reader] = ["deployer", "watcher", "reader"].map(name) as [string, string, string];
const DEFINITIONS = `
import { integer, pgSchema } from "drizzle-orm/pg-core";
export const app = pgSchema("app");
export const a = app.table("a", { id: integer() });
`;
const ROLES = (declared: string) => `
roles:
  ${watcher}: { shared: true, member_of: [pg_monitor, pg_maintain, { role: pg_read_all_data, admin: true }] }
  ${reader}: { shared: true, member_of: [pg_read_all_data] }
${declared}
`;

let sql: Sql;
let project: Project;
let major: number;
let database: Awaited<ReturnType<typeof freshDatabase>>;

beforeEach(async () => {
  database = await freshDatabase(inject("adminUrl"));
  sql = await connect(database.url);
  major = (await serverVersion(sql)).major;
  await sql.unsafe(`CREATE ROLE ${deployer} LOGIN CREATEROLE PASSWORD 'p'`);
  if (major >= 16)
    await sql.unsafe(
      `GRANT pg_monitor, pg_read_all_data${major >= 17 ? ", pg_maintain" : ""} TO ${deployer} WITH ADMIN OPTION`,
    );
  await sql.unsafe(`ALTER DATABASE "${new URL(database.url).pathname.slice(1)}" OWNER TO ${deployer}`);
});
afterEach(async () => {
  const admin = await connect(inject("adminUrl"));
  await sql.end();
  await database.drop();
  await removeProject(project.root);
  const rows = await admin.unsafe(`SELECT rolname FROM pg_roles WHERE rolname LIKE '%\\_${suffix}'
    ORDER BY rolname = '${deployer}'`);
  for (const { rolname } of rows) await admin.unsafe(`DROP OWNED BY "${rolname}"; DROP ROLE "${rolname}"`);
  await admin.end();
});

describe.each(["", "  pg_monitor: { external: true }\n  pg_read_all_data: { external: true }"])(
  "PostgreSQL's own roles need no declaration, and may have one: %j",
  (declaration) => {
    test.each(["a superuser", "a plain deployer"])("proved, applied and compared as %s", async (who) => {
      project = await makeProject({ "definitions/a.ts": DEFINITIONS, "roles/all.yaml": ROLES(declaration) });
      const address = new URL(database.url);
      if (who === "a plain deployer") {
        address.username = deployer;
        address.password = "p";
      }
      const { migration } = await revise(project, "first");
      expect(migration).toContain(`-- when server >= 17\nGRANT "pg_maintain" TO "${watcher}";`);
      await migrate(project, target(address.href, { env: "test" }), { direction: "up", to: "head" });
      const { declared } = compareSources(await readSources(project), []);
      const source = (kind: Source["kind"], warehouse: Source["warehouse"]) =>
        ({ kind, warehouse, renames: [], database: "d" }) as unknown as Source;
      const bound = bindWarehouse(declared, { variables: { env: "test" }, major });
      const compared = async () => {
        const live = source("live", await inspect(sql));
        const files = source("declared", bound);
        return [
          ...describeDifference(compareAccess(files, live).difference),
          ...describeDifference(compareAccess(live, files).difference),
        ];
      };
      expect(await compared()).toEqual([]);
      const index = indexAccess(bound, major);
      expect(decide(index, reader, ask(index, "SELECT", { kind: "table", path: ["app", "a"] })).can).toBe(
        true,
      );
      const by = who === "a superuser" || major < 16 ? "" : ` GRANTED BY ${deployer}`;
      await sql.unsafe(`REVOKE pg_read_all_data FROM ${reader}${by}`);
      expect(await compared()).toHaveLength(2);
      await sql.unsafe(`GRANT pg_read_all_data TO ${reader}${by}`);
      await migrate(project, target(address.href, { env: "test" }), { direction: "down", to: "base" });
    });
  },
);
