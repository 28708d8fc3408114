import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { connect, type Sql, serverVersion } from "../../scripts/database/connect/connect.ts";
import { PUBLIC } from "../../scripts/model/acl.ts";
import { Refusal } from "../../scripts/model/diagnostic.ts";
import type { AccessExpectation } from "../../scripts/model/expectation.ts";
import type { Warehouse } from "../../scripts/model/warehouse.ts";
import { proveExpectations } from "../../scripts/prove/prove-expectations.ts";
import { freshDatabase } from "../support/cluster.ts";
import { grant, membership, role, table, warehouse } from "../support/warehouse.ts";

const suffix = randomBytes(6).toString("hex");
const [reader, alice, bob] = [`reader_${suffix}`, `alice_${suffix}`, `bob_${suffix}`];
const at = { file: "roles/expect.yaml", line: 1, column: 1 };

let sql: Sql;
let database: Awaited<ReturnType<typeof freshDatabase>>;

beforeAll(async () => {
  database = await freshDatabase(inject("adminUrl"));
  sql = await connect(database.url);
  await sql.unsafe(`
    CREATE ROLE ${reader}; CREATE ROLE ${alice} NOINHERIT; CREATE ROLE ${bob}; CREATE SCHEMA "S";
    CREATE TABLE "S".t (id integer, note text); CREATE TABLE "S".open (id integer);
    GRANT USAGE ON SCHEMA "S" TO PUBLIC; GRANT SELECT ON "S".t TO ${reader}; GRANT SELECT ON "S".open TO PUBLIC;
    GRANT ${reader} TO ${alice}`);
});
afterAll(async () => {
  await sql.unsafe(`DROP OWNED BY ${reader}; DROP ROLE ${reader}, ${alice}, ${bob}`);
  await sql.end();
  await database.drop();
});

const declared = (more: Parameters<typeof warehouse>[0] = {}): Warehouse =>
  warehouse({
    relations: [table("S.t", "id", "note"), table("S.open", "id")],
    roles: [reader, alice, bob].map((name) => role(name)),
    memberships: [{ ...membership(alice, reader), inherit: false }],
    grants: [grant("schema S", PUBLIC, "USAGE"), grant("table S.t", reader, "SELECT")],
    ...more,
  });

/** The messages of what fails. */
async function failures(of: Warehouse, ...expected: readonly Partial<AccessExpectation>[]) {
  const { major } = await serverVersion(sql);
  const expectations = expected.map(
    (one): AccessExpectation => ({
      kind: "access",
      says: "cannot",
      roles: [],
      privileges: ["SELECT"],
      objects: [{ kind: "table", path: ["S", "t"] }],
      at,
      ...one,
    }),
  );
  const binding = { variables: {}, major };
  try {
    await proveExpectations(sql, {
      template: of,
      declared: of,
      binding,
      expectations,
      provenance: new Map(),
    });
    return [];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    expect(error.diagnostics.every((one) => one.code === "expectation-failed" && one.at === at)).toBe(true);
    return error.diagnostics.map(({ message }) => message);
  }
}

test("what holds is found to hold", async () => {
  const fine = await failures(
    declared(),
    { says: "can", roles: [reader] },
    { says: "cannot", roles: [bob] },
    { says: "nobody but", roles: [reader] },
  );
  expect(fine).toEqual([]);
});

test("what a role can as another that it can SET ROLE to, it can; the path is named", async () => {
  expect(await failures(declared(), { says: "cannot", roles: [alice] })).toEqual([
    `on the scratch server ${alice} can SELECT on table S.t after SET ROLE ${reader}: after SET ROLE ${reader}, granted directly`,
  ]);
  expect(await failures(declared(), { says: "can", roles: [bob] })).toEqual([
    `on the scratch server ${bob} cannot SELECT on table S.t: by nothing that is declared`,
  ]);
});

test("nobody is PUBLIC as well, whom the server is asked about", async () => {
  const objects = [{ kind: "table" as const, path: ["S", "open"] }];
  const found = await failures(declared(), { says: "nobody but", roles: [reader], objects });
  expect(found).toEqual([
    "on the scratch server PUBLIC can SELECT on table S.open: by nothing that is declared",
    `on the scratch server ${bob} can SELECT on table S.open: by nothing that is declared`,
  ]);
});
