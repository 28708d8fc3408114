import { describe, expect, test } from "vitest";
import { readLog } from "../../scripts/database/apply/log-table.ts";
import { driftItems } from "../../scripts/drift/drift-items.ts";
import { findDrift } from "../../scripts/drift/find-drift.ts";
import type { Hint } from "../../scripts/migrations/kit/drizzle-kit-hints.ts";
import { type Move, migrate } from "../../scripts/move/migrate.ts";
import { stamp } from "../../scripts/move/stamp-history.ts";
import { planRevision } from "../../scripts/revise/plan-revision.ts";
import { proveAndWrite } from "../../scripts/revise/write-revision.ts";
import { historyTable } from "../../scripts/sources/history-place.ts";
import { readSources } from "../../scripts/sources/read-sources.ts";
import { plan, revise, target, writeFiles } from "../support/project.ts";
import { own, roleServer } from "../support/role-server.ts";

/** In two alphabets, with capitals. */
const ODD = "Ärger_Σ";
const NAMES = ["crmp", ODD];

const CONFIG = `
import { variable } from "dwh-definitions";
export default {
  dialect: "postgresql",
  schema: "./definitions/**/*.ts",
  migrations: { schema: variable("crmp") },
  warehouse: { variables: { env: ["test"], crmp: ${JSON.stringify(NAMES)} } },
};
`;

/** @param step how many revisions were made before */
const definitions = (step: number) => `
import { annotate, monthly, partitionBy, pgExtension, pgFunction, pgTrigger, role, variable } from "dwh-definitions";
import { eq, sql } from "drizzle-orm";
import { bigint, date, index, integer, pgPolicy, pgSchema, serial, text } from "drizzle-orm/pg-core";
export const ref = pgSchema("ref");
export const country = ref.table("country_c", { id: integer().primaryKey() });
export const crmp = pgSchema(variable("crmp"));
export const quality = crmp.enum("quality", ["good", "bad"${step > 0 ? ', "unknown"' : ""}]);
export const station = crmp.table("${step > 0 ? "site" : "station"}", {
  id: serial().primaryKey(),
  country: integer().references(() => country.id),
  title: text("${step > 0 ? "label" : "title"}").notNull(),
  secret: text(),
}, (t) => [
  pgPolicy("mine", { for: "select", to: role("\${env}_${own("reader")}"), using: sql\`\${t.id} > 0\` }),
  ${step > 0 ? 'index("site_label").on(t.title),' : ""}
]);
annotate(station, { comment: "Where", columns: { secret: { sensitive: true, comment: "Not for all" } } });
export const obs = crmp.table("obs", {
  id: serial().primaryKey(),
  station: integer().references(() => station.id),
  q: quality().default("good").notNull(),
  value: ${step > 0 ? "bigint({ mode: 'number' })" : "integer()"},
});
export const recent = crmp.view("recent").as((q) =>
  q.select({ id: obs.id, value: obs.value, title: station.title }).from(obs).innerJoin(station, eq(obs.station, station.id)));
export const touch = pgFunction(crmp, "touch", {
  returns: "trigger",
  security: "definer",
  set: { search_path: '"\${crmp}", pg_temp' },
  body: sql\`BEGIN PERFORM 1 FROM \${station}; RETURN NEW; END\`,
});
export const trigrams = pgExtension("pg_trgm");
export const day = crmp.table("day", { day: date().notNull(), note: text() }, (t) => [
  index("day_note").using("gin", t.note.op("gin_trgm_ops")),
]);
annotate(day, { partitioned: partitionBy("range", day.day, { partitions: monthly({ from: "2026-10-01", to: "2026-12-01" }) }) });
export const touched = pgTrigger(obs, "touched", { before: "insert", execute: touch });
`;

const ROLES = `
levels:
  read: { tables: SELECT }
  write: { tables: [SELECT, INSERT] }
access_roles:
  "\${env}_\${schema}_${own("${level}")}": { levels: [read, write], in: "*" }
schemas:
  "\${crmp}": { objects_owner: "\${env}_${own("owner")}" }
roles:
  "\${env}_${own("owner")}": {}
  "\${env}_${own("reader")}":
    access: { level: read, in: "\${crmp}" }
    grants:
      - { privileges: SELECT, tables: "\${crmp}.*", sensitive: only }
      - { privileges: USAGE, types: "\${crmp}.quality" }
public:
  - { privileges: [], routines: "\${crmp}.*" }
expect:
  - { role: "\${env}_${own("reader")}", can: SELECT, tables: "\${crmp}.recent" }
`;

