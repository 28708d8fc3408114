import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { filesOf, readDatabase } from "../../scripts/adopt/definitions/adopt-definitions.ts";
import { connect, disconnect, type Sql, withConnection } from "../../scripts/database/connect/connect.ts";
import { migrate } from "../../scripts/move/migrate.ts";
import { compareStructures } from "../../scripts/prove/structure-differences.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { freshDatabase, removeProject } from "../support/cluster.ts";
import { makeProject, revise, target } from "../support/project.ts";

const SCHEMA = `
CREATE SCHEMA "STG_AUTH"; CREATE SCHEMA "STG_Ünï"; CREATE SCHEMA "class"; CREATE SCHEMA "we""ird";
CREATE TYPE "STG_AUTH".mood AS ENUM ('calm', 'it''s "loud"', 'back\\slash');
CREATE TYPE public.shade AS ENUM ('dark');
CREATE SEQUENCE "STG_AUTH".loose START 5 INCREMENT -2 MINVALUE -100 MAXVALUE 10 CACHE 4 CYCLE;
CREATE SEQUENCE "STG_AUTH".small AS smallint;
CREATE TABLE "STG_AUTH"."user" (
  id serial PRIMARY KEY,
  big bigserial,
  always bigint GENERATED ALWAYS AS IDENTITY (START WITH 7 INCREMENT BY 3),
  "default" smallint NOT NULL DEFAULT -3,
  "B c" text DEFAULT 'it''s \`here\` \${foo}',
  mood "STG_AUTH".mood DEFAULT 'calm',
  moods "STG_AUTH".mood[] DEFAULT '{calm}',
  grid integer[][],
  name varchar(20) UNIQUE,
  code char(3),
  price numeric(10, 2) DEFAULT 1.50,
  whole numeric(8),
  at timestamptz(3) DEFAULT now(),
  t timetz,
  span interval day to second(2),
  uuid uuid DEFAULT gen_random_uuid(),
  flag boolean NOT NULL DEFAULT true,
  j jsonb DEFAULT '{"a": 1}',
  bits bit(5), varying bit varying(9), money money, x xml, search tsvector, ip inet, "char" "char", r int4range,
  twice numeric GENERATED ALWAYS AS (price * 2) STORED,
  "class" public.shade,
  "a\\b" text
);
CREATE TABLE "STG_AUTH".loop (
  id integer CONSTRAINT own_name PRIMARY KEY,
  parent integer REFERENCES "STG_AUTH".loop ON DELETE SET NULL ON UPDATE CASCADE,
  "user" integer CONSTRAINT to_user REFERENCES "STG_AUTH"."user" DEFERRABLE,
  shade public.shade,
  CHECK (id > 0 AND parent IS DISTINCT FROM id),
  UNIQUE NULLS NOT DISTINCT (parent, "user")
);
CREATE INDEX ON "STG_AUTH"."user" (lower("B c") DESC, price DESC NULLS LAST) WHERE flag;
CREATE INDEX by_json ON "STG_AUTH"."user" USING gin (j jsonb_path_ops) WITH (fastupdate = off);
CREATE UNIQUE INDEX two ON "STG_AUTH"."user" (code NULLS FIRST, name text_pattern_ops);
CREATE INDEX hashed ON "STG_AUTH"."user" USING hash (uuid);
ALTER TABLE "STG_AUTH".loop ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON "STG_AUTH".loop AS RESTRICTIVE FOR UPDATE TO PUBLIC USING (id > 0) WITH CHECK (parent = 1);
CREATE TABLE "STG_AUTH".guarded (id integer);
ALTER TABLE "STG_AUTH".guarded ENABLE ROW LEVEL SECURITY;
CREATE TABLE "STG_Ünï"."таблица" (
  "ключ" integer PRIMARY KEY, "1st" text, "new" text, "a-b" text, a_b text, moods "STG_AUTH".mood[]
);
CREATE TABLE "class"."function" (id integer REFERENCES "STG_AUTH"."user", t integer REFERENCES "STG_Ünï"."таблица");
CREATE TABLE "class".text (sql text, annotate integer);
CREATE TABLE public.plain (id integer PRIMARY KEY);
CREATE VIEW "class".seen WITH (security_invoker = true, check_option = local) AS
  SELECT id, "B c", mood, moods, price AS "total price" FROM "STG_AUTH"."user" WHERE "B c" <> '\\\`\${x}';
CREATE VIEW "class".over AS SELECT id FROM "class".seen;
CREATE MATERIALIZED VIEW "class".kept AS SELECT count(*) AS count, now() AS at FROM "STG_AUTH"."user";
COMMENT ON TABLE "STG_AUTH"."user" IS 'Who they are: "quoted", \`ticked\`';
COMMENT ON COLUMN "STG_AUTH"."user"."B c" IS E'two\\nlines';
COMMENT ON VIEW "class".seen IS 'A view';
`;

let sql: Sql;
let source: Awaited<ReturnType<typeof freshDatabase>>;
let project: Project;
beforeAll(async () => {
  source = await freshDatabase(inject("adminUrl"));
  sql = await connect(source.url);
});
afterAll(async () => {
  await disconnect(sql);
  await source.drop();
  if (project) await removeProject(project.root);
});

test("definitions written from a database make that database", async () => {
  await sql.unsafe(SCHEMA.replace(`CREATE SCHEMA "we""ird";`, ""));
  const found = await readDatabase(sql);
  const { files } = filesOf(found, { historySchema: "drizzle" });
  project = await makeProject({ ...Object.fromEntries(files), "roles/r.yaml": "roles: {}\n" }, ["test"]);
  await revise(project, "adopted");
  const made = await freshDatabase(inject("adminUrl"));
  try {
    await migrate(project, target(made.url, { env: "test" }), { direction: "up", to: "head" });
    const again = await withConnection(made.url, readDatabase);
    const isHistory = ({ object, relation = object }: { object: string; relation?: string | undefined }) =>
      /^(?:schema )?drizzle/.test(relation);
    const rows = again.structure.rows.filter((row) => !isHistory(row));
    const differences = compareStructures(found.structure.rows, rows);
    // Deferrable keys, and the type of a sequence, have no words in Drizzle.
    expect(differences.map(({ object }) => object)).toEqual([
      'constraint "STG_AUTH".loop to_user',
      'relation "STG_AUTH".small',
    ]);
    expect([...again.warehouse.comments.values()]).toEqual([...found.warehouse.comments.values()]);
  } finally {
    await migrate(project, target(made.url, { env: "test" }), {
      direction: "down",
      to: "base",
      destructive: "everything",
    });
    await made.drop();
  }
});
