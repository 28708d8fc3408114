import { expect, test } from "vitest";
import { isEmptyDelta } from "../../scripts/model/delta.ts";
import { parsePublicKey, publicKey } from "../../scripts/model/public-said.ts";
import { compareSources, readSources } from "../../scripts/sources/read-sources.ts";
import { APPLIERS, DEPLOYER, roleServer } from "../support/role-server.ts";

const DEFINITIONS = `
import { integer, pgSchema } from "drizzle-orm/pg-core";
export const app = pgSchema("app");
export const p = app.table("p", { id: integer() });
export const q = app.table("q", { id: integer() });
`;
const said = (values: string) => `
roles: {}
public:
  - { privileges: [], tables: app.p, when: { env: ${values} } }
  - { privileges: [], tables: app.q, when: { env: prod } }
  - { privileges: USAGE, schemas: public, when: { env: ${values} } }
`;

const server = roleServer({
  owns: true,
  // From 15 on it is whose the database is.
  prepare: async ({ sql, major }) => {
    if (major < 15) await sql.unsafe(`ALTER SCHEMA public OWNER TO ${DEPLOYER}`);
  },
  files: {
    "definitions/a.ts": DEFINITIONS,
    "roles/all.yaml": "roles: {}\n",
  },
});

test("an object and its condition are read as they were written", () => {
  for (const path of [
    ["app", "p"],
    ["app", "x when env = prod"],
    ["a b", '"'],
  ]) {
    const one = { object: { kind: "table" as const, path } };
    const where = { ...one, when: { env: ["prod", "test"], region: ["eu"] } };
    expect(parsePublicKey(publicKey(one))).toEqual(one);
    expect(parsePublicKey(publicKey(where))).toEqual(where);
  }
  expect(publicKey({ object: { kind: "database", path: [] }, when: { env: ["prod"] } })).toBe(
    "database when env = prod",
  );
});

const everybodys = async () => {
  const rows = await server.sql.unsafe(`SELECT relname || ' ' || privilege_type AS text
    FROM pg_class CROSS JOIN LATERAL aclexplode(relacl)
    WHERE relnamespace = 'app'::regnamespace AND grantee = 0 ORDER BY 1`);
  return rows.map(({ text }) => text);
};

test.each(APPLIERS)("what PUBLIC has only somewhere is said exactly there: as %s", async (who) => {
  const { sql } = server;
  await server.revise("first");
  await server.up(who);
  await sql.unsafe("GRANT SELECT ON app.p, app.q TO PUBLIC");
  const { migration } = await server.declare({ "roles/all.yaml": said("test") }, "said");
  expect(migration).toContain("-- when env = test");
  await server.up(who);
  // Of q it is said elsewhere.
  expect(await everybodys()).toEqual(["q SELECT"]);
  expect((await server.compared()).lines).toEqual([]);
  await sql.unsafe("GRANT INSERT ON app.p TO PUBLIC; GRANT INSERT ON app.q TO PUBLIC");
  expect((await server.compared()).lines).toEqual(["PUBLIC should not have INSERT on table app.p"]);
  await sql.unsafe((await server.compared()).script);
  expect(await everybodys()).toEqual(["q INSERT", "q SELECT"]);
  // Nothing more to say, and the way back.
  expect(isEmptyDelta(compareSources(await readSources(server.project), []).difference)).toBe(true);
  await server.move(who, "down", "-1");
  await server.up(who);
});

test("a history that never heard of conditions gets no revision by itself", async () => {
  await server.declare({ "roles/all.yaml": said("test") }, "first");
  const sources = await readSources(server.project);
  const former = {
    ...sources,
    earlier: sources.earlier.map((revision) => ({ ...revision, knowsPublicWhen: false })),
    before: { ...sources.before, recorded: { ...sources.before.recorded, publicSaid: new Set<string>() } },
  };
  const { changes, difference } = compareSources(former, []);
  expect(isEmptyDelta(changes)).toBe(true);
  expect(difference.publicSaid.added).toEqual([
    "schema public when env = test",
    "table app.p when env = test",
    "table app.q when env = prod",
  ]);
});
