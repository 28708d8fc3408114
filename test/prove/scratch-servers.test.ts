import { randomBytes } from "node:crypto";
import { afterAll, afterEach, beforeAll, expect, inject, test } from "vitest";
import { connect, type Sql, serverVersion } from "../../scripts/database/connect/connect.ts";
import { borrowServer } from "../../scripts/database/servers/borrowed-server.ts";
import { proveAndWrite } from "../../scripts/revise/write-revision.ts";
import { openProject, type Project } from "../../scripts/sources/project.ts";
import { removeProject } from "../support/cluster.ts";
import { LIBRARY, makeProject, plan, writeFiles } from "../support/project.ts";
import { refusalOf } from "../support/refusal.ts";

const suffix = randomBytes(4).toString("hex");
const env = `s${suffix}`;
const VARIABLE = "SCRATCH_TEST_URL";

const DEFINITIONS = `
import { integer, pgSchema, serial } from "drizzle-orm/pg-core";
export const shop = pgSchema("SHOP");
export const orders = shop.table("orders", { id: serial().primaryKey(), n: integer() });
`;
const ROLES = `
roles:
  outside_${suffix}: {external: true}
  "\${env}_owner": {}
  "\${env}_reader":
    member_of: outside_${suffix}
    grants: [{privileges: USAGE, schemas: SHOP}, {privileges: SELECT, tables: SHOP.orders}]
schemas:
  SHOP: {owner: "\${env}_owner", objects_owner: "\${env}_owner"}
expect:
  - {role: "\${env}_reader", can: SELECT, tables: SHOP.orders}
  - {role: "\${env}_reader", cannot: INSERT, tables: SHOP.orders}
`;

let admin: Sql;
let project: Project;
beforeAll(async () => {
  admin = await connect(inject("adminUrl"));
});
afterEach(async () => {
  const rows = await admin.unsafe(`SELECT rolname FROM pg_roles WHERE strpos(rolname, '${suffix}') > 0`);
  for (const { rolname } of rows) await admin.unsafe(`DROP ROLE "${rolname}"`);
  delete process.env[VARIABLE];
  await removeProject(project.root);
});
afterAll(() => admin.end());

/** A project that is proved on such a server. */
async function projectOn(scratch: string, files: Record<string, string> = {}): Promise<Project> {
  const made = await makeProject({ "definitions/shop.ts": DEFINITIONS, "roles/a.yaml": ROLES, ...files });
  await writeFiles(made.root, {
    "drizzle.config.ts": `export default {
      dialect: "postgresql", schema: "./definitions/**/*.ts",
      warehouse: { variables: { env: ["${env}"] }, scratch: ${scratch} },
    };`,
  });
  return openProject(made.root, LIBRARY);
}

/** Proves and writes a revision. @returns what review.md says of the proof */
async function proved(message: string, before = ""): Promise<string> {
  const revision = await plan(project, message);
  const { files } = await proveAndWrite(
    project,
    { ...revision, migration: `${before}${revision.migration}` },
    { proof: true },
  );
  return (files["review.md"] ?? "").split("## Proof")[1] ?? "";
}

/** What proofs have left on the server. */
async function left(): Promise<string[]> {
  const rows = await admin.unsafe(`
    SELECT datname AS name FROM pg_database WHERE datname LIKE 'dwh\\_scratch%'
    UNION ALL SELECT rolname FROM pg_roles WHERE strpos(rolname, '${suffix}') > 0`);
  return rows.map(({ name }) => String(name)).sort();
}

test("another major of the embedded server", async () => {
  project = await projectOn("{ major: 15 }");
  expect(await proved("first")).toContain("on PostgreSQL 15.");
  // From the state that is kept.
  await writeFiles(project.root, {
    "definitions/shop.ts": DEFINITIONS.replace("n: integer()", "n: integer(), m: integer()"),
  });
  expect(await proved("second")).toContain("on PostgreSQL 15.");
}, 300_000);

test("a server of the team's own, as a superuser, again and again, and nothing stays", async () => {
  process.env[VARIABLE] = inject("adminUrl");
  project = await projectOn(`{ urlFrom: "${VARIABLE}" }`);
  const { text } = await serverVersion(admin);
  expect(await proved("first")).toContain(`on PostgreSQL ${text}`);
  expect(await left()).toEqual([]);
  await writeFiles(project.root, {
    "roles/a.yaml": ROLES.replace("SELECT, tables: SHOP.orders}]", "ALL, tables: SHOP.orders}]").replace(
      /expect:.*/s,
      "",
    ),
  });
  expect(await proved("second")).toContain(`on PostgreSQL ${text}`);
  expect(await left()).toEqual([]);
});

