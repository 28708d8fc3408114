import { describe, expect, test } from "vitest";
import { readHalfDone } from "../../scripts/database/apply/step-record.ts";
import { catalogShape } from "../../scripts/database/inspect/shape.ts";
import { Refusal } from "../../scripts/model/diagnostic.ts";
import { migrate } from "../../scripts/move/migrate.ts";
import { proveAndWrite } from "../../scripts/revise/write-revision.ts";
import { historyTable } from "../../scripts/sources/history-place.ts";
import { noPooler, startPooler } from "../support/pooler.ts";
import { plan, revise, target, writeFiles } from "../support/project.ts";
import { APPLIERS, DEPLOYER, own, roleServer } from "../support/role-server.ts";

const reader = own("reader");
const definitions = (indexes: string) => `
import { sql } from "drizzle-orm";
import { index, integer, pgEnum, pgSchema } from "drizzle-orm/pg-core";
export const mood = pgEnum("mood", ["a"]);
export const shop = pgSchema("SHOP");
export const item = shop.table("item", { id: integer(), mood: mood() }, (t) => [${indexes}]);
`;
const ROLES = `
roles:
  ${reader}:
    shared: true
    grants: [{privileges: USAGE, schemas: SHOP}, {privileges: SELECT, tables: SHOP.item}]
`;

/** A membership that is lent, and noted. */
function brokenWhileLent(major: number): string {
  const [role, member] = [own("table"), DEPLOYER];
  const by = major >= 16 ? ` GRANTED BY "${member}"` : "";
  const lent = { role, member, end: `REVOKE "${role}" FROM "${member}"${by}` };
  return `GRANT "${role}" TO "${member}"; INSERT INTO drizzle.__drizzle_migrations_state
    VALUES ('lent:${JSON.stringify([role, member])}', '${JSON.stringify(lent)}')`;
}

const server = roleServer({
  owns: true,
  files: { "definitions/a.ts": definitions(""), "roles/all.yaml": "roles: {}\n" },
});

const shape = () => catalogShape(server.sql, { leaveOut: ["drizzle"], roles: (role) => role === reader });

describe.each(APPLIERS)("access in a revision of steps, as %s", (who) => {
  test("is done once, goes back from a step with the rest, and goes on", async () => {
    const { sql } = server;
    await server.revise("first");
    await server.up(who);
    await sql.unsafe(`INSERT INTO "SHOP".item VALUES (0)`);
    const before = await shape();
    const indexes = "index('inverse').on(sql`(1 / ${t.id})`).concurrently()";
    await server.declare(
      { "definitions/a.ts": definitions(indexes), "roles/all.yaml": ROLES },
      "access",
      who === "a superuser",
    );
    const [failed] = await server.refused(who);
    expect(failed?.message).toContain("22012");
    expect(await readHalfDone(sql, historyTable(server.project, { variables: {} }))).toMatchObject({
      done: 1,
      of: 2,
      access: "up",
    });
    await server.move(who, "down", "-1");
    expect(await shape()).toEqual(before);
    await server.refused(who);
    await sql.unsafe(`UPDATE "SHOP".item SET id = 1`);
    await server.up(who);
    expect((await server.compared()).lines).toEqual([]);
    await server.move(who, "down", "-1");
    expect(await shape()).toEqual(before);
  });
});

const OWNED = `
roles: {${own("base")}: {shared: true}, ${own("table")}: {shared: true}}
schemas: {SHOP: {owner: ${own("base")}, objects_owner: ${own("table")}}}
`;
const BACKFILL = `ALTER TABLE "SHOP"."item" ADD COLUMN "more" integer;
CREATE INDEX CONCURRENTLY "inverse" ON "SHOP"."item" ((1 / id));
-- in its own transaction
UPDATE "SHOP"."item" SET more = 1 / (id - 2);
`;
const BACK = `DROP INDEX CONCURRENTLY "SHOP"."inverse";
ALTER TABLE "SHOP"."item" DROP COLUMN "more";
`;

