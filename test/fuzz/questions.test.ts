import { randomInt } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import type { LiveWarehouse } from "../../scripts/database/inspect/inspect.ts";
import { PUBLIC } from "../../scripts/model/acl.ts";
import { quoteIdentifier } from "../../scripts/model/identifier.ts";
import { type ObjectName, objectKey, schemaOf } from "../../scripts/model/object.ts";
import { kindFacts, privilegesOf } from "../../scripts/model/object-kinds.ts";
import { knowsPrivilege, type Privilege } from "../../scripts/model/privilege.ts";
import { relationKey } from "../../scripts/model/relation.ts";
import { fillVariables } from "../../scripts/model/variable.ts";
import type { Warehouse } from "../../scripts/model/warehouse.ts";
import { diffWarehouses } from "../../scripts/plan/compare/diff-warehouses.ts";
import { composeScript } from "../../scripts/plan/compose.ts";
import { objectSql } from "../../scripts/plan/objects/object-sql.ts";
import { type AccessIndex, indexAccess } from "../../scripts/review/access/access-index.ts";
import { type AccessPath, accessPaths } from "../../scripts/review/access/access-paths.ts";
import { pathText } from "../../scripts/review/access/path-text.ts";
import { decide } from "../../scripts/review/access/verdict.ts";
import { ask } from "../../scripts/review/access/view-access.ts";
import { type TestCluster, testCluster } from "../support/cluster.ts";
import { arbitraryAccess } from "./arbitrary.ts";
import { askPostgres, type Oracle } from "./oracle.ts";
import { isReal, stubbornPath } from "./paths.ts";
import { showWarehouse } from "./shown.ts";
import { objectsOn, openWorld, SUPERUSER_OBJECTS, type World } from "./world.ts";

const WAREHOUSES = Number(process.env.FUZZ_PAIRS ?? 12);
// The same each time where few are tried beside other tests.
const SEED = Number(process.env.FUZZ_SEED ?? (process.env.FUZZ_PAIRS ? randomInt(2 ** 31) : 20_261_127));

/** Of so many questions one is asked again until nothing is left of what its answer names. */
const SAMPLED = 50;

const PREDEFINED = ["pg_read_all_data", "pg_write_all_data", "pg_maintain", "pg_database_owner"];

const predefinedOf = ({ major }: World) => PREDEFINED.filter((name) => major >= 17 || name !== "pg_maintain");

/** What no role file says, in SQL: what predefined roles have, what an owner takes from itself. */
const rawExtra = fc.record({
  what: fc.nat({ max: 4 }),
  role: fc.nat({ max: 11 }),
  object: fc.nat({ max: 40 }),
  privilege: fc.nat({ max: 7 }),
  inherit: fc.boolean(),
  set: fc.boolean(),
});
type RawExtra = typeof rawExtra extends fc.Arbitrary<infer Raw> ? Raw : never;

function extraSql(raw: RawExtra, { roles, owners }: Warehouse, objects: readonly ObjectName[], world: World) {
  const names = [...roles.keys()];
  const role = names[raw.role % Math.max(names.length, 1)];
  const ownable = objects.filter(({ kind }) => kind !== "parameter" && kind !== "column");
  const object = ownable[raw.object % ownable.length];
  if (role === undefined || object === undefined) return [];
  const given = predefinedOf(world);
  const predefined = given[raw.privilege % given.length] ?? "";
  const known = kindFacts(object.kind).privileges.filter((one) => knowsPrivilege(world.major, one));
  const privilege = known[raw.privilege % known.length] ?? "";
  const on = `ON ${kindFacts(object.kind).keyword} ${objectSql(object)}`;
  const owner = quoteIdentifier(owners.get(objectKey(object))?.owner ?? "postgres");
  const options = world.major < 16 ? "" : ` WITH INHERIT ${raw.inherit}, SET ${raw.set}`;
  const statements = [
    predefined === "pg_database_owner" ? "" : `GRANT ${predefined} TO ${quoteIdentifier(role)}${options}`,
    `REVOKE ${privilege} ${on} FROM ${owner}`,
    `REVOKE ALL ${on} FROM ${owner}`,
    `ALTER DATABASE "\${database}" OWNER TO ${quoteIdentifier(role)}`,
    `GRANT ${privilege} ${on} TO ${predefined}`,
  ];
  return [statements[raw.what] ?? ""].filter(Boolean);
}