const SMALL = `
import { variable } from "dwh-definitions";
import { pgSchema, serial } from "drizzle-orm/pg-core";
export const crmp = pgSchema(variable("crmp"));
export const t = crmp.table("t", { id: serial().primaryKey() });
`;
const SMALL_ROLES = `
levels:
  read: { tables: SELECT }
access_roles:
  "\${env}_\${schema}_${own("${level}")}": { levels: [read], in: "*" }
roles:
  "\${env}_${own("owner")}": {}
owners:
  - { owner: "\${env}_${own("owner")}", tables: "\${crmp}.t" }
`;

const server = roleServer({
  owns: true,
  files: { "drizzle.config.ts": CONFIG, "definitions/s.ts": definitions(0), "roles/all.yaml": ROLES },
});

const at = (crmp: string) => target(server.url("a plain deployer"), { env: "test", crmp });
const move = (crmp: string, direction: Move["direction"], to: string, dryRun = false) =>
  migrate(server.project, at(crmp), { direction, to, dryRun, destructive: "everything" });

const drifted = async (crmp: string) =>
  (await driftItems(server.project, await findDrift(server.project, at(crmp), server.sql))).map(
    ({ area, text }) => `${area}: ${text}`,
  );

/** What the database has in schemas that are no PostgreSQL's own. */
const relations = async () => {
  const rows = await server.sql`
    SELECT nspname AS schema, relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
    WHERE nspname !~ '^pg_|^information_schema$' AND relkind IN ('r', 'v') ORDER BY 1, 2`;
  return rows.map(({ schema, name }) => `${schema}.${name}`);
};

const RENAMES: Hint[] = [
  { type: "rename", kind: "table", from: ["${crmp}", "station"], to: ["${crmp}", "site"] },
  { type: "rename", kind: "column", from: ["${crmp}", "site", "title"], to: ["${crmp}", "site", "label"] },
];

/** The next revision with more SQL behind it. */
async function withSql(message: string, more: string, down: string) {
  const planned = await planRevision(await readSources(server.project), message, [], { empty: true });
  if (planned.kind !== "planned") throw new Error(planned.kind);
  const { revision } = planned;
  const migration = `${revision.migration}\n${more}`;
  const written = { ...revision, migration, down: `${down}\n${revision.down}`, byHand: true };
  return proveAndWrite(server.project, written, { proof: false });
}

