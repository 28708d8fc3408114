import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, describe, expect, inject, test } from "vitest";
import { connect, type Sql } from "../../scripts/database/connect/connect.ts";
import { Refusal } from "../../scripts/model/diagnostic.ts";
import { migrate } from "../../scripts/move/migrate.ts";
import { proveForeignKeys } from "../../scripts/prove/prove-foreign-keys.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { freshDatabase, removeProject } from "../support/cluster.ts";
import { makeProject, revise, target } from "../support/project.ts";

const suffix = randomBytes(4).toString("hex");
const name = (role: string) => `${role}_${suffix}`;
const DEFINITIONS = `
import { integer, pgSchema, serial } from "drizzle-orm/pg-core";
export const base = pgSchema("base");
export const app = pgSchema("app");
export const parent = base.table("parent", { id: integer().primaryKey() });
export const child = app.table("child", {
  id: serial().primaryKey(),
  parent: integer().references(() => parent.id, { onDelete: "cascade", onUpdate: "cascade" }),
});
`;
const ROLES = `
levels:
  write: { tables: [SELECT, INSERT, UPDATE, DELETE] }
roles:
  ${name("keeper")}: { shared: true }
  ${name("base")}: { shared: true }
  ${name("app")}: { shared: true }
  ${name("writer")}: { shared: true, grants: [{ level: write, in: [base, app] }] }
schemas:
  base: { owner: ${name("keeper")}, objects_owner: ${name("base")} }
  app: { owner: ${name("keeper")}, objects_owner: ${name("app")} }
`;

let sql: Sql;
let project: Project;
let database: Awaited<ReturnType<typeof freshDatabase>>;

beforeEach(async () => {
  database = await freshDatabase(inject("adminUrl"));
  sql = await connect(database.url);
  await sql.unsafe(`CREATE ROLE ${name("deployer")} LOGIN CREATEROLE PASSWORD 'p'`);
  await sql.unsafe(
    `ALTER DATABASE "${new URL(database.url).pathname.slice(1)}" OWNER TO ${name("deployer")}`,
  );
  project = await makeProject({ "definitions/a.ts": DEFINITIONS, "roles/all.yaml": ROLES });
});
afterEach(async () => {
  await sql.end();
  await database.drop();
  await removeProject(project.root);
  const admin = await connect(inject("adminUrl"));
  const rows = await admin.unsafe(`SELECT rolname FROM pg_roles WHERE rolname LIKE '%\\_${suffix}'
    ORDER BY rolname LIKE 'deployer%'`);
  for (const { rolname } of rows) await admin.unsafe(`DROP OWNED BY "${rolname}"; DROP ROLE "${rolname}"`);
  await admin.end();
});

describe.each(["a superuser", "a plain deployer"])("owners can work: as %s", (who) => {
  test("a foreign key between owners who do not own their schemas lets rows in and out", async () => {
    const address = new URL(database.url);
    if (who === "a plain deployer") {
      address.username = name("deployer");
      address.password = "p";
    }
    await revise(project, "first", { proof: who === "a superuser" });
    await migrate(project, target(address.href, { env: "test" }), { direction: "up", to: "head" });
    await sql.unsafe(`SET ROLE ${name("writer")};
      INSERT INTO base.parent VALUES (1), (2);
      INSERT INTO app.child (parent) VALUES (1), (2);
      UPDATE base.parent SET id = 3 WHERE id = 2;
      DELETE FROM base.parent WHERE id = 1;
      RESET ROLE`);
    expect(await sql.unsafe("SELECT parent FROM app.child")).toEqual([{ parent: 3 }]);
    const [row] = await sql.unsafe(
      `SELECT has_table_privilege('${name("app")}', 'base.parent', 'REFERENCES') AS refers`,
    );
    expect(row).toEqual({ refers: true });
    expect(await proveForeignKeys(sql)).toEqual([]);
    // What the proof would say where an owner lacks it.
    await sql.unsafe(`REVOKE USAGE ON SCHEMA base FROM ${name("base")}, ${name("app")};
      REVOKE USAGE ON SCHEMA app FROM ${name("app")}`);
    const error = await proveForeignKeys(sql).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(Refusal);
    expect((error as Refusal).diagnostics.map(({ code, help }) => [code, help])).toEqual([
      ["proof-foreign-key", expect.stringContaining(`give ${name("base")} USAGE on the schema base`)],
      ["proof-foreign-key", expect.stringContaining(`give ${name("app")} USAGE on the schema app`)],
    ]);
  });
});
