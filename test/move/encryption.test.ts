import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { connect, type Sql } from "../../scripts/database/connect/connect.ts";
import { catalogShape } from "../../scripts/database/inspect/shape.ts";
import { driftFrom } from "../../scripts/drift/find-drift.ts";
import { loadRevisions } from "../../scripts/migrations/folder.ts";
import { Refusal } from "../../scripts/model/diagnostic.ts";
import { migrate } from "../../scripts/move/migrate.ts";
import { proveAndWrite } from "../../scripts/revise/write-revision.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { freshDatabase, removeProject } from "../support/cluster.ts";
import { makeProject, plan, target, writeFiles } from "../support/project.ts";

const env = `en${randomBytes(4).toString("hex")}`;
const deployer = `${env}_deployer`;
let database: Awaited<ReturnType<typeof freshDatabase>>;
let sql: Sql;
let project: Project;

const HEAD = `import { bigint, bytea, date, integer, pgSchema, serial, text, timestamp, varchar } from "drizzle-orm/pg-core";
import { annotate, decryptedView, pgExtension, touchFunction, updatedAt } from "dwh-definitions";
export const core = pgSchema("CORE");
export const pgcrypto = pgExtension("pgcrypto");
export const touch = touchFunction(core);
`;

/** The table: which columns are encrypted. */
const INFO = (types: { readonly email?: string; readonly born?: string; readonly note?: string } = {}) => {
  const column = (name: string, plain: string, type?: string) =>
    `${name}: ${type === undefined ? plain : "bytea()"}`;
  return `export const info = core.table("info", {
  id: serial().primaryKey(), userId: bigint("user_id", { mode: "number" }),
  ${column("email", "varchar({ length: 200 })", types.email)}, ${column("born", "date()", types.born)},
  ${column("note", "text().notNull()", types.note)}${types.note === undefined ? "" : ".notNull()"}, updatedAt: updatedAt(touch) });
`;
};

const KEYS = `export const infoKeys = core.table("info_keys", { id: bigint({ mode: "number" }).primaryKey(), key: bytea().notNull() });
annotate(infoKeys, { sensitive: true });
`;

const ENCRYPTED = (columns: Readonly<Record<string, string>>) =>
  `annotate(info, { encrypted: { columns: ${JSON.stringify(columns)}, keys: infoKeys, id: "userId" } });
export const plain = decryptedView(core, "info_plain", info);
`;

const ROLES = `roles: { "\${env}_owner": {}, "\${env}_reader": { access: { level: read, in: CORE } }, "\${env}_secret": {} }
schemas: { CORE: { owner: "\${env}_owner", objects_owner: "\${env}_owner" } }
grants:
  - { to: "\${env}_reader", privileges: SELECT, tables: "CORE.*" }
  - { to: "\${env}_secret", privileges: USAGE, schemas: CORE }
`;

beforeAll(async () => {
  database = await freshDatabase(inject("adminUrl"));
  sql = await connect(database.url);
  await sql.unsafe(`CREATE ROLE ${deployer} LOGIN CREATEROLE PASSWORD 'p'`);
  await sql.unsafe(`ALTER DATABASE "${new URL(database.url).pathname.slice(1)}" OWNER TO ${deployer}`);
  project = await makeProject({}, [env]);
});
afterAll(async () => {
  await sql.end();
  await database.drop();
  const admin = await connect(inject("adminUrl"));
  await admin.unsafe(`DROP ROLE ${deployer}`);
  await admin.end();
  await removeProject(project.root);
});

function asDeployer() {
  const url = new URL(database.url);
  [url.username, url.password] = [deployer, "p"];
  return target(url.href, { env });
}

const move = (direction: "up" | "down", to: string) =>
  migrate(project, asDeployer(), { direction, to, destructive: "everything" }).catch((error) => {
    if (!(error instanceof Refusal)) throw error;
    throw new Error(error.diagnostics.map(({ code, message }) => `${code}: ${message}`).join("\n"));
  });
const shape = () => catalogShape(sql, { leaveOut: ["drizzle"], roles: (role) => role.startsWith(env) });

async function step(message: string, definitions: string, files: Readonly<Record<string, string>> = {}) {
  await writeFiles(project.root, { "definitions/core.ts": HEAD + definitions, ...files });
  const revision = await plan(project, message);
  const { migration, down } = revision;
  const written = await proveAndWrite(project, revision, { proof: true }).catch((error) => {
    if (!(error instanceof Refusal)) throw error;
    throw new Error(
      `${error.diagnostics.map(({ message: text }) => text).join("\n")}\n${migration}\n=====\n${down}`,
    );
  });
  return { migration, down, revision, written };
}

test("columns of a table with rows are encrypted and decrypted", async () => {
  const roles = ROLES.replace('${env}_reader": { access: { level: read, in: CORE } }', '${env}_reader": {}');
  await step("init", INFO(), { "roles/r.yaml": roles });
  await move("up", "head");
  await sql.unsafe(`INSERT INTO "CORE".info (user_id, email, born, note)
    SELECT n, CASE n % 4 WHEN 0 THEN NULL WHEN 1 THEN '' WHEN 2 THEN 'Ärger-Σ-日本語-' || n ELSE 'secret' || n END,
      CASE WHEN n % 3 > 0 THEN date '2000-01-01' + n::int END, repeat('x', n % 50) FROM generate_series(1, 20000) n`);
  const rows = () => sql.unsafe(`SELECT md5(string_agg(i::text, ',' ORDER BY id)) FROM "CORE".info i`);
  const before = { rows: await rows(), shape: await shape() };
  const { migration, down, revision } = await step(
    "encrypt",
    INFO({ email: "x", born: "x" }) + KEYS + ENCRYPTED({ email: "varchar(200)", born: "date" }),
  );
  console.log(migration, "=======\n", down, revision.rows, revision.hazards);
  await move("up", "head");
  console.log(await sql.unsafe(`SELECT * FROM "CORE".info limit 3`));
  console.log(await sql.unsafe(`SELECT * FROM "CORE".info_plain ORDER BY id limit 3`));
  await move("down", "-1");
  expect(await rows()).toEqual(before.rows);
  expect(await shape()).toEqual(before.shape);
});
