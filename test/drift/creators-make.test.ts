import { describe, expect, test } from "vitest";
import { driftItems } from "../../scripts/drift/drift-items.ts";
import { findDrift } from "../../scripts/drift/find-drift.ts";
import { repairOf } from "../../scripts/drift/repair.ts";
import { writeRepair } from "../../scripts/drift/write-repair.ts";
import { NOTHING_ALLOWED } from "../../scripts/model/allowance.ts";
import { APPLIERS, DEPLOYER, own, roleServer } from "../support/role-server.ts";

const [dbt, team, ann, reader] = ["dbt", "team", "ann", "reader"].map(own) as [
  string,
  string,
  string,
  string,
];
const DEFINITIONS = `
import { annotate } from "dwh-definitions";
import { integer, pgSchema } from "drizzle-orm/pg-core";
export const app = pgSchema("App");
export const a = app.table("a", { id: integer() });
annotate(a, { comment: "Ours" });
`;
const ROLES = `
levels:
  write: { tables: [SELECT, INSERT] }
roles:
  ${DEPLOYER}: { external: true }
  ${dbt}: { shared: true, login: true }
  ${team}: { shared: true }
  ${ann}: { shared: true, login: true, member_of: [${team}] }
  ${reader}: { shared: true, grants: [{ level: write, in: App }] }
creators:
  ${dbt}: [App]
  ${team}: [App]
public:
  - { privileges: [], routines: "*.*" }
`;

const server = roleServer({
  owns: true,
  files: { "definitions/a.ts": DEFINITIONS, "roles/all.yaml": ROLES },
});

/** What a role makes all day. */
const makes = (name: string) => `
  CREATE TABLE "App".${name} (id serial PRIMARY KEY, n int GENERATED ALWAYS AS IDENTITY, CHECK (n > 0));
  COMMENT ON TABLE "App".${name} IS 'from a model';
  COMMENT ON COLUMN "App".${name}.id IS 'from a model';
  CREATE INDEX ON "App".${name} (n);
  CREATE STATISTICS "App".${name}_s ON id, n FROM "App".${name};
  CREATE TABLE "App".${name}_parts (id int) PARTITION BY RANGE (id);
  CREATE TABLE "App".${name}_part PARTITION OF "App".${name}_parts FOR VALUES FROM (0) TO (10);
  CREATE VIEW "App".${name}_v AS SELECT id FROM "App".${name};
  CREATE MATERIALIZED VIEW "App".${name}_m AS SELECT id FROM "App".${name};
  CREATE SEQUENCE "App".${name}_q;
  CREATE TYPE "App".${name}_e AS ENUM ('x');
  CREATE DOMAIN "App".${name}_d AS text CONSTRAINT "is short" CHECK (length(VALUE) < 5);
  CREATE FUNCTION "App".${name}_f(a int, b text DEFAULT '') RETURNS int LANGUAGE sql RETURN 1;
  CREATE FUNCTION "App".${name}_t() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
  CREATE TRIGGER t BEFORE UPDATE ON "App".${name} FOR EACH ROW EXECUTE FUNCTION "App".${name}_t()`;

const drifted = async (who: (typeof APPLIERS)[number]) => {
  const drift = await findDrift(server.project, server.target(who), server.sql);
  return {
    drift,
    texts: (await driftItems(server.project, drift)).map(({ area, text }) => `${area}: ${text}`),
  };
};

describe.each(APPLIERS)("what creators make: as %s", (who) => {
  test("is no drift and no difference; what others make, and what is done to theirs, is", async () => {
    const { sql } = server;
    await server.revise("first");
    await server.up(who);
    expect((await drifted(who)).texts).toEqual([]);
    await server.as(dbt, makes("made"));
    // A member makes it as the group.
    await sql.unsafe(
      `SET SESSION AUTHORIZATION ${ann}; SET ROLE ${team}; ${makes("teams")}; RESET SESSION AUTHORIZATION`,
    );
    expect((await drifted(who)).texts).toEqual([]);
    const { lines, back, script } = await server.compared();
    expect({ lines, back, script }).toEqual({
      lines: [],
      back: [],
      script: "-- Nothing to do on a server.\n",
    });

    // As itself the member is no creator; and what revisions made is theirs, whoever changes it.
    await sql.unsafe(`SET SESSION AUTHORIZATION ${ann}; CREATE TABLE "App".anns (id int); RESET SESSION AUTHORIZATION;
      CREATE TABLE "App".by_hand (id int);
      ALTER TABLE "App".a ADD COLUMN extra int;
      CREATE INDEX on_ours ON "App".a (id);
      GRANT DELETE ON "App".made_v TO ${reader};
      COMMENT ON TABLE "App".a IS 'Theirs'`);
    const { drift, texts } = await drifted(who);
    expect(texts.map((text) => text.replace(/: (?:integer|CREATE).*$/s, "")).sort()).toEqual([
      `access: ${reader} should not have DELETE on table App.made_v`,
      "access: the comment on table App.a is 'Theirs', where there should be 'Ours'",
      'by hand: table "App".anns was made by hand',
      'by hand: table "App".by_hand was made by hand',
      'structure: column "App".a.extra was made by hand',
      'structure: index "App".on_ours was made by hand',
    ]);
    const repair = await repairOf(drift, NOTHING_ALLOWED);
    await writeRepair(server.project, server.target("a superuser"), sql, drift, repair);
    const [row] = await sql.unsafe(`SELECT obj_description('"App".made'::regclass) AS comment,
      has_table_privilege('${reader}', '"App".made_v', 'DELETE') AS deletes,
      has_table_privilege('${reader}', '"App".made_v', 'SELECT') AS reads`);
    expect(row).toEqual({ comment: "from a model", deletes: false, reads: true });
  });
});
