import { appendFile, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, inject, test } from "vitest";
import { adoptDatabase } from "../../scripts/adopt/adopt-database.ts";
import { connect, disconnect, type Sql } from "../../scripts/database/connect/connect.ts";
import { catalogShape, compareShapes } from "../../scripts/database/inspect/shape.ts";
import { driftItems, hasDrifted } from "../../scripts/drift/drift-items.ts";
import { findDrift } from "../../scripts/drift/find-drift.ts";
import { migrate } from "../../scripts/move/migrate.ts";
import { openProject, type Project } from "../../scripts/sources/project.ts";
import { freshDatabase, removeProject } from "../support/cluster.ts";
import { LIBRARY, makeProject, plan, revise, target } from "../support/project.ts";

let sql: Sql;
let database: Awaited<ReturnType<typeof freshDatabase>>;
let project: Project;
beforeEach(async () => {
  database = await freshDatabase(inject("adminUrl"));
  sql = await connect(database.url);
  project = await makeProject({}, ["taken"]);
});
afterEach(async () => {
  await disconnect(sql);
  await database.drop();
  await removeProject(project.root);
});

const at = () => target(database.url, { env: "taken" });

const SCHEMA = `
CREATE ROLE taken_reader; CREATE ROLE taken_app LOGIN CONNECTION LIMIT 4;
GRANT taken_reader TO taken_app;
CREATE SCHEMA shop;
CREATE DOMAIN shop.short AS text CONSTRAINT short_enough CHECK (length(VALUE) < 5);
CREATE TYPE shop.pair AS (a integer, b text);
CREATE TYPE shop.mood AS ENUM ('calm', 'wild');
CREATE COLLATION shop.sorted (provider = icu, locale = 'de-u-ks-level1', deterministic = false);
CREATE TYPE shop.span AS RANGE (SUBTYPE = float8, SUBTYPE_DIFF = float8mi);
CREATE TYPE shop.words AS RANGE (SUBTYPE = text, COLLATION = "C", MULTIRANGE_TYPE_NAME = shop.many_words);
CREATE DOMAIN shop.plain AS text COLLATE "C";
CREATE SEQUENCE shop.small AS smallint INCREMENT 2;
CREATE AGGREGATE shop.total(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '0');
CREATE TABLE shop.kept (
  id serial PRIMARY KEY, big serial, span shop.span, words shop.many_words, name text COLLATE "C" NOT NULL DEFAULT 'x',
  length varchar(10) COLLATE shop.sorted, tags text[] COLLATE "C", plain shop.plain, n smallint DEFAULT nextval('shop.small')
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.1);
ALTER TABLE shop.kept ALTER big TYPE bigint, ALTER name SET STORAGE EXTERNAL, ALTER span SET STATISTICS 300, REPLICA IDENTITY FULL;
ALTER SEQUENCE shop.kept_id_seq INCREMENT 5;
CREATE UNLOGGED TABLE shop.former (id bigserial PRIMARY KEY);
ALTER TABLE shop.former RENAME TO renamed;
CREATE VIEW shop.sorted_names AS SELECT name, length FROM shop.kept;
INSERT INTO shop.kept (name) VALUES ('a');
CREATE FUNCTION shop.next_code() RETURNS text LANGUAGE sql AS $$ SELECT 'c' || 1 $$;
CREATE TABLE shop.customer (
  id serial PRIMARY KEY, code text DEFAULT shop.next_code(), short shop.short, pair shop.pair, mood shop.mood,
  EXCLUDE USING btree (code WITH =)
);
CREATE FUNCTION shop.names() RETURNS SETOF shop.customer LANGUAGE sql AS $$ SELECT * FROM shop.customer $$;
CREATE FUNCTION shop.touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.code := 'x'; RETURN NEW; END $$;
CREATE TRIGGER touch BEFORE UPDATE ON shop.customer FOR EACH ROW EXECUTE FUNCTION shop.touch();
CREATE TABLE shop.event (id bigint GENERATED ALWAYS AS IDENTITY, day date NOT NULL, customer integer REFERENCES shop.customer DEFERRABLE,
  PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
CREATE TABLE shop.event_2026 PARTITION OF shop.event FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE INDEX ON shop.event (customer) INCLUDE (day);
CREATE VIEW shop.events AS SELECT e.id, c.code FROM shop.event e JOIN shop.customer c ON c.id = e.customer;
CREATE RULE quiet AS ON DELETE TO shop.events DO INSTEAD NOTHING;
CREATE STATISTICS shop.both_columns ON code, short FROM shop.customer;
INSERT INTO shop.customer (code, short, pair) VALUES (DEFAULT, 'a', (1, 'b')), ('k', NULL, NULL);
INSERT INTO shop.event (day, customer) VALUES ('2026-05-05', 1);
GRANT USAGE ON SCHEMA shop TO taken_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA shop TO taken_reader;
GRANT INSERT (code) ON shop.customer TO taken_app;
REVOKE EXECUTE ON FUNCTION shop.touch() FROM PUBLIC;
COMMENT ON TABLE shop.event IS 'What happened';
CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY);
`;

