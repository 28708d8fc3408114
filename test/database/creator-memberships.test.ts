import { randomBytes } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from "vitest";
import { connect, type Sql, serverVersion } from "../../scripts/database/connect/connect.ts";
import { migrate } from "../../scripts/move/migrate.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { freshDatabase, removeProject } from "../support/cluster.ts";
import { makeProject, revise, target, writeFiles } from "../support/project.ts";

const suffix = randomBytes(4).toString("hex");
const [deployer, reader] = [`deployer_${suffix}`, `reader_${suffix}`];

const DEFINITIONS = `
import { integer, pgSchema } from "drizzle-orm/pg-core";
export const mart = pgSchema("DM_A");
export const a = mart.table("a", { id: integer() });
`;
const READER = `roles:\n  ${reader}: { shared: true }\n`;

let admin: Sql;
let sql: Sql;
let major: number;
let project: Project;
let url: string;
let database: Awaited<ReturnType<typeof freshDatabase>>;

beforeAll(async () => {
  admin = await connect(inject("adminUrl"));
  major = (await serverVersion(admin)).major;
});
beforeEach(async () => {
  database = await freshDatabase(inject("adminUrl"));
  sql = await connect(database.url);
  await sql.unsafe(`CREATE ROLE ${deployer} LOGIN CREATEROLE PASSWORD 'p';
    GRANT CREATE ON DATABASE ${new URL(database.url).pathname.slice(1)} TO ${deployer}`);
  const address = new URL(database.url);
  address.username = deployer;
  address.password = "p";
  url = address.href;
  project = await makeProject({ "definitions/a.ts": DEFINITIONS, "roles/all.yaml": READER });
  await revise(project, "first", { proof: false });
  await migrate(project, target(url, { env: "test" }), { direction: "up", to: "head" });
});
afterEach(async () => {
  await sql.end();
  await database.drop();
  await admin.unsafe(`DROP ROLE IF EXISTS ${reader}; DROP ROLE ${deployer}`);
  await removeProject(project.root);
});
afterAll(() => admin.end());

/** What the deployer has of the role that it made, with who gave it: the bootstrap superuser is `boot`. */
async function memberships(): Promise<string[]> {
  const rows = await sql
    .unsafe(
      `SELECT CASE WHEN grantor = 10 THEN 'boot' ELSE grantor::regrole::text END, admin_option,
      to_jsonb(a) ->> 'inherit_option', to_jsonb(a) ->> 'set_option'
    FROM pg_auth_members a WHERE roleid = '${reader}'::regrole AND member = '${deployer}'::regrole ORDER BY admin_option`,
    )
    .values();
  return rows.map((row) => row.join(" "));
}

async function declare(options: string): Promise<void> {
  const member = `  ${deployer}:\n    external: true\n    member_of: ${options}\n`;
  await writeFiles(project.root, { "roles/all.yaml": READER + member });
  await revise(project, "member", { proof: false });
}

const asSuperuser = (direction: "up" | "down", to: string) =>
  migrate(project, target(database.url, { env: "test" }), { direction, to });

test.each([
  [`[${reader}]`, "true true"],
  [`[{ role: ${reader}, inherit: false }]`, "false true"],
  [`[{ role: ${reader}, set: false }]`, "true false"],
])("a superuser gives a role to its creator, and takes it again: %s", async (options, expected) => {
  if (major < 16 && !options.startsWith(`[${reader}`)) return;
  const before = await memberships();
  expect(before).toEqual(major < 16 ? [] : ["boot true false false"]);
  await declare(options);
  await asSuperuser("up", "head");
  if (major >= 16) expect(await memberships()).toEqual([`${deployer} false ${expected}`, ...before]);
  else expect(await memberships()).toHaveLength(1);
  await asSuperuser("down", "-1");
  expect(await memberships()).toEqual(before);
});

test("a superuser gives a role to its creator with ADMIN", async () => {
  await declare(`[{ role: ${reader}, admin: true }]`);
  await asSuperuser("up", "head");
  expect(await memberships()).toHaveLength(1);
  if (major >= 16) expect(await memberships()).toEqual(["boot true true true"]);
});

test("the creator gives the role to itself", async () => {
  const before = await memberships();
  await declare(`[${reader}]`);
  await migrate(project, target(url, { env: "test" }), { direction: "up", to: "head" });
  expect(await memberships()).toHaveLength(before.length + 1);
  await asSuperuser("down", "-1");
  expect(await memberships()).toEqual(before);
});
