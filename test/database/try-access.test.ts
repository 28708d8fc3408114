import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { connect, type Sql, serverVersion } from "../../scripts/database/connect/connect.ts";
import { type Attempt, type Outcome, tryAccess } from "../../scripts/database/inspect/try-access.ts";
import { parseObjectKey } from "../../scripts/model/object.ts";
import type { Privilege } from "../../scripts/model/privilege.ts";
import { freshDatabase } from "../support/cluster.ts";

const suffix = randomBytes(6).toString("hex");
const reader = `reader ${suffix}`;
const clerk = `clerk_${suffix}`;

let sql: Sql;
let database: Awaited<ReturnType<typeof freshDatabase>>;

beforeAll(async () => {
  database = await freshDatabase(inject("adminUrl"));
  sql = await connect(database.url);
  await sql.unsafe(`
    CREATE ROLE "${reader}"; CREATE ROLE ${clerk};
    CREATE SCHEMA shop; CREATE SCHEMA hidden;
    CREATE TABLE shop."or ders" (id integer GENERATED ALWAYS AS IDENTITY, total integer NOT NULL,
      twice integer GENERATED ALWAYS AS (total * 2) STORED);
    CREATE TABLE hidden.t (id integer);
    CREATE VIEW shop.sums AS SELECT sum(total) AS sum FROM shop."or ders";
    CREATE FUNCTION shop.forbid() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'ran'; END $$;
    CREATE TRIGGER forbid BEFORE INSERT OR UPDATE OR DELETE ON shop."or ders" EXECUTE FUNCTION shop.forbid();
    CREATE FUNCTION shop.f(integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
    REVOKE EXECUTE ON FUNCTION shop.f(integer) FROM PUBLIC;
    CREATE SEQUENCE shop.s;
    GRANT USAGE ON SCHEMA shop TO "${reader}", ${clerk};
    GRANT ALL ON shop."or ders" TO "${reader}"; GRANT SELECT, INSERT ON shop.sums TO "${reader}";
    GRANT EXECUTE ON FUNCTION shop.f(integer) TO "${reader}"; GRANT USAGE ON SEQUENCE shop.s TO "${reader}";
    GRANT SELECT ON hidden.t TO "${reader}";
    GRANT SELECT (id), UPDATE (total), REFERENCES (id) ON shop."or ders" TO ${clerk}`);
});
afterAll(async () => {
  await sql.unsafe(`DROP OWNED BY "${reader}", ${clerk}; DROP ROLE "${reader}"; DROP ROLE ${clerk}`);
  await sql.end();
  await database.drop();
});

const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  'table shop."or ders"': ["id", "total", "twice"],
  "table shop.sums": ["sum"],
  "table hidden.t": ["id"],
};

function attempt(role: string | undefined, privilege: Privilege, key: string, whole = true): Attempt {
  const object = parseObjectKey(key);
  if (!object) throw new Error(`not an object: ${key}`);
  const columns = object.kind === "column" ? [object.path[2] ?? ""] : (COLUMNS[key] ?? []);
  return { role, privilege, object, columns, whole };
}

const orders = 'table shop."or ders"';

const CASES: readonly (readonly [Outcome, ...Parameters<typeof attempt>])[] = [
  ["can", reader, "SELECT", orders],
  ["can", reader, "INSERT", orders],
  ["can", reader, "UPDATE", orders],
  ["can", reader, "DELETE", orders],
  ["can", reader, "TRUNCATE", orders],
  ["can", reader, "REFERENCES", orders],
  ["cannot", clerk, "SELECT", orders],
  ["can", clerk, "SELECT", orders, false],
  ["can", clerk, "SELECT", 'column shop."or ders".id'],
  ["cannot", clerk, "SELECT", 'column shop."or ders".total'],
  ["can", clerk, "UPDATE", orders, false],
  ["cannot", clerk, "UPDATE", orders],
  ["cannot", clerk, "INSERT", orders, false],
  ["cannot", clerk, "DELETE", orders, false],
  ["can", clerk, "REFERENCES", orders, false],
  ["cannot", clerk, "REFERENCES", orders],
  // A view of one sum cannot be written to, whatever was granted: the server is asked.
  ["can", reader, "INSERT", "table shop.sums"],
  ["cannot", clerk, "INSERT", "table shop.sums"],
  ["can", reader, "SELECT", "table shop.sums"],
  ["cannot", reader, "SELECT", "table hidden.t"],
  ["cannot", reader, "TRUNCATE", "table hidden.t"],
  ["absent", reader, "SELECT", "table shop.gone"],
  ["can", reader, "EXECUTE", "routine shop.f(integer)"],
  ["cannot", clerk, "EXECUTE", "routine shop.f(integer)"],
  ["can", reader, "USAGE", "sequence shop.s"],
  ["cannot", clerk, "USAGE", "sequence shop.s"],
  ["can", clerk, "USAGE", "schema shop"],
  ["cannot", clerk, "CREATE", "schema shop"],
  ["can", undefined, "CONNECT", "database"],
  ["cannot", undefined, "CREATE", "database"],
  ["cannot", undefined, "SELECT", orders, false],
  ["can", undefined, "USAGE", "language plpgsql"],
];

test("each privilege is tried as the role itself, and nothing is done", async () => {
  const attempts = CASES.map(([, ...rest]) => attempt(...rest));
  const outcomes = await tryAccess(sql, attempts);
  expect(CASES.map(([, ...rest], number) => [outcomes[number], ...rest])).toEqual(CASES);
  const [row] = await sql.unsafe(`SELECT count(*)::int AS n FROM shop."or ders"`);
  expect(row?.n).toBe(0);
});

test("parameters, where the server has their privileges", async () => {
  const { major } = await serverVersion(sql);
  const [outcome] = await tryAccess(sql, [attempt(reader, "SET", "parameter log_statement")]);
  expect(outcome).toBe(major < 15 ? "absent" : "cannot");
});