test("what Drizzle has no words for is taken over too, and later revisions build on it", async () => {
  await sql.unsafe(SCHEMA);
  // Other tests have roles in the same cluster; the history marks those that it needs.
  const shape = async () => {
    const lines = await catalogShape(sql, { leaveOut: ["drizzle"], roles: (role) => /^taken_/.test(role) });
    return lines.filter((line) => !line.includes("dwh-definitions: the history"));
  };
  const before = await shape();
  const adopted = await adoptDatabase(project, at(), []);
  expect(adopted.differences).toEqual([]);
  expect(adopted.unsaid).toEqual(["taken_reader has SELECT on the partition or heir shop.event_2026"]);
  expect(await readFile(join(project.root, "definitions/shop.ts"), "utf8")).toContain(
    'partitioned: partitionBy("range", event.day, {\n    partitions: {\n      event_2026: { from: "2026-01-01", to: "2027-01-01" },',
  );
  expect(compareShapes(before, await shape())).toEqual({
    missing: [],
    extra: [],
  });
  project = await openProject(project.root, LIBRARY);
  expect(hasDrifted(await findDrift(project, at(), sql))).toBe(false);
  // A table, a column and a grant more.
  const file = join(project.root, "definitions/shop.ts");
  const text = await readFile(file, "utf8");
  expect(text).toContain('pgSchema("shop")');
  await appendFile(file, 'export const more = shop.table("more", { id: integer().primaryKey() });\n');
  await appendFile(join(project.root, "roles/adopted.yaml"), "\n# More\n");
  // Functions, triggers and types are definitions now, and change as such.
  for (const call of ["pgDomain(shop, ", "pgComposite(shop, ", "pgFunction(shop, ", "pgTrigger(customer, "])
    expect(text).toContain(call);
  const said = await readFile(file, "utf8");
  await writeFile(file, said.replace("NEW.code := 'x'", "NEW.code := 'y'"));
  const { migration } = await plan(project, "touch");
  expect(migration).toContain('CREATE OR REPLACE FUNCTION "shop"."touch"()');
  expect(migration).not.toMatch(/DROP (?:FUNCTION|TRIGGER)/);
  await revise(project, "more");
  await migrate(project, at(), { direction: "up", to: "head" });
  expect(hasDrifted(await findDrift(project, at(), sql))).toBe(false);
  const rows = await sql.unsafe(
    "SELECT (SELECT count(*) FROM shop.customer)::integer AS c, (SELECT count(*) FROM shop.event)::integer AS e",
  );
  expect(rows[0]).toEqual({ c: 2, e: 1 });
  await migrate(project, at(), { direction: "down", to: "-1" });
  expect(compareShapes(before, await shape())).toEqual({
    missing: [],
    extra: [],
  });
  await sql.unsafe("DROP OWNED BY taken_reader, taken_app; DROP ROLE taken_reader, taken_app");
});

