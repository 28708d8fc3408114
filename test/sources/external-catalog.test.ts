import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { connect, disconnect, type Sql, withConnection } from "../../scripts/database/connect/connect.ts";
import { CATALOG_FILE, catalogText, parseCatalog } from "../../scripts/declarations/objects/catalog-file.ts";
import { hasDrifted } from "../../scripts/drift/drift-items.ts";
import { findDrift } from "../../scripts/drift/find-drift.ts";
import { migrate } from "../../scripts/move/migrate.ts";
import { agree } from "../../scripts/revise/plan-revision.ts";
import { readExternalCatalog } from "../../scripts/sources/external-catalog.ts";
import { openProject, type Project } from "../../scripts/sources/project.ts";
import { readSources } from "../../scripts/sources/read-sources.ts";
import { freshDatabase, removeProject } from "../support/cluster.ts";
import { LIBRARY, makeProject, revise, target } from "../support/project.ts";

const OWN = randomBytes(4).toString("hex");
const [MAKER, DEPLOYER] = [`maker_${OWN}`, `deployer_${OWN}`];

/** Made by another tool, as another role, with rows. */
const CONTENT = `
CREATE SCHEMA raw; CREATE SCHEMA marts;
CREATE TABLE raw.orders (id serial PRIMARY KEY, card text, total numeric);
CREATE TABLE raw.events (id bigint GENERATED ALWAYS AS IDENTITY, day date) PARTITION BY RANGE (day);
CREATE TABLE raw.events_2026 PARTITION OF raw.events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE TABLE raw.flyway_schema_history (installed_rank integer PRIMARY KEY);
CREATE TABLE raw."Odd.name" ("a b" integer);
CREATE TYPE raw.mood AS ENUM ('calm');
CREATE VIEW marts.sales AS SELECT id, total FROM raw.orders;
CREATE MATERIALIZED VIEW marts.daily AS SELECT count(*) AS count FROM raw.orders;
CREATE FUNCTION marts.rate(integer, text) RETURNS integer LANGUAGE sql AS 'SELECT 1';
INSERT INTO raw.orders (card, total) VALUES ('x', 1), ('y', 2);
`;

const ROLES = `
schemas:
  raw: {external: true}
  marts: {external: true}
levels:
  read: {tables: SELECT}
sensitive:
  - {tables: raw.orders, columns: card}
access_roles:
  "\${env}_\${schema}_\${level}": {levels: [read], in: "*"}
roles:
  ${MAKER}: {external: true}
  "\${env}_analyst":
    access: {level: read, in: marts}
    grants:
      - {privileges: USAGE, schemas: raw}
      - {privileges: SELECT, tables: "raw.*"}
      - {privileges: USAGE, sequences: "raw.*"}
      - {privileges: EXECUTE, routines: "marts.*"}
`;

let sql: Sql;
let database: Awaited<ReturnType<typeof freshDatabase>>;
let project: Project;
beforeAll(async () => {
  database = await freshDatabase(inject("adminUrl"));
  sql = await connect(database.url);
  await sql.unsafe(`CREATE ROLE ${MAKER}; CREATE ROLE ${DEPLOYER} LOGIN CREATEROLE PASSWORD 'p'`);
  const { pathname } = new URL(database.url);
  await sql.unsafe(`GRANT CREATE ON DATABASE ${pathname.slice(1)} TO ${MAKER}, ${DEPLOYER}`);
  // What it gives on is the maker's.
  await sql.unsafe(`GRANT ${MAKER} TO ${DEPLOYER}`);
  await sql.unsafe(`SET ROLE ${MAKER}; ${CONTENT}; RESET ROLE`);
  project = await makeProject({ "roles/r.yaml": ROLES }, [OWN]);
});
afterAll(async () => {
  await disconnect(sql);
  await database.drop();
  // Where a test failed, roles are still there that the deployer made.
  await withConnection(inject("adminUrl"), (admin) =>
    admin.unsafe(`DROP OWNED BY ${DEPLOYER}; DROP ROLE ${MAKER}, ${DEPLOYER}`),
  );
  await removeProject(project.root);
});

const at = () => {
  const url = new URL(database.url);
  [url.username, url.password] = [DEPLOYER, "p"];
  return target(url.href, { env: OWN });
};

