import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { connect, type Sql } from "../../scripts/database/connect/connect.ts";
import { inspect } from "../../scripts/database/inspect/inspect.ts";
import type { Acl } from "../../scripts/model/acl.ts";
import { kindFacts } from "../../scripts/model/object-kinds.ts";
import { knowsPrivilege } from "../../scripts/model/privilege.ts";
import { freshDatabase } from "../support/cluster.ts";

const suffix = randomBytes(4).toString("hex");
const reader = `reader_${suffix}`;
const creator = `creator_${suffix}`;

let database: Awaited<ReturnType<typeof freshDatabase>>;
let sql: Sql;
beforeAll(async () => {
  database = await freshDatabase(inject("adminUrl"));
  sql = await connect(database.url);
  await sql.unsafe(`CREATE ROLE ${reader}; CREATE ROLE ${creator}; CREATE SCHEMA "A b"`);
});
afterAll(async () => {
  await sql.end();
  await database.drop();
  const admin = await connect(inject("adminUrl"));
  await admin.unsafe(`DROP ROLE ${reader}, ${creator}`);
  await admin.end();
});

const lines = (acl: Acl) =>
  [...acl.entries.values()].map(
    ({ grantee, privilege, grantable }) => `${grantee}: ${privilege}${grantable ? "*" : ""}`,
  );

/** What the default privileges of the creator are after this statement: by key who gets what. */
async function defaults(statement: string): Promise<Record<string, string[]>> {
  await sql.unsafe(statement);
  const { defaults: found } = await inspect(sql);
  return Object.fromEntries([...found].map(([key, { acl }]) => [key, lines(acl)]));
}

const ALTER = `ALTER DEFAULT PRIVILEGES FOR ROLE ${creator}`;

test("none", async () => {
  expect(await defaults("SELECT 1")).toEqual({});
});

test("everywhere it is the whole ACL without the creator's own part", async () => {
  expect(await defaults(`${ALTER} GRANT SELECT ON TABLES TO ${reader}`)).toEqual({
    [`table by ${creator}`]: [`${reader}: SELECT`],
  });
  expect(await defaults(`${ALTER} REVOKE EXECUTE ON ROUTINES FROM PUBLIC`)).toEqual({
    [`routine by ${creator}`]: [],
    [`table by ${creator}`]: [`${reader}: SELECT`],
  });
  expect(await defaults(`${ALTER} GRANT EXECUTE ON ROUTINES TO PUBLIC, ${reader}`)).toEqual({
    [`routine by ${creator}`]: ["@public: EXECUTE", `${reader}: EXECUTE`],
    [`table by ${creator}`]: [`${reader}: SELECT`],
  });
  const gone = `${ALTER} REVOKE EXECUTE ON ROUTINES FROM ${reader}; ${ALTER} REVOKE SELECT ON TABLES FROM ${reader}`;
  expect(await defaults(gone)).toEqual({});
});

test("of every kind, in a schema what is added", async () => {
  const statements = [
    "GRANT INSERT ON TABLES",
    "GRANT USAGE ON SEQUENCES",
    "GRANT EXECUTE ON ROUTINES",
    "GRANT USAGE ON TYPES",
  ];
  const given = statements.map((text) => `${ALTER} IN SCHEMA "A b" ${text} TO ${reader} WITH GRANT OPTION`);
  const everywhere = `${ALTER} GRANT USAGE ON SCHEMAS TO ${reader}`;
  expect(await defaults([...given, everywhere].join(";"))).toEqual({
    [`routine by ${creator} in "A b"`]: [`${reader}: EXECUTE*`],
    [`schema by ${creator}`]: [`${reader}: USAGE`],
    [`sequence by ${creator} in "A b"`]: [`${reader}: USAGE*`],
    [`table by ${creator} in "A b"`]: [`${reader}: INSERT*`],
    [`type by ${creator} in "A b"`]: [`${reader}: USAGE*`],
  });
  expect(await defaults(`${ALTER} IN SCHEMA "A b" GRANT SELECT ON TABLES TO ${creator}`)).toMatchObject({
    [`table by ${creator} in "A b"`]: ["@owner: SELECT", `${reader}: INSERT*`],
  });
  // Of both at once, PostgreSQL stumbles over the entry that they share.
  await sql.unsafe(`DROP OWNED BY ${creator}; DROP OWNED BY ${reader}`);
});

test("a creator who keeps nothing of everything", async () => {
  expect(await defaults(`${ALTER} REVOKE ALL ON TABLES FROM ${creator}`)).toEqual({});
  const { major } = await inspect(sql);
  const lacks = kindFacts("table")
    .privileges.filter((privilege) => knowsPrivilege(major, privilege))
    .map((privilege) => `@owner: ${privilege}*`);
  expect(await defaults(`${ALTER} GRANT SELECT ON TABLES TO ${reader}`)).toEqual({
    [`table by ${creator}`]: [...lacks.sort(), `${reader}: SELECT`],
  });
  await sql.unsafe(`DROP OWNED BY ${creator}`);
});

test("of large objects, from 18 on", async () => {
  const { major } = await inspect(sql);
  if (major < 18) return;
  expect(await defaults(`${ALTER} GRANT SELECT ON LARGE OBJECTS TO ${reader}`)).toEqual({
    [`large object by ${creator}`]: [`${reader}: SELECT`],
  });
});