test("a server where somebody else has such roles is refused, and they stay", async () => {
  process.env[VARIABLE] = inject("adminUrl");
  project = await projectOn(`{ urlFrom: "${VARIABLE}" }`);
  await admin.unsafe(`CREATE ROLE ${env}_reader; CREATE ROLE outside_${suffix}`);
  const { diagnostics } = await refusalOf(proved("first"));
  expect(diagnostics).toMatchObject([
    { code: "scratch-refused", message: expect.stringContaining(`${env}_reader`) },
  ]);
  await admin.unsafe(`DROP ROLE ${env}_reader`);
  // A role that others make stays where it was there before.
  await proved("first");
  expect(await left()).toEqual([`outside_${suffix}`]);
  await admin.unsafe(`DROP ROLE outside_${suffix}`);
});

test("as a role with CREATEDB and CREATEROLE, where PostgreSQL lets it become the roles that it makes", async () => {
  const tester = `tester_${suffix}`;
  await admin.unsafe(`CREATE ROLE ${tester} LOGIN CREATEDB CREATEROLE PASSWORD 'p'`);
  const url = new URL(inject("adminUrl"));
  Object.assign(url, { username: tester, password: "p" });
  process.env[VARIABLE] = url.href;
  project = await projectOn(`{ urlFrom: "${VARIABLE}" }`, {
    "roles/a.yaml": ROLES.replace(`    member_of: outside_${suffix}\n`, ""),
  });
  const { major } = await serverVersion(admin);
  if (major >= 16) expect(await proved("first")).toContain("on PostgreSQL");
  else await refusalOf(proved("first"));
  expect(await left()).toEqual([tester]);
  await admin.unsafe(`ALTER ROLE ${tester} NOCREATEDB`);
  await writeFiles(project.root, {
    "definitions/shop.ts": DEFINITIONS.replace("n: integer()", "n: integer(), m: integer()"),
  });
  expect((await refusalOf(proved("again"))).diagnostics).toMatchObject([{ code: "scratch-refused" }]);
  await admin.unsafe(`DROP ROLE ${tester}`);
});

test("what a killed proof left goes with the next one, and what fails leaves nothing", async () => {
  process.env[VARIABLE] = inject("adminUrl");
  await admin.unsafe(`CREATE DATABASE dwh_scratch_${suffix}; `);
  await admin.unsafe(`CREATE ROLE ${env}_reader`);
  await admin.unsafe(`COMMENT ON DATABASE dwh_scratch_${suffix} IS '["${env}_reader"]'`);
  project = await projectOn(`{ urlFrom: "${VARIABLE}" }`);
  const { diagnostics } = await refusalOf(proved("first", "SELECT 1 / 0;\n--> statement-breakpoint\n"));
  expect(diagnostics).toMatchObject([{ code: "statement-failed" }]);
  expect(await left()).toEqual([]);
});

test("one proof at a time", async () => {
  project = await projectOn("{ major: 18 }");
  const first = await borrowServer(inject("adminUrl"));
  let opened = false;
  const second = borrowServer(inject("adminUrl")).then((scratch) => {
    opened = true;
    return scratch;
  });
  // Another question to the server is answered while the second waits.
  await admin.unsafe("SELECT 1");
  expect(opened).toBe(false);
  await first.close();
  await (await second).close();
  expect(await left()).toEqual([]);
});

test("an extension that the server lacks is told with the ways out", async () => {
  project = await projectOn("{ major: 18 }");
  const { diagnostics } = await refusalOf(
    proved("first", 'CREATE EXTENSION "no_such_extension";\n--> statement-breakpoint\n'),
  );
  expect(diagnostics[0]?.message).toContain("no_such_extension");
  expect(diagnostics[0]?.help).toMatch(/scratch: \{ image:.*urlFrom: "SCRATCH_DATABASE_URL".*major: 15/s);
});

test("an address that is not set, and a package that is not there", async () => {
  project = await projectOn(`{ urlFrom: "${VARIABLE}" }`);
  expect((await refusalOf(proved("first"))).diagnostics).toMatchObject([
    { code: "target-without-url", message: expect.stringContaining(VARIABLE) },
  ]);
  const wrong = await refusalOf(projectOn("{ major: 9 }"));
  expect(wrong.diagnostics[0]?.message).toMatch(/warehouse\.scratch.major/);
});