/** What `dwh catalog --write` does. */
async function keep(): Promise<readonly string[]> {
  const { found, differences } = await readExternalCatalog(project, at());
  await writeFile(join(project.root, CATALOG_FILE), catalogText(found));
  project = await openProject(project.root, LIBRARY);
  return differences;
}

/** Whether the analyst may, as the server says. */
async function may(object: string, privilege = "SELECT"): Promise<boolean> {
  const [row] = await sql.unsafe("SELECT has_table_privilege($1, $2, $3) AS may", [
    `${OWN}_analyst`,
    object,
    privilege,
  ]);
  return Boolean(row?.may);
}

test("without a catalog a project that makes no tables says how to get one", async () => {
  await expect(readSources(project)).rejects.toMatchObject({
    diagnostics: [{ code: "no-definitions", help: expect.stringContaining("dwh catalog --write") }],
  });
});

test("access to what others make is written, proved, applied without superuser, and does not drift", async () => {
  expect(await keep()).toEqual([
    "new: materialized view marts.daily",
    "new: routine marts.rate(integer, text)",
    "new: sequence raw.orders_id_seq",
    'new: table raw."Odd.name"',
    "new: table raw.events",
    "new: table raw.orders",
    "new: type raw.mood",
    "new: view marts.sales",
  ]);
  expect(await keep()).toEqual([]);
  await revise(project, "first");
  await migrate(project, at(), { direction: "up", to: "head" });
  expect(await may("raw.events")).toBe(true);
  expect(await may('raw."Odd.name"')).toBe(true);
  expect(await may("marts.daily")).toBe(true);
  expect(await may("raw.flyway_schema_history")).toBe(false);
  const [row] = await sql.unsafe(
    `SELECT has_column_privilege($1, 'raw.orders', 'card', 'SELECT') AS card,
      has_column_privilege($1, 'raw.orders', 'total', 'SELECT') AS total,
      has_sequence_privilege($1, 'raw.orders_id_seq', 'USAGE') AS sequence`,
    [`${OWN}_analyst`],
  );
  expect(row).toEqual({ card: false, total: true, sequence: true });
  expect(hasDrifted(await findDrift(project, at(), sql))).toBe(false);
});

test("a table that comes later is reached once it is kept, and the next revision says so", async () => {
  await sql.unsafe(`SET ROLE ${MAKER}; CREATE TABLE raw.later (id integer); RESET ROLE`);
  expect(hasDrifted(await findDrift(project, at(), sql))).toBe(false);
  expect((await agree(await readSources(project))).agrees).toBe(true);
  expect(await keep()).toEqual(["new: table raw.later"]);
  expect((await agree(await readSources(project))).agrees).toBe(false);
  const { migration } = await revise(project, "later");
  expect(migration).toContain('GRANT SELECT ON TABLE "raw"."later"');
  await migrate(project, at(), { direction: "up", to: "head" });
  expect(await may("raw.later")).toBe(true);
  // A table that is gone takes its privileges along.
  await sql.unsafe("DROP TABLE raw.later");
  expect(await keep()).toEqual(["gone: table raw.later"]);
  expect((await agree(await readSources(project))).agrees).toBe(false);
  await revise(project, "gone");
  await migrate(project, at(), { direction: "up", to: "head" });
  expect(hasDrifted(await findDrift(project, at(), sql))).toBe(false);
  await sql.unsafe(`SET ROLE ${MAKER}; CREATE TABLE raw.later (id integer); RESET ROLE`);
  await migrate(project, at(), { direction: "down", to: "base", destructive: "everything" });
  expect(await sql.unsafe("SELECT FROM raw.orders")).toHaveLength(2);
});

test("the file is read back as it was written, and a broken one is named", async () => {
  const text = await readFile(join(project.root, CATALOG_FILE), "utf8");
  expect(catalogText(parseCatalog("catalog.json", text))).toBe(text);
  for (const broken of ["{", "[]", '{"s": {"tables": {"t": "a"}}}', '{"s": {"what": []}}'])
    expect(() => parseCatalog("catalog.json", broken)).toThrow(/catalog\.json cannot be read/);
});
