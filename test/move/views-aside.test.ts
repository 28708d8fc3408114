// Views that are in the way: what a migration.ts does without them, and those that nobody declared.
import { expect, test } from "vitest";
import { Refusal } from "../../scripts/model/diagnostic.ts";
import { migrate } from "../../scripts/move/migrate.ts";
import { allCatalogs } from "../support/all-catalogs.ts";
import { reviseByHand } from "../support/draft.ts";
import { DEPLOYER, own, roleServer } from "../support/role-server.ts";

const [OWNER, READER, OTHER, ANALYST] = ["test_owner", "test_reader", "other", "analyst"].map(own);

/** In role files: the variable is `test`. */
const templated = (role = "") => role.replace(/^test/, '"${env}').concat('"');

const ROLES = `levels: { read: { tables: SELECT } }
schemas:
  DM: { owner: ${templated(OWNER)}, objects_owner: ${templated(OWNER)} }
roles:
  ${templated(OWNER)}:
    grants: [{ privileges: USAGE, schemas: CORE }, { privileges: SELECT, tables: [CORE.t, CORE.d] }]
  ${templated(READER)}:
    grants:
      - { privileges: USAGE, schemas: [CORE, DM] }
      - { privileges: SELECT, tables: [DM.a, DM.c] }
`;

/** A chain over a table, and a diamond over both schemas: `DM.e` reads `CORE.d`, which reads `DM.b` and `DM.c`, which read `DM.a`. */
const DEFINITIONS = `import { sql } from "drizzle-orm";
import { integer, pgSchema, text } from "drizzle-orm/pg-core";
import { annotate, pgFunction } from "dwh-definitions";
export const core = pgSchema("CORE");
export const dm = pgSchema("DM");
export const t = core.table("t", { id: integer().primaryKey(), n: integer(), name: text() });
export const a = dm.view("a", { id: integer(), n: integer(), name: text() }).with({ securityBarrier: true, checkOption: "local" }).as(sql\`SELECT id, n, name FROM \${t}\`);
export const b = dm.view("b", { id: integer(), n: integer() }).as(sql\`SELECT id, n FROM \${a} WHERE n > 0\`);
export const c = dm.materializedView("c", { id: integer(), n: integer() }).with({ fillfactor: 70 }).as(sql\`SELECT id, n FROM \${a}\`);
export const d = core.view("d", { id: integer(), n: integer() }).as(sql\`SELECT b.id, c.n FROM \${b} b JOIN \${c} c ON c.id = b.id\`);
export const e = dm.materializedView("e", { n: integer() }).withNoData().as(sql\`SELECT sum(n) AS n FROM \${d}\`);
export const total = pgFunction(dm, "total", { returns: "bigint", atomic: sql\`RETURN (SELECT count(n) FROM \${d})\`, comment: "all" });
annotate(a, { comment: "all of t", columns: { n: { comment: "a number" } } });
`;

const ROWS = `INSERT INTO "CORE".t SELECT n, n, 'é' || n FROM generate_series(1, 50) AS n;`;

