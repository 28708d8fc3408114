import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { rotateKeys } from "../../scripts/data/rotate-keys.ts";
import { connect, type Sql } from "../../scripts/database/connect/connect.ts";
import { catalogShape } from "../../scripts/database/inspect/shape.ts";
import { driftFrom } from "../../scripts/drift/find-drift.ts";
import { loadRevisions } from "../../scripts/migrations/folder.ts";
import { Refusal } from "../../scripts/model/diagnostic.ts";
import { migrate } from "../../scripts/move/migrate.ts";
import type { PlanOptions } from "../../scripts/revise/plan-revision.ts";
import { verifyRevision } from "../../scripts/revise/verify-revision.ts";
import { proveAndWrite } from "../../scripts/revise/write-revision.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { removeProject } from "../support/cluster.ts";
import { type OwnedDatabase, ownedDatabase } from "../support/owned-database.ts";
import { makeProject, plan, target, writeFiles } from "../support/project.ts";
import { until } from "../support/until.ts";

const env = `en${randomBytes(4).toString("hex")}`;
const deployer = `${env}_deployer`;
let database: OwnedDatabase;
let sql: Sql;
let project: Project;

const HEAD = `import { bigint, bytea, date, integer, pgSchema, serial, text, timestamp, varchar } from "drizzle-orm/pg-core";
import { annotate, decryptedView, pgExtension, touchFunction, updatedAt } from "dwh-definitions";
export const core = pgSchema("CORE");
export const pgcrypto = pgExtension("pgcrypto");
export const touch = touchFunction(core);
`;

/** The table, which points at another with encrypted columns: which of its own are encrypted. */
const INFO = (types: { readonly email?: string; readonly born?: string; readonly note?: string } = {}) => {
  const column = (name: string, plain: string, type?: string) =>
    `${name}: ${type === undefined ? plain : "bytea()"}`;
  return `export const info = core.table("info", {
  id: serial().primaryKey(), userId: bigint("user_id", { mode: "number" }),
  ${column("email", "varchar({ length: 200 })", types.email)}, ${column("born", "date()", types.born)},
  ${column("note", "text().notNull()", types.note)}${types.note === undefined ? "" : ".notNull()"}, updatedAt: updatedAt(touch), styled: integer().references(() => styled.id) });
`;
};

const KEYS = `export const vault = pgSchema("VAULT");
export const infoKeys = vault.table("info_keys", { id: bigint({ mode: "number" }).primaryKey(), key: bytea().notNull() });
annotate(infoKeys, { sensitive: true });
`;

const ENCRYPTED = (columns: Readonly<Record<string, string>>) =>
  `annotate(info, { encrypted: { columns: ${JSON.stringify(columns)}, keys: infoKeys, id: "userId" } });
export const plain = decryptedView(core, "info_plain", info);
`;

const ROLES = `roles:
  "\${env}_owner": {}
  "\${env}_reader": { comment: Reads and writes in plain }
  "\${env}_other": { comment: Reads the table as it is }
  "\${env}_secret": { comment: Reads keys }
schemas: { CORE: { owner: "\${env}_owner", objects_owner: "\${env}_owner" } }
grants:
  - { to: ["\${env}_reader", "\${env}_other", "\${env}_secret"], privileges: USAGE, schemas: CORE }
  - { to: "\${env}_other", privileges: SELECT, tables: "CORE.*" }
`;

/** A table whose values are written by the style of a session. */
const STYLE_TYPES = { days: "date[]", span: "daterange", wait: "interval", many: "double precision" };
const STYLED = `export const styleKeys = core.table("style_keys", { id: integer().primaryKey(), key: bytea().notNull() });
annotate(styleKeys, { sensitive: true });
export const styled = core.table("styled", { id: integer().primaryKey(), days: bytea(), span: bytea(), wait: bytea(), many: bytea() });
annotate(styled, { encrypted: { columns: ${JSON.stringify(STYLE_TYPES)}, keys: styleKeys, id: "id" } });
export const styledPlain = decryptedView(core, "styled_plain", styled);
`;