/** What people may ask about: also every column. */
function objectsOf(world: World, objects: readonly ObjectName[]): ObjectName[] {
  const columns = [...world.bare.relations.values()].flatMap(({ schema, name, columns: list }) =>
    list.map((column): ObjectName => ({ kind: "column", path: [schema, name, column.name] })),
  );
  return [
    ...objects,
    ...columns,
    { kind: "schema", path: ["public"] },
    { kind: "language", path: ["plpgsql"] },
  ];
}

/** PostgreSQL's answer by name, as one role: USAGE on the schema, and the table or all its columns. */
function canAs(
  oracle: Oracle,
  { relations }: Warehouse,
  role: string,
  object: ObjectName,
  privilege: Privilege,
) {
  const schema = schemaOf(object);
  if (schema !== undefined && !oracle.has(role, { kind: "schema", path: [schema] }, "USAGE")) return false;
  if (oracle.has(role, object, privilege)) return true;
  if (object.kind !== "table" || !kindFacts("column").privileges.includes(privilege)) return false;
  const [schemaName = "", name = ""] = object.path;
  const columns = relations.get(relationKey({ schema: schemaName, name }))?.columns ?? [];
  const has = (column: string) =>
    oracle.has(role, { kind: "column", path: [...object.path, column] }, privilege);
  return columns.length > 0 && columns.every(({ name: column }) => has(column));
}

/** In what the index and PostgreSQL do not agree about one question, a line each. */
function disagreements(
  index: AccessIndex,
  oracle: Oracle,
  role: string,
  privilege: Privilege,
  object: ObjectName,
): string[] {
  const { can, canAtOnce, paths } = decide(index, role, ask(index, privilege, object));
  const isPart = (on: ObjectName) => on.kind === "column" && object.kind === "table";
  const direct = paths.filter(({ after }) => after === undefined);
  const whole = direct.filter((path) => !isPart(path.object));
  const question = [object, privilege] as const;
  const hasAny = (name: string, option?: boolean) =>
    oracle.has(name, object, privilege, option) ||
    (object.kind === "table" && oracle.hasAny(name, object, privilege, option));
  const owner = index.graph.reaches(role).get(index.facts(object).owner?.owner ?? "");
  const owns = owner !== undefined && owner.after === undefined;
  const withOption = ({ by }: AccessPath) =>
    by.kind === "entry" ? by.entry.grantable : by.kind !== "predefined role";
  const acting = oracle.becomes(role);
  const schema = schemaOf(object);
  const usage = schema === undefined || oracle.has(role, { kind: "schema", path: [schema] }, "USAGE");
  const compared: readonly (readonly [string, ours: boolean, theirs: boolean])[] = [
    ["has it", whole.length > 0, oracle.has(role, ...question)],
    ["has some of it", direct.length > 0, hasAny(role)],
    ["may grant it", owns || whole.some(withOption), oracle.has(role, ...question, true)],
    ["may grant some of it", owns || direct.some(withOption), hasAny(role, true)],
    ["reaches it at last", paths.length > 0, acting.some((name) => hasAny(name))],
    ["can at once", canAtOnce, canAs(oracle, index.warehouse, role, ...question)],
    ["can", can, acting.some((name) => canAs(oracle, index.warehouse, name, ...question))],
    [
      "looks the name up",
      direct.every(({ lacksUsage }) => lacksUsage === undefined),
      usage || direct.length === 0,
    ],
  ];
  return compared.flatMap(([what, ours, theirs]) =>
    ours === theirs
      ? []
      : [
          `${role} ${what}, ${privilege} on ${objectKey(object)}: ${ours}, PostgreSQL says ${theirs}; ${paths.map(pathText).join("; ")}`,
        ],
  );
}