/** What no definition says, by hand. */
const BY_HAND = `${ROWS}
  REFRESH MATERIALIZED VIEW "DM".c;
  SET ROLE ${OWNER};
  GRANT USAGE ON SCHEMA "DM" TO ${OTHER};
  GRANT SELECT (id), UPDATE (n) ON "DM".a TO ${OTHER};
  GRANT SELECT ON "DM".b TO ${OTHER} WITH GRANT OPTION;
  GRANT EXECUTE ON FUNCTION "DM".total() TO ${OTHER};
  RESET ROLE;
  SET ROLE ${OTHER}; GRANT SELECT ON "DM".b TO ${READER}; RESET ROLE;
  CREATE UNIQUE INDEX c_id ON "DM".c (id) WITH (fillfactor = 80);
  CREATE INDEX c_half ON "DM".c ((n / 2)) WHERE n > 3;
  COMMENT ON INDEX "DM".c_id IS 'its key';
  ALTER INDEX "DM".c_half ALTER COLUMN 1 SET STATISTICS 44;
  ALTER MATERIALIZED VIEW "DM".c CLUSTER ON c_id;
  ALTER MATERIALIZED VIEW "DM".c ALTER COLUMN n SET STATISTICS 77, ALTER COLUMN n SET (n_distinct = 5);
  SET ROLE ${OWNER}; CREATE STATISTICS "DM".c_both ON id, n FROM "DM".c; RESET ROLE; COMMENT ON STATISTICS "DM".c_both IS 'both';
  ALTER VIEW "DM".b ALTER COLUMN n SET DEFAULT 7;
  CREATE RULE b_quiet AS ON DELETE TO "DM".b DO INSTEAD NOTHING; COMMENT ON RULE b_quiet ON "DM".b IS 'none go';
  CREATE FUNCTION "CORE".keep() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
  CREATE TRIGGER d_keep INSTEAD OF UPDATE ON "CORE".d FOR EACH ROW EXECUTE FUNCTION "CORE".keep();
  COMMENT ON TRIGGER d_keep ON "CORE".d IS 'stays';
  COMMENT ON COLUMN "CORE".d.n IS 'ü ''quoted''';
  CREATE POLICY seen ON "CORE".t FOR SELECT TO ${READER} USING (id IN (SELECT id FROM "DM".b)); COMMENT ON POLICY seen ON "CORE".t IS 'known';
`;

const CODE = `import type { MigrationContext, MigrationSql } from "dwh-definitions";
export async function up(sql: MigrationSql, { withoutViews, log }: MigrationContext) {
  const done = await withoutViews(["DM.a"], async () => {
    const [row] = await sql<{ views: string }>\`SELECT count(*)::text AS views FROM pg_views WHERE schemaname IN ('DM', 'CORE')\`;
    await sql.unsafe('ALTER TABLE "CORE".t ALTER COLUMN n TYPE bigint USING n * 2; ALTER TABLE "CORE".t ALTER COLUMN n TYPE integer');
    return row?.views;
  });
  log(\`\${done} views meanwhile\`);
}
`;

const LOST = `import type { MigrationContext, MigrationSql } from "dwh-definitions";
export async function up(sql: MigrationSql, { withoutViews }: MigrationContext) {
  await withoutViews(["DM.b"], async () => {
    await sql.unsafe('DROP FUNCTION "CORE".keep() CASCADE');
    throw new Error("mine");
  }).catch(() => {});
}
`;

const server = roleServer({
  owns: true,
  files: { "definitions/core.ts": DEFINITIONS, "roles/access.yaml": ROLES },
  prepare: (one) => one.as(DEPLOYER, `CREATE ROLE ${OTHER}`),
});

test("a migration.ts works without views, which come back with all that they had", async () => {
  await server.revise("first");
  await server.up("a plain deployer");
  await server.sql.unsafe(BY_HAND);
  const before = await allCatalogs(server.sql);
  await reviseByHand(server.project, "twice", { "migration.ts": CODE });
  const { moved } = await server.up("a plain deployer");
  expect(moved[0]?.notices).toContain("LOG: 0 views meanwhile");
  expect(await allCatalogs(server.sql)).toEqual(before);
  const [row] = await server.sql.unsafe(`SELECT (SELECT sum(n) FROM "DM".c)::int AS c, relispopulated AS e
    FROM pg_class WHERE oid = '"DM".e'::regclass`);
  expect(row).toEqual({ c: 2550, e: false });

  await server.sql.unsafe(`CREATE TABLE "CORE".typed (one "DM".a)`);
  const up = async (text: string) => {
    await reviseByHand(server.project, "more", { "migration.ts": text }, { proof: false });
    const error = await server.up("a plain deployer").catch((error: unknown) => error);
    expect(error).toBeInstanceOf(Refusal);
    return (error as Refusal).diagnostics.map(({ message }) => message).join("\n");
  };
  expect(await up(CODE)).toContain('table "CORE".typed stands in the way, and only');
  await server.sql.unsafe(`DROP TABLE "CORE".typed`);
  // Whoever catches what the work threw goes on with the views, or not at all.
  expect(await up(LOST)).toContain("keep");
  expect(await allCatalogs(server.sql)).toEqual(before);
});