test("a plain deployer makes and drops indexes of a declared owner and changes its rows, and has no more memberships afterwards", async () => {
  const who = "a plain deployer";
  const { sql, project } = server;
  await server.declare({ "roles/all.yaml": OWNED }, "first");
  await server.up(who);
  await server.as(own("table"), `INSERT INTO "SHOP".item VALUES (0), (2)`);
  const before = await shape();
  const more = definitions("").replace("id: integer()", "id: integer(), more: integer()");
  await writeFiles(project.root, { "definitions/a.ts": more });
  const planned = await plan(project, "backfill");
  const written = { ...planned, migration: BACKFILL, down: BACK, byHand: true };
  await proveAndWrite(project, written, { proof: false });
  const memberships = () =>
    sql`SELECT roleid, member, grantor, admin_option, to_jsonb(m) - 'oid' AS all FROM pg_auth_members m WHERE member = (SELECT oid FROM pg_roles WHERE rolname = ${DEPLOYER}) ORDER BY 1, 2, 3`;
  const had = await memberships();
  // First the index divides by 0, then the rows do, which are all that is to come then.
  for (const mended of [1, 3]) {
    const [failed] = await server.refused(who);
    expect(failed?.message).toContain("22012");
    expect(await memberships()).toEqual(had);
    await sql.unsafe(`UPDATE "SHOP".item SET id = ${mended} WHERE id = ${mended - 1}`);
  }
  // As a process leaves it that is killed while the index is made.
  await server.as(DEPLOYER, brokenWhileLent(server.major));
  expect(await memberships()).not.toEqual(had);
  await server.up(who);
  expect(await memberships()).toEqual(had);
  const [index] =
    await sql`SELECT indisvalid, relowner::regrole::text AS owner FROM pg_index JOIN pg_class c ON c.oid = indexrelid WHERE relname = 'inverse'`;
  expect(index).toEqual({ indisvalid: true, owner: own("table") });
  // It may not read the rows that go, so they are not counted.
  const destructive = "everything";
  await migrate(project, server.target(who), { direction: "down", to: "-1", destructive });
  expect(await shape()).toEqual(before);
  expect(await memberships()).toEqual(had);
});

test.skipIf(noPooler !== undefined)(
  "steps behind a pooler: no session is left with a setting, and names of public are found",
  async () => {
    await writeFiles(server.project.root, {
      "definitions/a.ts": `import { index, integer, pgTable } from "drizzle-orm/pg-core";
export const item = pgTable("item", { id: integer() });`,
    });
    await revise(server.project, "first", { proof: false });
    await writeFiles(server.project.root, {
      "definitions/a.ts": `import { index, integer, pgTable } from "drizzle-orm/pg-core";
export const item = pgTable("item", { id: integer() }, (t) => [index("by").on(t.id).concurrently()]);`,
    });
    await revise(server.project, "second");
    const pooler = await startPooler(server.url("a plain deployer"), 2);
    try {
      await server.sql.unsafe(
        `ALTER DATABASE "${server.database}" SET search_path = pg_catalog; GRANT CREATE ON SCHEMA public TO PUBLIC`,
      );
      const there = target(pooler.url, { env: "test" });
      await migrate(server.project, there, { direction: "up", to: "head" });
      const [row] = await server.sql.unsafe("SELECT to_regclass('public.by') IS NOT NULL AS there");
      expect(row?.there).toBe(true);
      await migrate(server.project, there, { direction: "down", to: "base" });
    } finally {
      await pooler.stop();
    }
  },
);

test("by hand: what must be committed first, what runs in no transaction", async () => {
  const { sql, project } = server;
  await server.revise("first");
  await writeFiles(project.root, { "definitions/a.ts": definitions("").replace('["a"]', '["a", "b"]') });
  const planned = await plan(project, "by hand");
  const migration = `-- in its own transaction
ALTER TYPE "mood" ADD VALUE 'b';
UPDATE "SHOP"."item" SET mood = 'b' WHERE id = 1;
VACUUM "SHOP"."item";
REINDEX TABLE CONCURRENTLY "SHOP"."item";
`;
  const { files } = await proveAndWrite(project, { ...planned, migration, byHand: true }, { proof: true });
  expect(files["review.md"]).toContain('`VACUUM "SHOP"."item"` runs outside of any transaction');
  expect(files["review.md"]).toContain("is a transaction of its own");
  await server.move("a superuser", "up", "+1");
  await sql.unsafe(`INSERT INTO "SHOP".item VALUES (1, 'a'), (2, 'a')`);
  await sql.unsafe(`CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE ''no''; END';
    CREATE TRIGGER no BEFORE UPDATE ON "SHOP".item FOR EACH ROW EXECUTE FUNCTION no()`);
  const [refused] = await server.refused("a superuser");
  expect(refused?.help).toContain("step 1 of 4 of the way up");
  await sql.unsafe(`DROP FUNCTION no CASCADE`);
  const back = await server.move("a superuser", "down", "-1").catch((error: unknown) => error);
  expect(back).not.toBeInstanceOf(Refusal);
  const labels = () =>
    sql
      .unsafe("SELECT enumlabel FROM pg_enum ORDER BY 1")
      .then((rows) => rows.map(({ enumlabel }) => enumlabel));
  expect(await labels()).toEqual(["a"]);
  await server.up("a superuser");
  expect(await labels()).toEqual(["a", "b"]);
  const [row] = await sql.unsafe(`SELECT string_agg(mood::text, ' ' ORDER BY id) AS moods FROM "SHOP".item`);
  expect(row?.moods).toBe("b a");
});
