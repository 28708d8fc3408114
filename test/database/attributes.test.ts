import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { roleBody } from "../../scripts/adopt/roles/role-bodies.ts";
import { connect, type Sql } from "../../scripts/database/connect/connect.ts";
import { readExecutor } from "../../scripts/database/inspect/executor-facts.ts";
import { inspect } from "../../scripts/database/inspect/inspect.ts";
import { catalogShape } from "../../scripts/database/inspect/shape.ts";
import { ATTRIBUTES, POWERS } from "../../scripts/model/attributes.ts";
import { newRole, type Role } from "../../scripts/model/role.ts";
import { fillVariables } from "../../scripts/model/variable.ts";
import { diffWarehouses } from "../../scripts/plan/compare/diff-warehouses.ts";
import { confirmTouched } from "../../scripts/plan/confirm/confirm-touched.ts";
import { renderRoles, renderSuperusers } from "../../scripts/plan/roles/render-roles.ts";
import { roleChanges } from "../../scripts/review/role-differences.ts";
import { writeStatement } from "../../scripts/sql/write-statement.ts";
import { declareRight, SMALL } from "../declarations/roles-context.ts";
import { OTHER_VALUES } from "../support/attribute-values.ts";
import { freshDatabase } from "../support/cluster.ts";
import { warehouse } from "../support/warehouse.ts";

const name = `attribute_${randomBytes(4).toString("hex")}`;
const plain = newRole(name);
const counted = new Set<string>([...POWERS.map(({ key }) => key), "inherit"]);

let database: Awaited<ReturnType<typeof freshDatabase>>;
let sql: Sql;
beforeAll(async () => {
  database = await freshDatabase(inject("adminUrl"));
  sql = await connect(database.url);
});
afterAll(async () => {
  await sql.unsafe(`DROP ROLE IF EXISTS ${name}`);
  await sql.end();
  await database.drop();
});

async function change(before: Role | undefined, role: Role): Promise<void> {
  const changes = { added: [role], removed: before ? [before] : [] };
  const statements = [...renderRoles(changes), ...renderSuperusers(changes)];
  const { database: own } = await inspect(sql);
  await sql.unsafe(statements.map((one) => fillVariables(writeStatement(one), { database: own })).join("\n"));
}

const live = async () => (await inspect(sql)).roles.get(name);
const shape = () => catalogShape(sql, { roles: (role) => role === name });

/** What is found otherwise when the role is to become the first and is the second. */
function confirmed(role: Role, found: Role): string[] {
  const [from, to] = [warehouse({}), warehouse({ roles: [role] })];
  const revision = { from, to, difference: diffWarehouses(from, to), made: [] };
  const none = new Set<string>();
  return confirmTouched(revision, warehouse({ roles: [found] }), {
    major: 18,
    executor: "dep",
    kept: none,
    takenOver: none,
    keptMemberships: none,
    membershipGrantors: new Map(),
  }).map(({ message }) => message);
}

/** The body in a role file, as adoption writes it: but for where a password comes from, which no server knows. */
function bodyOf(role: Role): object {
  const { passwordFrom, ...others } = role;
  const body = roleBody(others, { template: name, whose: "shared" }, SMALL, (unsaid) => {
    throw new Error(unsaid);
  });
  return { ...body, ...(passwordFrom !== undefined && { login: true, password_from: passwordFrom }) };
}

test.each(ATTRIBUTES)("$key, from the role file to the catalogs and back", async ({ key }) => {
  const other = newRole(name, OTHER_VALUES[key]);
  const declared = declareRight([`roles: {${name}: ${JSON.stringify(bodyOf(other))}}`]).roles.get(name);
  if (!declared) throw new Error("the role is not declared");
  expect(declared[key]).toEqual(other[key]);

  await change(undefined, plain);
  const before = await shape();
  await change({ ...plain, management: "shared" }, declared);
  const { passwordFrom, ...inCatalog } = declared;
  expect(await live()).toEqual({ ...inCatalog, management: "managed" });
  expect(await shape()).not.toEqual(before);
  if (counted.has(key))
    expect(await readExecutor(sql, { name, roles: [], objects: [] })).toHaveProperty(key, other[key]);

  expect(roleChanges(plain, other)).toHaveLength(1);
  expect(confirmed(declared, inCatalog)).toEqual([]);
  expect(confirmed(other, plain)).toHaveLength(passwordFrom === undefined ? 1 : 0);

  await change(declared, { ...plain, management: "shared" });
  expect(await live()).toEqual(plain);
  await sql.unsafe(`DROP ROLE ${name}`);
});
