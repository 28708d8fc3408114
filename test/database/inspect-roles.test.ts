import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { connect, type Sql } from "../../scripts/database/connect/connect.ts";
import { inspect } from "../../scripts/database/inspect/inspect.ts";
import { membershipKey, newRole, type Role } from "../../scripts/model/role.ts";
import { freshDatabase } from "../support/cluster.ts";

const suffix = randomBytes(4).toString("hex");
const name = `role_${suffix}`;
const group = `group_${suffix}`;
const lead = `lead_${suffix}`;

let database: Awaited<ReturnType<typeof freshDatabase>>;
let sql: Sql;
beforeAll(async () => {
  database = await freshDatabase(inject("adminUrl"));
  sql = await connect(database.url);
  await sql.unsafe(`CREATE ROLE ${name}; CREATE ROLE ${group}; CREATE ROLE ${lead}`);
});
afterAll(async () => {
  await sql.end();
  await database.drop();
  const admin = await connect(inject("adminUrl"));
  await admin.unsafe(`DROP ROLE ${name}; DROP ROLE ${lead}; DROP ROLE ${group}`);
  await admin.end();
});

describe("attributes", () => {
  test.each<[string, Partial<Role>]>([
    ["LOGIN", { login: true }],
    ["SUPERUSER", { login: true, superuser: true }],
    ["NOLOGIN NOSUPERUSER CREATEDB CREATEROLE", { createdb: true, createrole: true }],
    ["NOCREATEDB NOCREATEROLE NOINHERIT", { inherit: false }],
    ["INHERIT REPLICATION BYPASSRLS", { replication: true, bypassrls: true }],
    ["NOREPLICATION NOBYPASSRLS CONNECTION LIMIT 3", { connectionLimit: 3 }],
    ["CONNECTION LIMIT -1 VALID UNTIL '2027-01-01 02:00:00+02'", { validUntil: "2027-01-01T00:00:00Z" }],
    ["VALID UNTIL '2027-01-01 00:00:00.25Z'", { validUntil: "2027-01-01T00:00:00.250000Z" }],
    ["VALID UNTIL '-infinity'", { validUntil: "-infinity" }],
    ["VALID UNTIL 'infinity'", {}],
  ])("%s", async (attributes, expected) => {
    await sql.unsafe(`ALTER ROLE ${name} ${attributes}`);
    const { roles } = await inspect(sql);
    expect(roles.get(name)).toEqual(newRole(name, expected));
  });
});

test("settings, everywhere and in this database", async () => {
  const here = `"${(await inspect(sql)).database}"`;
  await sql.unsafe(`
    ALTER ROLE ${name} SET work_mem = '5MB';
    ALTER ROLE ${name} SET search_path = "A b", public, '$user';
    ALTER ROLE ${name} SET "my.text" = 'a=b, "c"';
    ALTER ROLE ${name} IN DATABASE ${here} SET statement_timeout = '30min';
    ALTER ROLE ALL IN DATABASE ${here} SET lock_timeout = '5s';
    ALTER ROLE ${group} IN DATABASE postgres SET work_mem = '6MB'`);
  const { roles } = await inspect(sql);
  expect(roles.get(name)).toEqual(
    newRole(name, {
      settings: { "my.text": 'a=b, "c"', search_path: '"A b", "public", "$user"', work_mem: "5MB" },
      settingsInDatabase: { statement_timeout: "30min" },
    }),
  );
  expect(Object.keys(roles.get(name)?.settings ?? {})).toEqual(["my.text", "search_path", "work_mem"]);
  expect(roles.get(group)).toEqual(newRole(group));
  await sql.unsafe(`ALTER ROLE ${name} RESET ALL; ALTER ROLE ${name} IN DATABASE ${here} RESET ALL`);
  expect((await inspect(sql)).roles.get(name)).toEqual(newRole(name));
});

describe("who granted a membership", () => {
  const key = membershipKey({ role: group, member: name });

  test("one grantor", async () => {
    await sql.unsafe(`GRANT ${group} TO ${name}`);
    const { memberships, membershipGrantors, major } = await inspect(sql);
    const [first] = await sql.unsafe("SELECT rolname AS name FROM pg_roles WHERE oid = 10");
    const grantor = major >= 16 ? first?.name : (await inspect(sql)).user;
    expect(membershipGrantors.get(key)).toEqual([{ grantor, admin: false, inherit: true, set: true }]);
    expect(memberships.get(key)).toMatchObject({ admin: false, inherit: true, set: true });
  });

  test("several, whose options add up", async () => {
    const { major } = await inspect(sql);
    if (major < 16) return;
    await sql.unsafe(`
      REVOKE ${group} FROM ${name};
      GRANT ${group} TO ${lead} WITH ADMIN TRUE;
      GRANT ${group} TO ${name} WITH ADMIN TRUE, INHERIT FALSE, SET FALSE GRANTED BY ${lead};
      GRANT ${group} TO ${name} WITH INHERIT FALSE, SET TRUE`);
    const [first] = await sql.unsafe("SELECT rolname AS name FROM pg_roles WHERE oid = 10");
    const { memberships, membershipGrantors } = await inspect(sql);
    expect(memberships.get(key)).toEqual({
      role: group,
      member: name,
      admin: true,
      inherit: false,
      set: true,
    });
    expect(membershipGrantors.get(key)).toEqual([
      { grantor: lead, admin: true, inherit: false, set: false },
      { grantor: first?.name, admin: false, inherit: false, set: true },
    ]);
  });

  test("one who is gone, on 14 and 15", async () => {
    const { major } = await inspect(sql);
    if (major >= 16) return;
    const maker = `maker_${suffix}`;
    await sql.unsafe(`
      CREATE ROLE ${maker} SUPERUSER;
      REVOKE ${group} FROM ${name};
      SET ROLE ${maker}; GRANT ${group} TO ${name}; RESET ROLE;
      DROP ROLE ${maker}`);
    const { membershipGrantors } = await inspect(sql);
    expect(membershipGrantors.get(key)).toEqual([
      { grantor: expect.stringMatching(/^\d+$/), admin: false, inherit: true, set: true },
    ]);
  });
});
