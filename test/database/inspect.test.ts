import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { connect, type Sql, serverVersion } from "../../scripts/database/connect/connect.ts";
import { inspect, type LiveWarehouse } from "../../scripts/database/inspect/inspect.ts";
import { entryKey, lack, OWNER, PUBLIC, plainEntry } from "../../scripts/model/acl.ts";
import { quoteIdentifier } from "../../scripts/model/identifier.ts";
import { type ObjectName, parseObjectKey } from "../../scripts/model/object.ts";
import { OBJECT_KINDS } from "../../scripts/model/object-kinds.ts";
import { newRole } from "../../scripts/model/role.ts";
import { aclOf } from "../../scripts/model/warehouse.ts";
import { freshDatabase } from "../support/cluster.ts";

const suffix = randomBytes(4).toString("hex");
const reader = `reader_${suffix}`;
const writer = `wri"ter, é=/${suffix}`;
const owner = `owner_${suffix}`;
const login = `login_${suffix}`;
const [r, w, o, l] = [reader, writer, owner, login].map(quoteIdentifier);

const SETUP = `
CREATE ROLE ${r};
COMMENT ON ROLE ${r} IS 'reads, "only"';
CREATE ROLE ${w} NOINHERIT CONNECTION LIMIT 3;
CREATE ROLE ${o};
CREATE ROLE ${l} LOGIN;
GRANT ${r} TO ${w};
GRANT ${w} TO ${l} WITH ADMIN OPTION;
GRANT pg_read_all_data TO ${l};

CREATE SCHEMA "A";
CREATE SCHEMA "b c" AUTHORIZATION ${o};
CREATE TYPE "A"."mood, ""x""" AS ENUM ('a');
CREATE TABLE "A"."T" (
  gone int,
  id serial,
  "na,me" varchar(40) NOT NULL,
  at timestamptz,
  "sum" numeric(10,2)[],
  mood "A"."mood, ""x""",
  "no" int GENERATED ALWAYS AS IDENTITY
);
ALTER TABLE "A"."T" DROP COLUMN gone;
CREATE TABLE "A".empty ();
CREATE TABLE "A".parted (id bigserial, day date) PARTITION BY RANGE (day);
CREATE TABLE "A".part PARTITION OF "A".parted DEFAULT;
CREATE VIEW "b c".v AS SELECT 1 AS one;
CREATE MATERIALIZED VIEW "b c"."m v" AS SELECT 'x'::text AS "t";
CREATE FOREIGN DATA WRAPPER fdw_${suffix};
CREATE SERVER server_${suffix} FOREIGN DATA WRAPPER fdw_${suffix};
CREATE FOREIGN TABLE "A".far (a int) SERVER server_${suffix};
CREATE SEQUENCE "A"."Free";
CREATE TABLE "A".owned (id int);
ALTER TABLE "A".owned OWNER TO ${o};
CREATE TEMPORARY TABLE temporary (id int);

GRANT USAGE ON SCHEMA "A" TO ${r}, ${w};
GRANT SELECT ON "A"."T", "b c".v TO ${r};
GRANT SELECT, INSERT ON "A"."T" TO ${w} WITH GRANT OPTION;
SET ROLE ${w};
GRANT SELECT ON "A"."T" TO ${o};
RESET ROLE;
GRANT ALL ON "A".parted TO ${w};
GRANT SELECT ON "A".part TO PUBLIC;
GRANT SELECT ("na,me"), UPDATE (id) ON "A"."T" TO ${l};
GRANT SELECT (xmin) ON "A"."T" TO ${l};
GRANT USAGE ON SEQUENCE "A"."T_id_seq", "A"."Free" TO ${w};
GRANT SELECT ON "A".owned TO ${o}, ${r};
REVOKE TRUNCATE ON "A".owned FROM ${o};
`;

let database: Awaited<ReturnType<typeof freshDatabase>>;
let sql: Sql;
let live: LiveWarehouse;
beforeAll(async () => {
  database = await freshDatabase(inject("adminUrl"));
  sql = await connect(database.url);
  await sql.unsafe(SETUP);
  live = await inspect(sql);
});
afterAll(async () => {
  await sql.end();
  await database.drop();
  const admin = await connect(inject("adminUrl"));
  for (const role of [l, w, r, o]) await admin.unsafe(`DROP ROLE ${role}`);
  await admin.end();
});

