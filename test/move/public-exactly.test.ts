import { randomBytes } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { connect, type Sql, serverVersion } from "../../scripts/database/connect/connect.ts";
import { inspect } from "../../scripts/database/inspect/inspect.ts";
import { catalogShape } from "../../scripts/database/inspect/shape.ts";
import { bindWarehouse } from "../../scripts/model/bind.ts";
import { isEmptyDelta } from "../../scripts/model/delta.ts";
import { type Move, migrate } from "../../scripts/move/migrate.ts";
import { describeDifference } from "../../scripts/review/differences.ts";
import { accessScript } from "../../scripts/sources/access-script.ts";
import { compareAccess } from "../../scripts/sources/compare-access.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { compareSources, readSources } from "../../scripts/sources/read-sources.ts";
import type { Source } from "../../scripts/sources/source.ts";
import { removeProject } from "../support/cluster.ts";
import { type OwnedDatabase, ownedDatabase } from "../support/owned-database.ts";
import { makeProject, revise, target, writeFiles } from "../support/project.ts";

const suffix = randomBytes(4).toString("hex");
const deployer = `deployer_${suffix}`;
const DEFINITIONS = `
import { integer, pgSchema, pgTable } from "drizzle-orm/pg-core";
export const app = pgSchema("app");
export const p = app.table("p", { id: integer() });
export const q = app.table("q", { id: integer(), n: integer() });
export const r = pgTable("r", { id: integer() });
`;
const SAID = `
public:
  - { privileges: [], tables: app.p }
  - { privileges: SELECT, tables: public.r }
  - { privileges: USAGE, schemas: public }
  - { privileges: [CONNECT, TEMPORARY], database: current }
`;
/** What everybody has besides, by hand. */
const BY_HAND = [
  "SELECT ON app.p",
  "UPDATE (id) ON app.p",
  "INSERT, SELECT ON public.r",
  "CREATE ON SCHEMA public",
  "SELECT ON app.q",
];

let sql: Sql;
let project: Project;
let url: string;
let major: number;
let database: OwnedDatabase;
let admin: Sql;

const move = (to: Move) => migrate(project, target(url, { env: "test" }), to);
const up = () => move({ direction: "up", to: "head" });
const shape = () => catalogShape(sql, { roles: () => false });

beforeAll(async () => {
  admin = await connect(inject("adminUrl"));
  major = (await serverVersion(admin)).major;
});
afterAll(() => admin.end());
beforeEach(async () => {
  database = await ownedDatabase(deployer);
  sql = await connect(database.url);
  project = await makeProject({ "definitions/a.ts": DEFINITIONS, "roles/all.yaml": "roles: {}\n" });
});
afterEach(async () => {
  await sql.end();
  await database.drop();
  await removeProject(project.root);
});

/** In what the live side is not as declared, and the SQL that would make it so. */
async function compared() {
  const { declared } = compareSources(await readSources(project), []);
  const bound = bindWarehouse(declared, { variables: { env: "test" }, major });
  const source = (kind: Source["kind"], warehouse: Source["warehouse"]): Source =>
    ({
      kind,
      warehouse,
      renames: [],
      database: database.name,
    }) as unknown as Source;
  const live = source("live", await inspect(sql));
  const files = source("declared", bound);
  return {
    lines: describeDifference(compareAccess(files, live).difference),
    script: accessScript(compareAccess(live, files)),
  };
}

const everybodys = async () => {
  const [row] = await sql.unsafe(`SELECT has_table_privilege('public', 'app.p', 'SELECT') AS p,
    has_column_privilege('public', 'app.p', 'id', 'UPDATE') AS id,
    has_table_privilege('public', 'app.q', 'SELECT') AS q,
    has_table_privilege('public', 'public.r', 'SELECT') AS r,
    has_table_privilege('public', 'public.r', 'INSERT') AS inserts,
    has_schema_privilege('public', 'public', 'CREATE') AS creates`);
  return row;
};
const EXACTLY = { p: false, id: false, q: true, r: true, inserts: false, creates: false };