/** With the view, and the table of keys. */
const OWNED = `{ owner: "\${env}_owner", objects_owner: "\${env}_owner" }`;
const KEY_ROLES = `${ROLES.replace("schemas: {", `schemas: { VAULT: ${OWNED},`)}  - { to: ["\${env}_other", "\${env}_secret"], privileges: USAGE, schemas: VAULT }
  - { to: "\${env}_reader", privileges: [SELECT, INSERT, UPDATE, DELETE], tables: CORE.info_plain, sensitive: only }
  - { to: "\${env}_secret", privileges: SELECT, tables: VAULT.info_keys, sensitive: only }
`;

beforeAll(async () => {
  database = await ownedDatabase(deployer);
  sql = await connect(database.url);
  project = await makeProject({}, [env]);
});
afterAll(async () => {
  await sql.end();
  await database.drop();
  await removeProject(project.root);
});

const asDeployer = () => target(database.asDeployer, { env });

const move = (direction: "up" | "down", to: string, there = asDeployer()) =>
  migrate(project, there, { direction, to, destructive: "everything" }).catch((error) => {
    if (!(error instanceof Refusal)) throw error;
    throw new Error(error.diagnostics.map(({ code, message }) => `${code}: ${message}`).join("\n"));
  });
const shape = () => catalogShape(sql, { leaveOut: ["drizzle"], roles: (role) => role.startsWith(env) });

async function step(
  message: string,
  definitions: string,
  files: Readonly<Record<string, string>> = {},
  options: PlanOptions = {},
) {
  await writeFiles(project.root, { "definitions/core.ts": HEAD + definitions + STYLED, ...files });
  const revision = await plan(project, message, [], options);
  const { migration, down } = revision;
  const written = await proveAndWrite(project, revision, { proof: true }).catch((error) => {
    if (!(error instanceof Refusal)) throw error;
    throw new Error(
      `${error.diagnostics.map(({ message: text }) => text).join("\n")}\n${migration}\n=====\n${down}`,
    );
  });
  return { migration, down, revision, written };
}

/** What the tables hold in plain, whatever is encrypted: all of it, and without the moment of the last UPDATE. */
const rowsOf = async (relation: string) => {
  const [row] = await sql.unsafe(
    `SELECT count(*)::int AS count, md5(string_agg(text || updated_at, ';' ORDER BY id)) AS whole, md5(string_agg(text, ';' ORDER BY id)) AS plain
     FROM (SELECT id, updated_at, format('%s,%L,%L,%L,%L', id, user_id, email, born, note) AS text FROM "CORE".${relation}) AS r`,
  );
  return row;
};

/** As somebody who has what a role has. */
async function as<Row>(role: string, statement: string): Promise<readonly Row[]> {
  return sql.begin(async (tx) => {
    await tx.unsafe(`SET LOCAL ROLE "${env}_${role}"`);
    return tx.unsafe(statement);
  }) as unknown as Promise<readonly Row[]>;
}

async function drifted(pending = 0) {
  const revisions = await loadRevisions(project.config.out);
  const applied = revisions.slice(0, revisions.length - pending);
  const there = await driftFrom(project, asDeployer(), sql, applied);
  return [...there.structure.changed, ...there.structure.byHand].map(({ object }) => object);
}

const PART = { email: "varchar(200)", born: "date" };
const ALL = { email: "varchar(200)", note: "text" };
const encrypted = (columns: Readonly<Record<string, string>>) => INFO(columns) + KEYS + ENCRYPTED(columns);

test("columns of a table with rows are encrypted, others instead, and decrypted again", async () => {
  await step("init", INFO(), { "roles/r.yaml": ROLES });
  await move("up", "head");
  await sql.unsafe(`INSERT INTO "CORE".info (user_id, email, born, note)
    SELECT n % 15000, CASE n % 4 WHEN 0 THEN NULL WHEN 1 THEN '' WHEN 2 THEN 'Ärger-Σ-日本語-' || n ELSE 'secret' || n END,
      CASE WHEN n % 3 > 0 THEN date '2000-01-01' + n::int END, repeat('x', n % 50) FROM generate_series(1, 20000) n`);
  const before = { rows: await rowsOf("info"), shape: await shape() };
  await writeFiles(project.root, {
    "definitions/core.ts": HEAD + encrypted(PART) + STYLED,
    "roles/r.yaml": KEY_ROLES,
  });
  const planned = await plan(project, "no way back");
  const down = planned.down.replace("::date END", "::integer::text::date END");
  await expect(proveAndWrite(project, { ...planned, down }, { proof: true })).rejects.toMatchObject({
    diagnostics: [{ message: expect.stringContaining("It runs where no rows are in") }],
  });
  const { migration, written, revision } = await step("encrypt", encrypted(PART), {
    "roles/r.yaml": KEY_ROLES,
  });
  expect(migration.match(/ALTER COLUMN "(?:email|born)" SET DATA TYPE bytea USING/g)).toHaveLength(2);
  expect(migration.match(/ALTER TABLE "CORE"."info" /g)).toHaveLength(1);
  expect(revision.hazards.filter(({ kind }) => kind === "destructive")).toEqual([]);
  expect(
    revision.hazards.flatMap(({ kind, message }) => (kind === "lock" ? [message.split(":")[0]] : [])),
  ).toEqual(["encrypts born, email of CORE.info by the keys in VAULT.info_keys"]);
  expect(JSON.stringify(written)).not.toContain("rows may refuse");
  const revisions = await loadRevisions(project.config.out);
  const verified = await verifyRevision(project, revisions, revisions.at(-1) as never);
  expect(verified.problems).toEqual([]);
  await move("up", "head");
  expect(await rowsOf("info_plain")).toEqual(before.rows);
  expect(await sql.unsafe(`SELECT count(*)::int FROM "VAULT".info_keys`)).toEqual([{ count: 15000 }]);
  const [stored] =
    await sql.unsafe(`SELECT count(DISTINCT email)::int AS different, count(email)::int AS values,
    bool_or(position(convert_to('secret', 'UTF8') IN email) > 0) AS readable FROM "CORE".info`);
  expect(stored).toEqual({ different: 15000, values: 15000, readable: false });
  expect(await drifted()).toEqual([]);
  const middle = await shape();
  const other = await step("others", encrypted(ALL));
  expect(other.migration).toContain(`ALTER COLUMN "born" SET DATA TYPE date USING CASE`);
  expect(other.migration).not.toContain(`ALTER COLUMN "email"`);
  await move("up", "head");
  expect(await rowsOf("info_plain")).toEqual(before.rows);
  await move("down", "-1");
  expect(await shape()).toEqual(middle);
  expect(await rowsOf("info_plain")).toEqual(before.rows);
  await move("down", "-1");
  expect(await rowsOf("info")).toEqual(before.rows);
  expect(await shape()).toEqual(before.shape);
});

test("who may read the view reads and writes in plain, and nobody else", async () => {
  await move("up", "head");
  expect(
    await as("reader", `SELECT email, note FROM "CORE".info_plain WHERE id IN (2, 4) ORDER BY id`),
  ).toEqual([
    { email: "Ärger-Σ-日本語-2", note: "xx" },
    { email: null, note: "xxxx" },
  ]);
  for (const relation of [`"CORE".info`, `"VAULT".info_keys`])
    await expect(as("reader", `SELECT FROM ${relation}`), relation).rejects.toThrow(/permission denied/);
  await expect(as("other", `SELECT FROM "CORE".info_plain`)).rejects.toThrow(/permission denied/);
  await expect(as("other", `SELECT FROM "VAULT".info_keys`)).rejects.toThrow(/permission denied/);
  await expect(as("other", `SELECT "VAULT".info_keys_key(1)`)).rejects.toThrow(/permission denied/);
  const [made] = await as<{ id: number; updated_at: Date }>(
    "reader",
    `INSERT INTO "CORE".info_plain (user_id, email, note) VALUES (77777, 'neu@Σ', '') RETURNING id, updated_at`,
  );
  expect(made?.updated_at).toBeInstanceOf(Date);
  const own = () => as("reader", `SELECT user_id, email, note FROM "CORE".info_plain WHERE id = ${made?.id}`);
  expect(await own()).toEqual([{ user_id: "77777", email: "neu@Σ", note: "" }]);
  await as("reader", `UPDATE "CORE".info_plain SET email = NULL, note = 'n' WHERE id = ${made?.id}`);
  expect(await own()).toEqual([{ user_id: "77777", email: null, note: "n" }]);
  await as("reader", `UPDATE "CORE".info_plain SET user_id = 77778 WHERE id = ${made?.id}`);
  expect(await own()).toEqual([{ user_id: "77778", email: null, note: "n" }]);
  expect(
    await sql.unsafe(
      `SELECT "VAULT".info_keys_decrypt(note, "VAULT".info_keys_key(user_id)) AS note FROM "CORE".info WHERE id = ${made?.id}`,
    ),
  ).toEqual([{ note: "n" }]);
  await as("reader", `DELETE FROM "CORE".info_plain WHERE id = ${made?.id}`);
  expect(await own()).toEqual([]);
});

test("values that the view writes are the same in every session", async () => {
  await sql.begin(async (tx) => {
    await tx.unsafe(
      `SET LOCAL "DateStyle" = 'SQL, DMY'; SET LOCAL "IntervalStyle" = 'sql_standard'; SET LOCAL extra_float_digits = 0`,
    );
    await tx.unsafe(`INSERT INTO "CORE".styled_plain (id, days, span, wait, many) VALUES
      (1, ARRAY[make_date(2024, 2, 1)], daterange(make_date(2024, 2, 1), make_date(2024, 3, 5)), make_interval(days => -1, hours => 2), 0.1::float8 + 0.2::float8)`);
  });
  expect(
    await sql.unsafe(`SELECT days = ARRAY[date '2024-02-01'] AS days, span = daterange('2024-02-01', '2024-03-05') AS span,
      wait = interval '-1 day +2 hours' AS wait, many = 0.1::float8 + 0.2::float8 AS many FROM "CORE".styled_plain`),
  ).toEqual([{ days: true, span: true, wait: true, many: true }]);
  await sql.unsafe(`DELETE FROM "CORE".styled_plain`);
});

test("the function that writes is nobody's but its view's", async () => {
  const seen = `SELECT count(*)::int AS rows, md5(string_agg(i::text, ';' ORDER BY id)) FROM "CORE".info AS i`;
  const before = await sql.unsafe(seen);
  for (const statement of [
    "DELETE FROM own WHERE id = 4",
    "UPDATE own SET email = 'x' WHERE id = 4",
    "INSERT INTO own (id, user_id, email, note) VALUES (99999, 4, 'x', 'y')",
  ])
    await expect(
      as(
        "other",
        `CREATE TEMP VIEW own AS SELECT 4 AS id, 4::bigint AS user_id, 'a'::varchar(200) AS email, date '2000-01-01' AS born, 'n'::text AS note, now() AS updated_at;
         CREATE TRIGGER own INSTEAD OF INSERT OR UPDATE OR DELETE ON own FOR EACH ROW EXECUTE FUNCTION "CORE".info_plain_write();
         ${statement}`,
      ),
      statement,
    ).rejects.toMatchObject({ code: "42501" });
  expect(await sql.unsafe(seen)).toEqual(before);
});

test("an UPDATE that waited for another changes what it says, and all values stay readable", async () => {
  const [one, two] = [await connect(database.url), await connect(database.url)];
  const [{ pid } = { pid: 0 }] = await two.unsafe<{ pid: number }[]>("SELECT pg_backend_pid() AS pid");
  const both = async (first: string, second: string) => {
    await one.unsafe(`BEGIN; UPDATE "CORE".info_plain SET ${first} WHERE id = 3`);
    const waiting = two.unsafe(`UPDATE "CORE".info_plain SET ${second} WHERE id = 3`).execute();
    await until("the second waits", async () => {
      const [row] = await sql.unsafe(`SELECT cardinality(pg_blocking_pids(${pid})) > 0 AS waits`);
      return row?.waits as boolean;
    });
    await one.unsafe("COMMIT");
    await waiting;
    return sql.unsafe(`SELECT user_id, email, born::text, note FROM "CORE".info_plain WHERE id = 3`);
  };
  const [was] = await sql.unsafe(`SELECT * FROM "CORE".info_plain WHERE id = 3`);
  expect(await both("user_id = 5, email = 'first'", "note = 'second'")).toEqual([
    { user_id: "5", email: "first", born: null, note: "second" },
  ]);
  expect(await both("email = 'third', born = '2001-02-03'", "user_id = 3")).toEqual([
    { user_id: "3", email: "third", born: "2001-02-03", note: "second" },
  ]);
  await Promise.all([one.end(), two.end()]);
  await sql.unsafe(`UPDATE "CORE".info_plain SET email = $1, born = NULL, note = $2 WHERE id = 3`, [
    was?.email,
    was?.note,
  ]);
});

test("keys are rotated in batches, with the values of all rows", async () => {
  const keysOf = () => sql.unsafe(`SELECT id, encode(key, 'hex') AS key FROM "VAULT".info_keys ORDER BY id`);
  const [before, rows] = [await keysOf(), await rowsOf("info_plain")];
  const batches: (number | string | undefined)[] = [];
  const deploying = await connect(asDeployer().url);
  const done = await rotateKeys({
    ...{ project, target: asDeployer(), sql: deploying, tables: ["VAULT.info_keys"], batch: 6000 },
    onBatch: ({ keys }) => batches.push(keys),
  }).finally(() => deploying.end());
  expect(done).toEqual([
    { table: "VAULT.info_keys", keys: before.length, rows: 20000, last: before.at(-1)?.id },
  ]);
  expect(batches).toEqual([6000, 12000, before.length]);
  const after = await keysOf();
  const former = new Set(before.map(({ key }) => key));
  expect(after.filter(({ key }) => former.has(key))).toEqual([]);
  expect((await rowsOf("info_plain"))?.plain).toEqual(rows?.plain);
});

test("what holds rows or keys back, or hides them, stops a rotation, and nothing is lost", async () => {
  const before = await rowsOf("info_plain");
  const keysOf = () =>
    sql.unsafe(`SELECT md5(string_agg(key::text, ';' ORDER BY id)) FROM "VAULT".info_keys`);
  const keys = await keysOf();
  const rotated = async (from: number) => {
    const deploying = await connect(asDeployer().url);
    return rotateKeys({
      project,
      target: asDeployer(),
      sql: deploying,
      tables: ["VAULT.info_keys"],
      after: `${from}`,
    })
      .then(() => "done")
      .catch(({ diagnostics: [first] }: Refusal) => `${first?.code} ${first?.message}`)
      .finally(() => deploying.end());
  };
  const HOLDS = (table: string, body: string) => [
    `CREATE FUNCTION "CORE".holds() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN ${body}; RETURN NEW; END';
     CREATE TRIGGER a_holds BEFORE UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION "CORE".holds()`,
    `DROP FUNCTION "CORE".holds() CASCADE`,
  ];
  const HIDES = (table: string, column: string) => [
    `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
     CREATE POLICY even ON ${table} USING (${column} % 2 = 0)`,
    `DROP POLICY even ON ${table}; ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY`,
  ];
  const [info, vault] = [`"CORE".info`, `"VAULT".info_keys`];
  const cases = [
    [HOLDS(info, "IF OLD.id % 2 = 0 THEN RETURN NULL; END IF"), /^rotation-held-back /],
    [HOLDS(info, "NEW.email := OLD.email"), /Wrong key or corrupt data/],
    [HOLDS(vault, "IF OLD.id % 2 = 0 THEN RETURN NULL; END IF"), /^rotation-held-back /],
    [HIDES(info, "id"), /row-level security policy/],
    [HIDES(vault, "id"), /row-level security policy/],
  ] as const;
  for (const [[make = "", unmake = ""], why] of cases) {
    await sql.unsafe(make);
    expect(await rotated(14900), make).toMatch(why);
    await sql.unsafe(unmake);
  }
  expect(await keysOf()).toEqual(keys);
  expect(await rowsOf("info_plain")).toEqual(before);
  expect(await rotated(14998)).toBe("done");
  const logged = await sql.unsafe(
    `SELECT revision, outcome, problem FROM drizzle.__drizzle_migrations_log WHERE action = 'rotate' ORDER BY id DESC LIMIT 2`,
  );
  expect(logged).toEqual([
    { revision: "VAULT.info_keys", outcome: "done", problem: null },
    { revision: "VAULT.info_keys", outcome: "failed", problem: expect.stringMatching(/row-level security/) },
  ]);
});

test("a row without a key is an error before anything changes, and never a NULL", async () => {
  const there = await sql.unsafe(`DELETE FROM "VAULT".info_keys WHERE id = 2 RETURNING id, key`);
  const before = await shape();
  // Who applies it may not read the tables as they are: the statement itself refuses, and all is rolled back.
  await expect(move("down", "-1")).rejects.toThrow(/a row has no key in VAULT\.info_keys/);
  await expect(move("down", "-1", target(database.url, { env }))).rejects.toThrow(
    /rows-in-the-way: CORE\.info: the values of \w+(?:, \w+)* need a key in VAULT\.info_keys for user_id: 2 rows of CORE\.info are in the way, such as \(id = 2\), \(id = 15002\)/,
  );
  expect(await shape()).toEqual(before);
  await expect(sql.unsafe(`SELECT email FROM "CORE".info_plain WHERE id = 2`)).rejects.toThrow(
    /a row has no key in VAULT\.info_keys/,
  );
  await expect(sql.unsafe(`SELECT "VAULT".info_keys_key(2)`)).rejects.toThrow(/a row has no key/);
  const [{ key } = { key: undefined }] = there;
  await sql.unsafe(`INSERT INTO "VAULT".info_keys VALUES (2, $1)`, [key]);
});

test("a cast of encrypted values, and keys that wildcards reach, are refused while a revision is planned", async () => {
  const planned = async (definitions: string, roles: string) => {
    await writeFiles(project.root, {
      "definitions/core.ts": HEAD + definitions + STYLED,
      "roles/r.yaml": roles,
    });
    return plan(project, "wrong").catch((error) =>
      (error as Refusal).diagnostics.map(({ code, at }) => `${code} ${at?.line}:${at?.column}`),
    );
  };
  expect(await planned(encrypted({ ...ALL, note: "integer" }), KEY_ROLES)).toEqual(["encryption-type 6:14"]);
  const open = INFO(ALL) + KEYS.replace("sensitive: true", "sensitive: false") + ENCRYPTED(ALL);
  expect(await planned(open, KEY_ROLES.replace(/.*info_(?:plain|keys).*\n/g, ""))).toEqual([
    "keys-not-sensitive 11:14",
  ]);
});

test("online it is done in batches, which go on where they stopped, both ways", async () => {
  const before = await rowsOf("info_plain");
  const { migration, down, written } = await step(
    "plain",
    INFO(),
    { "roles/r.yaml": ROLES },
    { online: true },
  );
  expect(migration).toMatch(/-- run batches\nANALYZE "CORE"."info";[\s\S]*SET DATA TYPE text USING CASE/);
  expect(down).toMatch(
    /SET DATA TYPE bytea USING CASE WHEN "email" IS NOT NULL THEN CASE WHEN[\s\S]*-- run batches\nANALYZE "CORE"."info";\s*$/,
  );
  expect(written.files["review.md"]).toContain("batches, each committed on its own");
  expect(written.files["review.md"]).not.toContain("rows may refuse");
  const open = async () => {
    const [row] = await sql.unsafe(`SELECT count(*) FILTER (WHERE get_byte(note, 0) = 0)::int AS plain,
      count(*) FILTER (WHERE get_byte(note, 0) > 0)::int AS encrypted FROM "CORE".info`);
    return row;
  };
  const [lost] = await sql.unsafe(`DELETE FROM "VAULT".info_keys WHERE id = 7000 RETURNING id, key`);
  await expect(move("up", "head")).rejects.toThrow(/a row of "CORE"\."info" has no key/);
  expect(await open()).toEqual({ plain: 0, encrypted: before?.count });
  await sql.unsafe(`INSERT INTO "VAULT".info_keys VALUES ($1, $2)`, [lost?.id, lost?.key]);
  // What nobody sees, or is held back, would stay as it is.
  await sql.unsafe(`ALTER TABLE "CORE".info ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY`);
  await expect(move("up", "head")).rejects.toThrow(/row-level security policy/);
  await sql.unsafe(`ALTER TABLE "CORE".info DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY`);
  await sql.unsafe(`CREATE FUNCTION "CORE".holds() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
    CREATE TRIGGER a_holds BEFORE UPDATE ON "CORE".info FOR EACH ROW EXECUTE FUNCTION "CORE".holds()`);
  await expect(move("up", "head")).rejects.toThrow(
    /a trigger or a rule of "CORE"\."info" holds its rows back/,
  );
  await sql.unsafe(`DROP FUNCTION "CORE".holds() CASCADE`);
  expect(await open()).toEqual({ plain: 0, encrypted: before?.count });
  const [broken] = await sql.unsafe(`SELECT id, note FROM "CORE".info ORDER BY ctid DESC LIMIT 1`);
  const setNote = async (note: Buffer) => {
    await sql.unsafe(`ALTER TABLE "CORE".info DISABLE TRIGGER USER`);
    await sql.unsafe(`UPDATE "CORE".info SET note = $2 WHERE id = $1`, [broken?.id, note]);
    await sql.unsafe(`ALTER TABLE "CORE".info ENABLE TRIGGER USER`);
  };
  await setNote(Buffer.from("c30c", "hex"));
  await expect(move("up", "head")).rejects.toThrow(/Wrong key or corrupt data/);
  const stopped = await open();
  expect(stopped?.plain).toBeGreaterThan(0);
  expect(stopped?.encrypted).toBeGreaterThan(0);
  const rotation = rotateKeys({ project, target: target(database.url, { env }), sql, tables: [] });
  await expect(rotation).rejects.toMatchObject({ diagnostics: [{ code: "half-done" }] });
  await setNote(broken?.note);
  // What is done and what is not show the same.
  expect(await rowsOf("info_plain")).toEqual(before);
  await move("up", "head");
  expect(await rowsOf("info")).toEqual(before);
  await move("down", "-1");
  expect(await open()).toEqual({ plain: 0, encrypted: before?.count });
  expect(await rowsOf("info_plain")).toEqual(before);
  expect(await drifted(1)).toEqual([]);
});

test("no key and no value reaches the log of a server that logs all statements and plans", async ({
  skip,
}) => {
  const [{ data_directory: data } = { data_directory: "" }] = await sql.unsafe("SHOW data_directory");
  const log = join(dirname(data), "server.log");
  if (!existsSync(log)) skip("the log of this server lies elsewhere");
  await move("up", "head");
  await sql.unsafe(`DELETE FROM "CORE".info WHERE id > 6`);
  await sql.unsafe(`UPDATE "CORE".info SET email = 'geheim-Σ-' || id, note = 'verborgen-' || id`);
  const settings = {
    log_statement: "all",
    log_min_duration_statement: "0",
    log_min_error_statement: "debug5",
    session_preload_libraries: "auto_explain",
    "auto_explain.log_min_duration": "0",
    "auto_explain.log_nested_statements": "on",
    "auto_explain.log_verbose": "on",
  };
  const name = database.name;
  for (const [setting, value] of Object.entries(settings))
    await sql.unsafe(`ALTER ROLE ${deployer} IN DATABASE "${name}" SET ${setting} = '${value}'`);
  const begin = statSync(log).size;
  const keys: string[] = [];
  const keepKeys = async () => {
    const rows = await sql.unsafe(
      `SELECT encode(key, 'hex') AS hex, encode(key, 'base64') AS base64 FROM "VAULT".info_keys`,
    );
    keys.push(...rows.flatMap(({ hex, base64 }) => [hex, base64] as string[]));
  };
  await move("down", "-1");
  await keepKeys();
  const deploying = await connect(asDeployer().url);
  await rotateKeys({ project, target: asDeployer(), sql: deploying, tables: [] }).finally(() =>
    deploying.end(),
  );
  await keepKeys();
  await move("down", "-1");
  await move("up", "+1");
  await sql.unsafe(`DELETE FROM "VAULT".info_keys WHERE id = 2`);
  await expect(move("down", "-1")).rejects.toThrow(/has no key/);
  const text = readFileSync(log).subarray(begin).toString("utf8");
  for (const word of [
    'ALTER TABLE "CORE"."info" ALTER COLUMN',
    "gen_random_bytes",
    "Query Text: SELECT k.",
    'UPDATE "CORE"."info"',
  ])
    expect(text).toContain(word);
  expect(keys.length).toBeGreaterThan(8);
  for (const secret of [
    "geheim",
    "verborgen",
    ...keys,
    Buffer.from("geheim").toString("hex"),
    Buffer.from("verborgen").toString("hex"),
  ])
    expect(text.includes(secret), secret).toBe(false);
});
