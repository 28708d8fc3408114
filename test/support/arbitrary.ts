import fc from "fast-check";
import { kindFacts } from "../../scripts/model/object-kinds.ts";
import type { Warehouse } from "../../scripts/model/warehouse.ts";
import { grant, membership, role, table, warehouse } from "./warehouse.ts";

const SCHEMAS = ["A", "b c", 'q"t.x'];
const TABLES = ["t", "${env}_u", "имя"];
const ROLES = ["reader", "${env}_writer", "o'hara", "Ärzte"];

const objects = SCHEMAS.flatMap((schema) => [
  { kind: "schema" as const, path: [schema] },
  ...TABLES.map((name) => ({ kind: "table" as const, path: [schema, name] })),
]);

const arbitraryGrant = fc
  .record({ object: fc.constantFrom(...objects), grantee: fc.constantFrom(...ROLES) })
  .chain(({ object, grantee }) =>
    fc
      .subarray([...kindFacts(object.kind).privileges], { minLength: 1 })
      .map((privileges) => grantOn(object, grantee, privileges)),
  );

function grantOn(
  object: (typeof objects)[number],
  grantee: string,
  privileges: Parameters<typeof grant>[2][],
) {
  const quoted = object.path.map((part) => `"${part.replaceAll('"', '""')}"`).join(".");
  return grant(`${object.kind} ${quoted}`, grantee, ...privileges);
}

/** Warehouses over a few schemas, tables and roles, some of them with names that need care. */
export const arbitraryWarehouse: fc.Arbitrary<Warehouse> = fc
  .record({
    logins: fc.record(Object.fromEntries(ROLES.map((name) => [name, fc.boolean()]))),
    limit: fc.integer({ min: -1, max: 3 }),
    members: fc.subarray([
      membership("reader", "o'hara"),
      membership("${env}_writer", "reader"),
      membership("Ärzte", "reader"),
    ]),
    grants: fc.array(arbitraryGrant, { maxLength: 12 }),
  })
  .map(({ logins, limit, members, grants }) =>
    warehouse({
      relations: SCHEMAS.flatMap((schema) => TABLES.map((name) => ({ ...table(".", "id"), schema, name }))),
      roles: ROLES.map((name) => role(name, { login: logins[name] ?? false, connectionLimit: limit })),
      memberships: members,
      grants,
    }),
  );