/** Over a column and a view that revisions change, by two hands; one has rows, and one reads another. */
const FOREIGN = `
  CREATE SCHEMA "Odd"; CREATE ROLE ${ANALYST}; GRANT ${ANALYST} TO ${DEPLOYER} WITH ADMIN OPTION; GRANT ALL ON SCHEMA "Odd" TO ${ANALYST}; GRANT USAGE ON SCHEMA "CORE", "DM" TO ${ANALYST};
  GRANT CREATE ON SCHEMA "Odd" TO ${DEPLOYER};
  GRANT SELECT ON "CORE".t, "DM".b TO ${ANALYST};
  SET ROLE ${ANALYST};
  CREATE MATERIALIZED VIEW "Odd"."my rows" AS SELECT n, name FROM "CORE".t;
  CREATE INDEX by_name ON "Odd"."my rows" (name);
  CREATE VIEW "Odd".over WITH (security_barrier) AS SELECT m.n, b.id FROM "Odd"."my rows" m JOIN "DM".b USING (n);
  GRANT SELECT (n) ON "Odd".over TO ${OTHER};
  COMMENT ON VIEW "Odd".over IS 'mine';
  CREATE VIEW "Odd".apart AS SELECT id FROM "CORE".t;
  RESET ROLE;
`;

test("views that nobody declared stop a run before it starts, or are taken down and put back, both ways", async () => {
  await server.revise("first");
  await server.up("a plain deployer");
  await server.sql.unsafe(ROWS + FOREIGN);
  const before = await allCatalogs(server.sql);
  const move = (direction: "up" | "down", to: string, keepForeignViews = false) =>
    migrate(server.project, server.target("a plain deployer"), {
      direction,
      to,
      keepForeignViews,
      destructive: "everything",
    });
  await server.declare(
    {
      "definitions/core.ts": DEFINITIONS.replace(
        "n: integer(), name: text()",
        "n: bigint({ mode: 'number' }), name: text()",
      ).replace("import { integer", "import { bigint, integer"),
    },
    "longer",
  );
  await server.declare(
    {
      "definitions/core.ts": DEFINITIONS.replace(
        "n: integer(), name: text()",
        "n: bigint({ mode: 'number' }), name: text(), more: text()",
      ).replace("import { integer", "import { bigint, integer"),
    },
    "more",
  );
  const stopped = await move("up", "head").catch((error: unknown) => error);
  expect(stopped).toBeInstanceOf(Refusal);
  const names = (stopped as Refusal).diagnostics.map(
    ({ code, message }) => `${code} ${message.split(",")[0]}`,
  );
  expect(names).toEqual(['foreign-views materialized view "Odd"."my rows"', 'foreign-views view "Odd".over']);
  expect(await allCatalogs(server.sql)).toEqual(before);

  const { moved } = await move("up", "head", true);
  expect(moved.map(({ keptViews }) => keptViews)).toEqual([
    ['materialized view "Odd"."my rows"', 'view "Odd".over'],
    [],
  ]);
  const [row] = await server.sql.unsafe(
    `SELECT sum(n)::int AS n, pg_typeof(max(n))::text AS type FROM "Odd"."my rows"`,
  );
  expect(row).toEqual({ n: 1275, type: "bigint" });
  const odd = (lines: readonly string[]) =>
    lines.filter((line) => /^pg_(?:class|description|index) .*"Odd"/.test(line));
  expect(odd(await allCatalogs(server.sql))).toEqual(odd(before));
  await expect(move("down", "-2")).rejects.toThrow('"Odd"."my rows"');
  await move("down", "-2", true);
  expect(odd(await allCatalogs(server.sql))).toEqual(odd(before));
});