const questionText = (role: string, privilege: Privilege, object: ObjectName) =>
  `${role}: ${privilege} on ${objectKey(object)}`;

/** Everything in which the index of a warehouse is not what PostgreSQL says, or says what is not so. */
function compare(
  live: LiveWarehouse,
  oracle: Oracle,
  roles: readonly string[],
  objects: readonly ObjectName[],
  sample: number,
): string[] {
  const index = indexAccess(live, live.major);
  const wrong: string[] = [];
  let number = 0;
  for (const role of roles) {
    for (const object of objects) {
      for (const privilege of privilegesOf(object.kind, live.major)) {
        wrong.push(...disagreements(index, oracle, role, privilege, object));
        const paths = accessPaths(index, role, ask(index, privilege, object));
        const untrue = paths.filter((path) => !isReal(index, role, path));
        const question = questionText(role, privilege, object);
        wrong.push(...untrue.map((path) => `${question} is not so: ${pathText(path)}`));
        // What predefined roles have nobody takes away.
        if (paths.length === 0 || role.startsWith("pg_") || number++ % SAMPLED !== sample) continue;
        const left = stubbornPath(live, live.major, role, privilege, object);
        if (left !== undefined) wrong.push(`${question} does not end: ${left}`);
      }
    }
  }
  return wrong;
}

let cluster: TestCluster;
let world: World;
// Roles are the whole server's, and those of random warehouses have the same names in each file.
beforeAll(async () => {
  cluster = await testCluster(inject("emptyCluster"));
  world = await openWorld(cluster.adminUrl);
});
afterAll(async () => {
  await world.close();
  await cluster.stop();
});

test(`${WAREHOUSES} warehouses are explained as PostgreSQL sees them (FUZZ_SEED=${SEED})`, {
  timeout: 3_600_000,
}, async () => {
  const more = SUPERUSER_OBJECTS.filter(({ kind }) => world.major >= 15 || kind !== "parameter");
  // All databases share it: other tests of this cluster leave it alone.
  const tablespace: ObjectName = { kind: "tablespace", path: ["pg_global"] };
  const limits = {
    superuser: true,
    objects: [...objectsOn(world.major), ...more, tablespace],
    major: world.major,
  };
  const objects = objectsOf(world, limits.objects);
  const { database } = await world.inspect();
  const tried = fc.asyncProperty(
    arbitraryAccess(world.bare, limits),
    fc.array(rawExtra, { maxLength: 6 }),
    fc.nat({ max: SAMPLED - 1 }),
    (access, extras, sample) =>
      world.inside(async () => {
        await world.apply(composeScript(diffWarehouses(world.bare, access), world.bare, access, []));
        for (const raw of extras) {
          for (const text of extraSql(raw, access, limits.objects, world)) {
            await world.sql.unsafe(fillVariables(text, { database }));
          }
        }
        const live = await world.inspect();
        const roles = [...access.roles.keys(), ...predefinedOf(world), live.user];
        const oracle = await askPostgres(world.sql, world.major, roles, objects);
        const wrong = compare(live, oracle, [PUBLIC, ...roles], objects, sample);
        if (wrong.length > 0) throw new Error(wrong.slice(0, 20).join("\n"));
      }),
  );
  const interruptAfterTimeLimit = 60_000 + 3_000 * WAREHOUSES;
  const details = await fc.check(tried, { seed: SEED, numRuns: WAREHOUSES, interruptAfterTimeLimit });
  if (!details.failed) return;
  const [access, extras] = details.counterexample ?? [];
  expect.fail(
    [
      `FUZZ_SEED=${SEED} after ${details.numRuns} warehouses and ${details.numShrinks} shrinks`,
      ...(access
        ? [
            showWarehouse(access),
            ...(extras ?? []).flatMap((raw) => extraSql(raw, access, limits.objects, world)),
          ]
        : []),
      String((details.errorInstance as Error | undefined)?.stack ?? details.errorInstance),
    ].join("\n\n"),
  );
});