describe.each(["a superuser", "a plain deployer"])("what is said of PUBLIC holds: as %s", (who) => {
  beforeEach(async () => {
    url = who === "a superuser" ? database.url : database.asDeployer;
    await revise(project, "first", { proof: false });
    await up();
    for (const one of BY_HAND) await sql.unsafe(`GRANT ${one} TO PUBLIC`);
    await writeFiles(project.root, { "roles/all.yaml": `roles: {}\n${SAID}` });
  });

  test("what equals PostgreSQL's own is said too: diff tells, the revision takes the rest away", async () => {
    const { lines } = await compared();
    expect(lines).toEqual(
      expect.arrayContaining([
        "PUBLIC should not have SELECT on table app.p",
        "PUBLIC should not have UPDATE on column app.p.id",
        "PUBLIC should not have INSERT on table public.r",
        "PUBLIC should not have CREATE on schema public",
      ]),
    );
    expect(lines).toHaveLength(4);
    const { migration, down } = await revise(project, "public", { proof: false });
    expect(migration).toContain('REVOKE CREATE ON SCHEMA "public" FROM PUBLIC;');
    expect(migration).toContain('REVOKE ALL ON TABLE "app"."p" FROM PUBLIC;');
    expect(down).toContain('-- when server < 15\nGRANT CREATE ON SCHEMA "public" TO PUBLIC;');
    await up();
    expect(await everybodys()).toEqual(EXACTLY);
    expect((await compared()).lines).toEqual([]);
    const after = await shape();
    await move({ direction: "down", to: "-1" });
    expect(await everybodys()).toMatchObject({ p: false, r: false, creates: major < 15 });
    await up();
    expect(await shape()).toEqual(after);
    // Nobody is told again, and what comes by hand later is.
    const { changes } = compareSources(await readSources(project), []);
    expect(isEmptyDelta(changes)).toBe(true);
    await sql.unsafe("GRANT DELETE ON app.p TO PUBLIC");
    expect((await compared()).lines).toEqual(["PUBLIC should not have DELETE on table app.p"]);
  });

  test("what it keeps on a column stays, what whoever may pass it on gave goes too", async () => {
    const giver = `giver_${suffix}`;
    const said = (more: string) => `
roles:
  ${giver}: { shared: true, grants: [{ privileges: [SELECT, INSERT], tables: app.q, grant_option: true }, { privileges: USAGE, schemas: app }] }
public:
  - { privileges: SELECT, tables: app.q, columns: n }
${more}`;
    const has = async () => {
      const privileges = ["SELECT", "INSERT", "UPDATE"];
      const rows = await sql.unsafe(`SELECT name, p FROM unnest('{id,n}'::text[]) AS name,
        unnest('{${privileges.join()}}'::text[]) AS p WHERE has_column_privilege('public', 'app.q', name, p)`);
      return rows.map(({ name, p }) => `${p} ${name}`);
    };
    await writeFiles(project.root, { "roles/all.yaml": said("") });
    await revise(project, "kept", { proof: false });
    await up();
    await sql.unsafe(`GRANT UPDATE ON app.q TO PUBLIC; SET ROLE ${giver};
      GRANT INSERT ON app.q TO PUBLIC; GRANT SELECT (id) ON app.q TO PUBLIC; RESET ROLE`);
    expect(await has()).toHaveLength(6);
    await writeFiles(project.root, { "roles/all.yaml": said("  - { privileges: [], tables: app.q }") });
    const { migration } = await revise(project, "public", { proof: false });
    expect(migration).toContain(`SET LOCAL ROLE "${giver}";`);
    await up();
    expect(await has()).toEqual(["SELECT n"]);
    expect((await compared()).lines).toEqual([]);
    // Who has the option by hand is not known to the revision: it is refused, and told.
    await move({ direction: "down", to: "-1" });
    await sql.unsafe(`CREATE ROLE other_${suffix}; GRANT USAGE ON SCHEMA app TO other_${suffix};
      GRANT INSERT ON app.q TO other_${suffix} WITH GRANT OPTION;
      SET ROLE other_${suffix}; GRANT INSERT ON app.q TO PUBLIC; RESET ROLE`);
    const refused = await up().catch((error: unknown) => error);
    expect(String((refused as Error).message)).toContain(
      `PUBLIC has INSERT and should not: other_${suffix} granted it, and only other_${suffix} can revoke it`,
    );
    await sql.unsafe(`DROP OWNED BY other_${suffix}; DROP ROLE other_${suffix}`);
    await up();
    expect(await has()).toEqual(["SELECT n"]);
    await move({ direction: "down", to: "base", destructive: "everything" });
  });

  test("what columns have by hand goes where the whole table, or the column, is newly said", async () => {
    const giver = `giver_${suffix}`;
    const roles = `roles: { ${giver}: { shared: true, grants: [
      { privileges: SELECT, tables: app.q, grant_option: true }, { privileges: USAGE, schemas: app }] } }\n`;
    await writeFiles(project.root, { "roles/all.yaml": roles });
    await revise(project, "giver", { proof: false });
    await up();
    await sql.unsafe(`REVOKE SELECT ON app.p FROM PUBLIC;
      GRANT SELECT (n), REFERENCES (id) ON app.q TO PUBLIC; SET ROLE ${giver};
      GRANT SELECT (n) ON app.q TO PUBLIC; RESET ROLE`);
    const said = `${roles}public:
  - { privileges: [SELECT, DELETE], tables: app.q }
  - { privileges: SELECT, tables: app.p, columns: id }\n`;
    await writeFiles(project.root, { "roles/all.yaml": said });
    expect((await compared()).lines.sort()).toEqual([
      "PUBLIC lacks DELETE on table app.q",
      "PUBLIC lacks SELECT on column app.p.id",
      "PUBLIC should not have REFERENCES on column app.q.id",
      "PUBLIC should not have SELECT on column app.q.n",
      `PUBLIC should not have SELECT on column app.q.n, granted by ${giver}`,
      "PUBLIC should not have UPDATE on column app.p.id",
    ]);
    await revise(project, "public", { proof: false });
    await up();
    expect((await compared()).lines).toEqual([]);
    const acls =
      await sql.unsafe(`SELECT attrelid::regclass || '.' || attname AS name, item.privilege_type AS may
      FROM pg_attribute, aclexplode(attacl) AS item WHERE attrelid IN ('app.p'::regclass, 'app.q'::regclass)`);
    expect(acls).toEqual([{ name: "app.p.id", may: "SELECT" }]);
    // What comes by hand behind it is found before the next revision says the same of it again.
    await move({ direction: "down", to: "-1" });
    await sql.unsafe("GRANT SELECT (n) ON app.q TO PUBLIC");
    await up();
    expect((await compared()).lines).toEqual([]);
    await move({ direction: "down", to: "base", destructive: "everything" });
  });

  test("the SQL of diff makes it so", async () => {
    await sql.unsafe((await compared()).script);
    expect(await everybodys()).toEqual(EXACTLY);
    expect((await compared()).lines).toEqual([]);
  });
});

test("a history that never heard of it gets no revision by itself, and the next one only writes it down", async () => {
  url = database.url;
  await writeFiles(project.root, { "roles/all.yaml": `roles: {}\n${SAID}` });
  await revise(project, "first", { proof: false });
  const sources = await readSources(project);
  const { earlier, before } = sources;
  const former = {
    ...sources,
    earlier: earlier.map((revision) => ({ ...revision, knowsPublic: false })),
    before: { ...before, recorded: { ...before.recorded, publicSaid: new Set<string>() } },
  };
  const { changes, difference } = compareSources(former, []);
  expect(isEmptyDelta(changes)).toBe(true);
  expect(difference.publicSaid.added).toEqual(["database", "schema public", "table app.p", "table public.r"]);
});

test("a proved revision that says it of the schema public goes both ways", async () => {
  await writeFiles(project.root, { "roles/all.yaml": `roles: {}\n${SAID}` });
  await revise(project, "first");
});