function named(key: string): ObjectName {
  const object = parseObjectKey(key);
  if (!object) throw new Error(`not an object: ${key}`);
  return object;
}

/** An object's entries as their keys, which are sorted. */
const entries = (key: string): string[] => [...aclOf(live, named(key)).entries.keys()];

describe("relations", () => {
  test("of all kinds, without temporary ones and sequences", () => {
    expect([...live.relations].map(([key, { kind }]) => `${kind} ${key}`)).toEqual([
      'materialized view "b c"."m v"',
      'view "b c".v',
      "table A.T",
      "table A.empty",
      "foreign table A.far",
      "table A.owned",
      "table A.part",
      "table A.parted",
    ]);
  });

  test("with their columns in order", () => {
    expect(live.relations.get("A.T")?.columns).toEqual([
      { name: "id", type: "integer", notNull: true, serialSequence: "T_id_seq" },
      { name: "na,me", type: "character varying(40)", notNull: true },
      { name: "at", type: "timestamp with time zone", notNull: false },
      { name: "sum", type: "numeric(10,2)[]", notNull: false },
      { name: "mood", type: '"A"."mood, ""x"""', notNull: false },
      { name: "no", type: "integer", notNull: true, identitySequence: "T_no_seq" },
    ]);
    expect(live.relations.get("A.empty")?.columns).toEqual([]);
    expect(live.relations.get("A.parted")?.columns[0]?.serialSequence).toBe("parted_id_seq");
  });

  test("equal columns are one object", () => {
    expect(live.relations.get("A.part")?.columns[1]).toBe(live.relations.get("A.parted")?.columns[1]);
  });

  test("follow the columns of a table that changes", async () => {
    await sql.unsafe('ALTER TABLE "A".empty ADD a int; ALTER TABLE "A".empty ALTER a TYPE text');
    const { relations } = await inspect(sql);
    expect(relations.get("A.empty")?.columns).toEqual([{ name: "a", type: "text", notNull: false }]);
  });
});

test("schemas", () => {
  expect([...live.schemas]).toEqual(["A", "b c", "public"]);
});

describe("roles", () => {
  test("with their attributes, without PostgreSQL's own", () => {
    expect(live.roles.get(reader)).toEqual(newRole(reader, { comment: 'reads, "only"' }));
    expect(live.roles.get(writer)).toMatchObject({ login: false, connectionLimit: 3 });
    expect(live.roles.get(login)).toMatchObject({ login: true });
    expect([...live.roles.keys()].filter((name) => name.startsWith("pg_"))).toEqual([]);
  });

  test("and who is a member of them", () => {
    const ours = [...live.memberships.values()].filter(({ member }) => member.endsWith(suffix));
    expect(ours).toEqual([
      { role: "pg_read_all_data", member: login, admin: false, inherit: true, set: true },
      { role: reader, member: writer, admin: false, inherit: false, set: true },
      { role: writer, member: login, admin: true, inherit: true, set: true },
    ]);
    expect([...live.memberships.values()].filter(({ member }) => member.startsWith("pg_"))).toEqual([]);
  });

  test("what the creator of a role gets from 16 on is left out", async () => {
    const maker = `maker_${suffix}`;
    await sql.unsafe(
      `CREATE ROLE ${maker} CREATEROLE; SET ROLE ${maker}; CREATE ROLE ${maker}_s; RESET ROLE`,
    );
    const { memberships } = await inspect(sql);
    expect([...memberships.values()].filter(({ member }) => member === maker)).toEqual([]);
    const options = live.major >= 16 ? "WITH INHERIT TRUE, SET TRUE" : "";
    await sql.unsafe(`GRANT ${maker}_s TO ${maker} ${options}`);
    const after = await inspect(sql);
    expect([...after.memberships.values()].filter(({ member }) => member === maker)).toEqual([
      { role: `${maker}_s`, member: maker, admin: live.major >= 16, inherit: true, set: true },
    ]);
    await sql.unsafe(`DROP ROLE ${maker}_s; DROP ROLE ${maker}`);
  });
});