test("a database that was taken over is not once more", async () => {
  await sql.unsafe("CREATE SCHEMA s CREATE TABLE t (id integer PRIMARY KEY)");
  const first = await adoptDatabase(project, at(), []);
  expect(first.differences).toEqual([]);
  await expect(adoptDatabase(await openProject(project.root, LIBRARY), at(), [])).rejects.toThrow(
    /is managed already/,
  );
});

test("what cannot be built on the scratch server leaves no file", async () => {
  await sql.unsafe(`CREATE SCHEMA s; CREATE TYPE s.own;
    CREATE FUNCTION s.own_in(cstring) RETURNS s.own LANGUAGE internal IMMUTABLE STRICT AS 'int4in';
    CREATE FUNCTION s.own_out(s.own) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';
    CREATE TYPE s.own (INPUT = s.own_in, OUTPUT = s.own_out, LIKE = integer);
    CREATE TABLE s.t (id integer PRIMARY KEY, own s.own)`);
  await expect(adoptDatabase(project, at(), [])).rejects.toThrow(
    /the scratch server does not take what was found/,
  );
  const left = await readdir(project.root, { recursive: true });
  expect(left.filter((file) => /^(?:definitions|roles|generated)\b.*\./.test(file))).toEqual([]);
});

/** Contrib's types, names of all sorts, several owners, heirs, row security, views of both kinds, routines. */
const VARIED = `
CREATE EXTENSION IF NOT EXISTS citext; CREATE EXTENSION IF NOT EXISTS hstore; CREATE EXTENSION IF NOT EXISTS pg_trgm; CREATE EXTENSION IF NOT EXISTS btree_gist; CREATE EXTENSION IF NOT EXISTS ltree;
CREATE ROLE varied_owner;
CREATE ROLE varied_second;
CREATE ROLE varied_reader;
CREATE SCHEMA "Odd-Schema" AUTHORIZATION varied_owner; CREATE SCHEMA crm AUTHORIZATION varied_second;
CREATE TABLE crm.account (id integer GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, email citext UNIQUE, tags hstore, path ltree, name text NOT NULL, during tstzrange, balance numeric(12,2) DEFAULT 0 CHECK (balance >= 0),
  full_name text GENERATED ALWAYS AS (upper(name)) STORED, EXCLUDE USING gist (id WITH =, during WITH &&));
CREATE INDEX account_name_trgm ON crm.account USING gin (name gin_trgm_ops);
CREATE INDEX account_path ON crm.account USING gist (path);
CREATE TABLE crm.person (id integer NOT NULL, kind text); CREATE TABLE crm.employee (salary numeric) INHERITS (crm.person);
CREATE TABLE "Odd-Schema"."Табл 1" ("a b" integer PRIMARY KEY, "select" text DEFAULT 'x''y', "Ü" jsonb DEFAULT '{}'::jsonb, "1a" integer[] DEFAULT ARRAY[1,2]);
CREATE TABLE "Odd-Schema"."order" (id bigserial PRIMARY KEY, account integer REFERENCES crm.account ON DELETE CASCADE, "Табл" integer REFERENCES "Odd-Schema"."Табл 1" DEFERRABLE INITIALLY DEFERRED, at timestamptz NOT NULL DEFAULT now());
CREATE MATERIALIZED VIEW crm.totals AS SELECT account, count(*) AS n FROM "Odd-Schema"."order" GROUP BY account;
CREATE UNIQUE INDEX totals_account ON crm.totals (account);
CREATE VIEW crm.rich WITH (security_barrier) AS SELECT id, name FROM crm.account WHERE balance > 100 WITH LOCAL CHECK OPTION;
CREATE FUNCTION crm.is_mine(integer) RETURNS boolean LANGUAGE sql STABLE AS $$ SELECT $1 = 1 $$;
CREATE FUNCTION crm.audit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = crm AS $$ BEGIN RETURN NEW; END $$;
CREATE PROCEDURE crm.tidy(INOUT n integer) LANGUAGE plpgsql AS $$ BEGIN n := n + 1; END $$;
CREATE TRIGGER audit AFTER INSERT OR UPDATE OF name ON crm.account FOR EACH ROW WHEN (NEW.id > 0) EXECUTE FUNCTION crm.audit();
ALTER TABLE crm.account DISABLE TRIGGER audit;
ALTER TABLE crm.account ENABLE ROW LEVEL SECURITY; ALTER TABLE crm.account FORCE ROW LEVEL SECURITY;
CREATE POLICY mine ON crm.account FOR SELECT TO varied_reader USING (crm.is_mine(id));
CREATE TYPE crm.status AS ENUM ('new', 'old'); CREATE TABLE crm.ticket (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), status crm.status NOT NULL DEFAULT 'new', history crm.status[] DEFAULT '{}');
CREATE TABLE crm.logs (at timestamptz NOT NULL, line text) PARTITION BY LIST (line); CREATE TABLE crm.logs_default PARTITION OF crm.logs DEFAULT;
DO $$ DECLARE t record; BEGIN FOR t IN SELECT c.oid::regclass AS r, nspname FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname IN ('crm', 'Odd-Schema') AND relkind IN ('r','p','v','m') LOOP EXECUTE format('ALTER TABLE %s OWNER TO %I', t.r, CASE t.nspname WHEN 'crm' THEN 'varied_second' ELSE 'varied_owner' END); END LOOP; END $$;
ALTER TABLE crm.ticket OWNER TO varied_owner;
GRANT USAGE ON SCHEMA crm, "Odd-Schema" TO varied_reader; GRANT SELECT ON crm.account, crm.rich, crm.totals TO varied_reader; GRANT SELECT ("a b") ON "Odd-Schema"."Табл 1" TO varied_reader; GRANT USAGE ON SEQUENCE "Odd-Schema".order_id_seq TO varied_reader;
ALTER DEFAULT PRIVILEGES FOR ROLE varied_second IN SCHEMA crm GRANT SELECT ON TABLES TO varied_reader;
COMMENT ON SCHEMA crm IS 'Customers'; COMMENT ON COLUMN crm.account.email IS 'Mail'; COMMENT ON FUNCTION crm.is_mine(integer) IS 'Mine';
GRANT USAGE ON SCHEMA "Odd-Schema" TO varied_second; GRANT SELECT ON "Odd-Schema"."order" TO varied_second;
INSERT INTO crm.account (email, name) VALUES ('a@b', 'A'); INSERT INTO "Odd-Schema"."order" (account) VALUES (1); REFRESH MATERIALIZED VIEW crm.totals;
`;

