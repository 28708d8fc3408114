import { expect, test } from "vitest";
import { connect } from "../../scripts/database/connect/connect.ts";
import { driftItems, hasDrifted } from "../../scripts/drift/drift-items.ts";
import { findDrift } from "../../scripts/drift/find-drift.ts";
import { repairOf } from "../../scripts/drift/repair.ts";
import { writeRepair } from "../../scripts/drift/write-repair.ts";
import { NOTHING_ALLOWED } from "../../scripts/model/allowance.ts";
import { proveAndWrite } from "../../scripts/revise/write-revision.ts";
import { writeScript } from "../../scripts/sql/write-statement.ts";
import { plan, writeFiles } from "../support/project.ts";
import { DEPLOYER, own, roleServer } from "../support/role-server.ts";

const [owner, keeper, stranger, other] = ["owner", "keeper", "stranger", "other"].map(own) as [
  string,
  string,
  string,
  string,
];
const FIRST = `
import { integer, pgSchema, serial } from "drizzle-orm/pg-core";
export const app = pgSchema("app");
export const mood = app.enum("mood", ["calm"]);
export const numbers = app.sequence("numbers");
export const a = app.table("a", { id: serial(), mood: mood() });
export const b = app.table("b", { id: integer() });
export const theirs = app.table("theirs", { id: integer() });
export const v = app.view("v").as((qb) => qb.select().from(b));
`;
/** Of the second revision, which another role may apply. */
const SECOND = `
import { integer, pgSchema } from "drizzle-orm/pg-core";
export const later = pgSchema("later");
export const c = later.table("c", { id: integer() });
`;
const ROLES = `
roles:
  ${owner}: { shared: true }
  ${keeper}: { shared: true }
owners:
  - { tables: app.theirs, owner: ${owner} }
`;
const BY_HAND = ['CREATE FUNCTION "app".f(a integer) RETURNS integer LANGUAGE sql AS $$ SELECT a $$;'];

const server = roleServer({
  owns: true,
  files: { "definitions/a.ts": FIRST, "roles/all.yaml": ROLES },
});

const lines = (sections: Parameters<typeof writeScript>[0]) =>
  writeScript(sections)
    .split("\n")
    .filter((line) => line.startsWith("ALTER"))
    .sort();

test("owners that nobody declared are those who applied the revisions", async () => {
  const who = "a plain deployer";
  const { sql, project } = server;
  await sql.unsafe(`CREATE ROLE ${stranger}; CREATE ROLE ${other} CREATEROLE LOGIN`);
  const first = await plan(project, "first");
  const breaks = "\n--> statement-breakpoint\n";
  await proveAndWrite(
    project,
    {
      ...first,
      migration: [first.migration.trimEnd(), ...BY_HAND].join(breaks),
      down: ['DROP FUNCTION "app".f(integer);', first.down].join(breaks),
    },
    { proof: true, where: project.root },
  );
  await server.up(who);
  await writeFiles(project.root, { "definitions/b.ts": SECOND });
  await server.revise("second");
  await server.up("a superuser");
  const target = server.target(who);
  const drifted = async () => {
    const drift = await findDrift(project, target, sql);
    return { drift, items: await driftItems(project, drift) };
  };
  expect((await drifted()).items).toEqual([]);

  await sql.unsafe(`ALTER SCHEMA app OWNER TO ${stranger}; ALTER TABLE app.a OWNER TO ${stranger};
    ALTER VIEW app.v OWNER TO ${keeper}; ALTER TYPE app.mood OWNER TO ${stranger};
    ALTER SEQUENCE app.numbers OWNER TO ${stranger}; ALTER FUNCTION app.f OWNER TO ${stranger};
    ALTER TABLE app.theirs OWNER TO ${stranger};
    ALTER TABLE later.c OWNER TO ${DEPLOYER}`);
  const { drift, items } = await drifted();
  const [row] = await sql.unsafe("SELECT current_user AS superuser");
  const [maker, later] = [DEPLOYER, String(row?.superuser)];
  const belongs = (what: string, role: string, now: string) => `${what} belongs to ${now}, not ${role}`;
  expect(items.map(({ text }) => text).sort()).toEqual(
    [
      belongs("schema app", maker, stranger),
      belongs("table app.a", maker, stranger),
      belongs("table app.v", maker, keeper),
      belongs("type app.mood", maker, stranger),
      belongs("sequence app.numbers", maker, stranger),
      belongs("routine app.f(integer)", maker, stranger),
      belongs("table app.theirs", owner, stranger),
      belongs("table later.c", later, DEPLOYER),
    ].sort(),
  );
  expect(items.find(({ text }) => text.includes("app.a"))?.at?.file).toMatch(/a\.ts$/);
  const repair = await repairOf(drift, NOTHING_ALLOWED);
  expect(repair.left).toEqual([]);
  expect(lines(repair.sections)).toHaveLength(8);
  // Nobody gives away what he does not own; whoever may, may.
  const mine = await connect(server.url("a superuser"));
  try {
    await writeRepair(project, target, mine, drift, repair);
  } finally {
    await mine.end();
  }
  expect(hasDrifted(await findDrift(project, target, sql))).toBe(false);
  // Restored as somebody else's, as pg_restore --no-owner does: all of it, the history too.
  await sql.unsafe(`ALTER TABLE drizzle.__drizzle_migrations OWNER TO ${other};
    ALTER TABLE app.a OWNER TO ${other}; ALTER TABLE app.b OWNER TO ${other}`);
  expect(hasDrifted(await findDrift(project, target, sql))).toBe(false);
  // An old history without a log: nobody knows.
  await sql.unsafe(`DROP TABLE drizzle.__drizzle_migrations_log; ALTER TABLE app.b OWNER TO ${stranger}`);
  expect(hasDrifted(await findDrift(project, target, sql))).toBe(false);
});