describe("privileges", () => {
  test("of the owner are not said", () => {
    expect(entries("schema A")).toEqual([
      entryKey(plainEntry(reader, "USAGE")),
      entryKey(plainEntry(writer, "USAGE")),
    ]);
    expect(entries('schema "b c"')).toEqual([]);
  });

  test("that the owner lost are said", () => {
    expect(entries("table A.owned")).toEqual(
      [lack("TRUNCATE"), plainEntry(reader, "SELECT")].map((entry) => entryKey(entry)),
    );
    expect(live.owners.get("table A.owned")?.owner).toBe(owner);
  });

  test("have a grantor and a grant option", () => {
    const byOwner = { grantee: writer, grantor: OWNER, grantable: true };
    expect(entries("table A.T")).toEqual(
      [
        entryKey(plainEntry(reader, "SELECT")),
        entryKey({ ...byOwner, privilege: "INSERT" }),
        entryKey({ ...byOwner, privilege: "SELECT" }),
        entryKey({ grantee: owner, grantor: writer, privilege: "SELECT", grantable: false }),
      ].sort(),
    );
  });

  test("all of them are all that the server knows", async () => {
    const { major } = await serverVersion(sql);
    const known = OBJECT_KINDS.table.privileges.filter((name) => major >= 17 || name !== "MAINTAIN");
    expect(entries("table A.parted")).toEqual(known.map((name) => entryKey(plainEntry(writer, name))).sort());
  });

  test("of PUBLIC, of columns and of sequences", () => {
    expect(entries("table A.part")).toEqual([entryKey(plainEntry(PUBLIC, "SELECT"))]);
    expect(entries('column A.T."na,me"')).toEqual([entryKey(plainEntry(login, "SELECT"))]);
    expect(entries("column A.T.id")).toEqual([entryKey(plainEntry(login, "UPDATE"))]);
    expect(entries("column A.T.xmin")).toEqual([entryKey(plainEntry(login, "SELECT"))]);
    expect(entries("sequence A.T_id_seq")).toEqual([entryKey(plainEntry(writer, "USAGE"))]);
    expect(entries("sequence A.Free")).toEqual([entryKey(plainEntry(writer, "USAGE"))]);
  });

  test("of the database, built in and then said", async () => {
    const builtIn = (["CONNECT", "TEMPORARY"] as const).map((name) => entryKey(plainEntry(PUBLIC, name)));
    expect(entries("database")).toEqual(builtIn);
    await sql.unsafe(`REVOKE TEMPORARY ON DATABASE ${quoteIdentifier(live.database)} FROM PUBLIC`);
    const after = await inspect(sql);
    expect([...aclOf(after, named("database")).entries.keys()]).toEqual([
      entryKey(plainEntry(PUBLIC, "CONNECT")),
    ]);
  });
});

test("a role without any privilege sees the same", async () => {
  const before = await inspect(sql);
  await sql.unsafe(`SET ROLE ${l}`);
  const seen = await inspect(sql);
  await sql.unsafe("RESET ROLE");
  expect(seen.user).toBe(login);
  expect(seen.relations).toEqual(before.relations);
  expect(seen.owners).toEqual(before.owners);
  // Other tests make roles meanwhile.
  for (const role of [reader, writer, owner, login])
    expect(seen.roles.get(role)).toEqual(before.roles.get(role));
  const ours = ({ membershipGrantors }: LiveWarehouse) =>
    [...membershipGrantors].filter(([key]) => key.endsWith(suffix));
  expect(ours(seen)).toEqual(ours(before));
  expect(ours(seen)).toHaveLength(3);
});

test("the relations of an extension are left out", async () => {
  const [known] = await sql.unsafe("SELECT FROM pg_available_extensions WHERE name = 'pg_stat_statements'");
  if (!known) return;
  await sql.unsafe('CREATE EXTENSION pg_stat_statements SCHEMA "A"');
  const { relations } = await inspect(sql);
  expect([...relations.keys()].filter((key) => key.includes("pg_stat"))).toEqual([]);
  await sql.unsafe("DROP EXTENSION pg_stat_statements");
});