test("a database of great variety is taken over, what ownership implies is told, and stamped if that is wanted", async () => {
  await sql.unsafe(VARIED);
  try {
    const implied = [
      "varied_owner lacks USAGE on schema crm",
      "varied_owner lacks REFERENCES on table crm.account",
    ];
    const { differences, unsaid, isStamped } = await adoptDatabase(project, at(), [], { stampAnyway: true });
    expect({ differences: differences.map(({ text }) => text), isStamped }).toEqual({
      differences: implied,
      isStamped: true,
    });
    expect(unsaid).toEqual([
      ...implied.map((text) => `otherwise in the database: ${text}`),
      "the partition or heir crm.employee: no revision makes it",
    ]);
    project = await openProject(project.root, LIBRARY);
    const drift = await findDrift(project, at(), sql);
    const said = (name: string) => readFile(join(project.root, `definitions/${name}.ts`), "utf8");
    expect(await said("extensions")).toContain('pgExtension("pg_trgm"');
    // An argument without a name is said by the whole statement.
    expect(await said("crm")).toMatch(/sqlObject\(\{\s+kind: "function",\s+schema: crm,\s+name: "is_mine"/);
    expect(await said("crm")).toMatch(/pgTrigger\(account, "audit", \{[^}]*enabled: "disabled"/);
    expect(drift.structure).toEqual({ changed: [], byHand: [] });
    expect(drift.revision?.name).toMatch(/_baseline$/);
  } finally {
    await sql.unsafe(`DROP SCHEMA "Odd-Schema", crm CASCADE;
      DROP OWNED BY varied_owner, varied_second, varied_reader; DROP ROLE varied_owner, varied_second, varied_reader`);
  }
});

/** A foreign table and partitions, that have rights of their own. */
const APART = `
CREATE ROLE apart_reader; CREATE ROLE apart_owner; CREATE SCHEMA far;
CREATE FOREIGN DATA WRAPPER far_wrapper; CREATE SERVER far_server FOREIGN DATA WRAPPER far_wrapper;
CREATE USER MAPPING FOR apart_reader SERVER far_server; CREATE USER MAPPING FOR PUBLIC SERVER far_server;
CREATE FOREIGN TABLE far.away (id integer, name text) SERVER far_server;
CREATE TABLE far.event (day date NOT NULL, n integer) PARTITION BY RANGE (day);
CREATE TABLE far."Old" PARTITION OF far.event FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE TABLE far.new PARTITION OF far.event FOR VALUES FROM ('2027-01-01') TO ('2028-01-01') PARTITION BY LIST (n);
CREATE TABLE far.new_1 PARTITION OF far.new FOR VALUES IN (1);
CREATE TABLE far.person (id integer PRIMARY KEY); CREATE TABLE far.employee (salary numeric) INHERITS (far.person);
CREATE TABLE far.log (day date NOT NULL, n integer) PARTITION BY RANGE (day);
CREATE TABLE far.log_2026 PARTITION OF far.log FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
GRANT SELECT, TRIGGER ON far.log_2026 TO apart_reader WITH GRANT OPTION; GRANT UPDATE (n) ON far.log_2026 TO PUBLIC;
GRANT USAGE ON SCHEMA far TO apart_reader; GRANT SELECT, INSERT ON far.away, far."Old", far.new, far.employee TO apart_reader;
GRANT UPDATE (n) ON far."Old", far.new_1 TO apart_reader; GRANT SELECT (id) ON far.away TO apart_owner; GRANT SELECT ON far."Old" TO PUBLIC;
ALTER TABLE far."Old" OWNER TO apart_owner; ALTER TABLE far.new_1 OWNER TO apart_owner;
`;

test("what nobody says of foreign tables, partitions and heirs is told by name, and is no drift", async () => {
  await sql.unsafe(APART);
  try {
    const { differences, unsaid, isStamped } = await adoptDatabase(project, at(), []);
    expect({ differences, isStamped }).toEqual({ differences: [], isStamped: true });
    expect(unsaid).toEqual([
      "the partition or heir far.Old: no revision makes it",
      "the partition or heir far.employee: no revision makes it",
      "the partition or heir far.new: no revision makes it",
      "the partition or heir far.new_1: no revision makes it",
      "PUBLIC has SELECT on the partition or heir far.Old",
      "PUBLIC has UPDATE (n) on the partition or heir far.log_2026",
      "apart_owner has SELECT (id) on the foreign table far.away",
      "apart_reader has INSERT, SELECT on the foreign table far.away, the partition or heir far.employee, the partition or heir far.new",
      "apart_reader has INSERT, SELECT, UPDATE (n) on the partition or heir far.Old",
      "apart_reader has SELECT WITH GRANT OPTION, TRIGGER WITH GRANT OPTION on the partition or heir far.log_2026",
      "apart_reader has UPDATE (n) on the partition or heir far.new_1",
      "the user mapping of PUBLIC on the foreign server far_server",
      "the user mapping of apart_reader on the foreign server far_server",
    ]);
    project = await openProject(project.root, LIBRARY);
    const drift = await findDrift(project, at(), sql);
    expect(await driftItems(project, drift)).toEqual([]);
  } finally {
    await sql.unsafe(`DROP SCHEMA far CASCADE; DROP SERVER far_server CASCADE; DROP FOREIGN DATA WRAPPER far_wrapper;
      DROP OWNED BY apart_reader, apart_owner; DROP ROLE apart_reader, apart_owner`);
  }
});