describe("a schema that is called otherwise on each target", () => {
  test("has a whole history in it under an odd name, up and down, with its rows", async () => {
    const { project, sql } = server;
    const { files } = await proveAndWrite(project, await plan(project, "first"), { proof: true });
    expect(files["review.md"]).not.toMatch(/not compared|no rows/);
    await move(ODD, "up", "head");
    await sql.unsafe(
      `INSERT INTO "${ODD}".station (title) VALUES ('a'); INSERT INTO "${ODD}".obs (station, value) VALUES (1, 7)`,
    );
    expect(await drifted(ODD)).toEqual([]);
    await writeFiles(project.root, { "definitions/s.ts": definitions(1) });
    const { states } = await plan(project, "second", RENAMES);
    // The state is what drizzle-kit goes on from.
    expect(states.after.ddl).toContainEqual(
      expect.objectContaining({ entityType: "schemas", name: "${crmp}" }),
    );
    await revise(project, "second", { hints: RENAMES });
    await withSql(
      "by hand",
      `CREATE FUNCTION "\${crmp}"."count"() RETURNS bigint LANGUAGE sql AS $$ SELECT count(*) FROM "\${crmp}"."site" $$;
       ALTER TABLE "\${crmp}"."obs" ADD COLUMN "n" integer DEFAULT nextval('"\${crmp}".obs_id_seq');
       ALTER TABLE "\${crmp}"."obs" DROP COLUMN "n";`,
      'DROP FUNCTION "${crmp}"."count"();',
    );
    await move(ODD, "up", "head");
    expect(await drifted(ODD)).toEqual([]);
    const [row] = await sql.unsafe(
      `SELECT "${ODD}".count()::int AS sites, label, value::int FROM "${ODD}".recent`,
    );
    expect(row).toEqual({ sites: 1, label: "a", value: 7 });
    await move(ODD, "down", "base");
    const left = ["_log", "_state"].map((table) => `${ODD}.__drizzle_migrations${table}`);
    expect(await relations()).toEqual(left);
    const log = await readLog(sql, historyTable(project, at(ODD)));
    expect(log?.filter(({ outcome }) => outcome === "done")).toHaveLength(6);
    // What is left is no hindrance to the next way up.
    await move(ODD, "up", "+1");
    expect(await drifted(ODD)).toEqual([]);
  });

  test("stands beside itself in one database, each with its own history", async () => {
    const { project, sql } = server;
    await writeFiles(project.root, { "definitions/s.ts": SMALL, "roles/all.yaml": SMALL_ROLES });
    await server.revise("first");
    const tried = await move("crmp", "up", "head", true);
    expect(tried.moved).toHaveLength(1);
    expect(await relations()).toEqual([]);
    await Promise.all(NAMES.map((name) => move(name, "up", "head")));
    // What is in the other, and in no history, is nothing to either.
    await sql.unsafe(`CREATE TABLE "${ODD}".by_hand ()`);
    expect(await drifted("crmp")).toEqual([]);
    expect(await drifted(ODD)).toEqual([`by hand: table "${ODD}".by_hand was made by hand`]);
    await sql.unsafe(`DROP TABLE "${ODD}".by_hand`);
    const roles = async () =>
      (await sql`SELECT rolname FROM pg_roles WHERE rolname ~ ${own("_(read|owner)")}`).length;
    expect(await roles()).toBe(3);
    expect((await move("crmp", "down", "base", true)).moved).toHaveLength(1);
    const back = await move("crmp", "down", "base");
    // The role that both have stays for the other.
    expect(back.moved[0]?.kept).toEqual([
      expect.objectContaining({
        role: `test_${own("owner")}`,
        reason: expect.stringContaining("still needs it"),
      }),
    ]);
    expect(await drifted(ODD)).toEqual([]);
    expect(await relations()).toEqual([
      ...["_log", "_state"].map((table) => `crmp.__drizzle_migrations${table}`),
      ...["", "_log", "_state"].map((table) => `${ODD}.__drizzle_migrations${table}`),
      `${ODD}.t`,
    ]);
    await move(ODD, "down", "base");
    expect(await roles()).toBe(0);
    for (const name of NAMES) await stamp(project, at(name), { to: "base", purge: true });
    expect(await relations()).toEqual([]);
    expect(await sql`SELECT FROM pg_namespace WHERE nspname IN ${sql(NAMES)}`).toHaveLength(0);
  });

  test("may have had one name everywhere before", async () => {
    const { project, sql } = server;
    const files = {
      "definitions/s.ts": SMALL.replace('variable("crmp")', '"crmp"'),
      "roles/all.yaml": SMALL_ROLES.replaceAll("${crmp}", "crmp"),
    };
    await server.declare(files, "first");
    await move("crmp", "up", "head");
    await writeFiles(project.root, { "definitions/s.ts": SMALL, "roles/all.yaml": SMALL_ROLES });
    await revise(project, "variable", {
      hints: [{ type: "rename", kind: "schema", from: ["crmp"], to: ["${crmp}"] }],
    });
    await move("crmp", "up", "head");
    await move("crmp", "down", "base");
    await stamp(project, at("crmp"), { to: "base", purge: true });
    await move(ODD, "up", "head");
    expect(await drifted(ODD)).toEqual([]);
    expect(await relations()).toContain(`${ODD}.t`);
    await move(ODD, "down", "-1");
    expect(await relations()).toContain("crmp.t");
    await move(ODD, "down", "base");
    await stamp(project, at(ODD), { to: "base", purge: true });
    expect(await relations()).toEqual([]);
    expect(await sql`SELECT FROM pg_namespace WHERE nspname IN ${sql(NAMES)}`).toHaveLength(0);
  });
});
