/** What people do to a database behind the program's back, and what of it counts. */
import fc from "fast-check";
import { builtInAclOf, entryKey, isLack, PUBLIC } from "../../scripts/model/acl.ts";
import { type Difference, isEmptyDelta } from "../../scripts/model/delta.ts";
import { displayPath, quoteIdentifier, quotePath } from "../../scripts/model/identifier.ts";
import { type ObjectName, objectKey, wholeObject } from "../../scripts/model/object.ts";
import { kindFacts } from "../../scripts/model/object-kinds.ts";
import { knowsPrivilege } from "../../scripts/model/privilege.ts";
import { aclOf, type Warehouse } from "../../scripts/model/warehouse.ts";
import { objectSql } from "../../scripts/plan/objects/object-sql.ts";
import { ROLES } from "./arbitrary.ts";
import type { World } from "./world.ts";
import { SCHEMAS } from "./world-views.ts";

const place = fc.nat({ max: 99 });

/** What is made by whom and where, and what PUBLIC is given. */
export const rawHand = fc.record({
  made: fc.array(fc.record({ creator: place, schema: place, kind: place }), { maxLength: 3 }),
  given: fc.array(fc.record({ object: place, column: place, privilege: place, by: place }), { maxLength: 4 }),
});
export type RawHand = typeof rawHand extends fc.Arbitrary<infer Raw> ? Raw : never;

/** The objects of which a warehouse says what PUBLIC has, by objectKey. */
export const arbitrarySaid = (objects: readonly ObjectName[]): fc.Arbitrary<ReadonlySet<string>> => {
  return fc.subarray(objects.map(objectKey), { maxLength: 12 }).map((chosen) => new Set(chosen));
};

const MADE = [
  (name: string) => `CREATE TABLE ${name} (a serial, b integer)`,
  (name: string) => `CREATE VIEW ${name} AS SELECT 1 AS a`,
  (name: string) => `CREATE FUNCTION ${name}() RETURNS integer LANGUAGE sql AS 'SELECT 1'`,
  (name: string) => `CREATE TYPE ${name} AS ENUM ('a')`,
];
const DROPS = [
  (name: string) => `DROP TABLE IF EXISTS ${name}`,
  (name: string) => `DROP VIEW IF EXISTS ${name}`,
  (name: string) => `DROP FUNCTION IF EXISTS ${name}`,
  (name: string) => `DROP TYPE IF EXISTS ${name}`,
];
const at = <Item>(items: readonly Item[], index: number): Item => items[index % items.length] as Item;

const nameOf = (raw: RawHand["made"][number], index: number): string =>
  quotePath([at(SCHEMAS, raw.schema), `made ${index}`]);

/** Runs a statement as a role, if that may. */
async function runAs({ sql }: World, role: string | undefined, statement: string): Promise<boolean> {
  await sql.unsafe("SAVEPOINT hand");
  try {
    if (role !== undefined) await sql.unsafe(`SET LOCAL ROLE ${quoteIdentifier(role)}`);
    await sql.unsafe(statement);
    if (role !== undefined) await sql.unsafe("RESET ROLE");
    return true;
  } catch (error) {
    if ((error as { code?: string }).code !== "42501") throw error;
    await sql.unsafe("ROLLBACK TO SAVEPOINT hand");
    return false;
  }
}

/** The owner of an object; a serial's sequence has that of its table. */
function ownerOf(object: ObjectName, state: Warehouse): string | undefined {
  const [schema, name] = object.path;
  const table = [...state.relations.values()].find(
    (relation) =>
      object.kind === "sequence" &&
      relation.schema === schema &&
      relation.columns.some(({ serialSequence }) => serialSequence === name),
  );
  const owned: ObjectName = table ? { kind: "table", path: [table.schema, table.name] } : object;
  return state.owners.get(objectKey(wholeObject(owned)))?.owner;
}

/** Who may give a privilege on: the owner, where it is said of PUBLIC also others, who are then the ones to take it. */
function giversOf(object: ObjectName, privilege: string, state: Warehouse, isSaid: boolean) {
  const owner = ownerOf(object, state);
  const entries = [object, wholeObject(object)].flatMap((one) => [...aclOf(state, one).entries.values()]);
  const others = entries.flatMap((entry) =>
    entry.grantable && !isLack(entry) && entry.privilege === privilege ? [entry.grantee] : [],
  );
  return isSaid ? [owner, ...others] : [owner];
}

/**
 * Makes things as roles, and gives to PUBLIC as whoever may, as far as they may.
 *
 * @param said the objects of which is, or will be, said what PUBLIC has
 * @returns how much of it was possible
 */
export async function actByHand(
  world: World,
  { made, given }: RawHand,
  state: Warehouse,
  objects: readonly ObjectName[],
  said: ReadonlySet<string>,
): Promise<number> {
  const creators = ROLES.filter((name) => state.roles.has(name));
  let done = 0;
  for (const [index, one] of creators.length === 0 ? [] : made.entries()) {
    const statement = at(MADE, one.kind)(nameOf(one, index));
    if (await runAs(world, at(creators, one.creator), statement)) done++;
  }
  for (const { object: number, column: rank, privilege: bits, by } of given) {
    const whole = at(objects, number);
    if (whole.kind === "database" || whole.kind === "tablespace") continue;
    const columns =
      whole.kind === "table" ? (state.relations.get(displayPath(whole.path))?.columns ?? []) : [];
    const column = columns[rank % (columns.length + 2)]?.name;
    const object: ObjectName =
      column === undefined ? whole : { kind: "column", path: [...whole.path, column] };
    const known = kindFacts(object.kind).privileges.filter((one) => knowsPrivilege(world.major, one));
    const privilege = at(known, bits);
    const what = column === undefined ? privilege : `${privilege} (${quoteIdentifier(column)})`;
    const on = `${kindFacts(whole.kind).keyword} ${objectSql(whole)}`;
    const giver = at(giversOf(object, privilege, state, said.has(objectKey(whole))), by);
    if (await runAs(world, giver, `GRANT ${what} ON ${on} TO PUBLIC`)) done++;
  }
  return done;
}

/** Drops what was made, so that who made it can go. */
export async function dropMade({ sql }: World, { made }: RawHand): Promise<void> {
  for (const [index, one] of made.entries()) await sql.unsafe(at(DROPS, one.kind)(nameOf(one, index)));
}

/**
 * What differs and should not: all but what PUBLIC was given on objects of which it is said what PUBLIC has, and what it has
 * by itself where that is declared to be taken away.
 */
export function unexpected(difference: Difference, declared: Warehouse): string[] {
  const { added, removed } = difference.privileges;
  const wrong = added.flatMap(({ object, acl }) => {
    const before = aclOf(declared, object).entries;
    const more = [...acl.entries].filter(([key]) => !before.has(key)).map(([, entry]) => entry);
    const isSaid = declared.publicSaid.has(objectKey(wholeObject(object)));
    const byItself = builtInAclOf(object).entries;
    return more
      .filter((entry) => entry.grantee !== PUBLIC || !(isSaid || byItself.has(entryKey(entry))))
      .map((entry) => `+ ${objectKey(object)} ${entryKey(entry)}`);
  });
  const lost = removed.filter(
    ({ object }) => !added.some((one) => objectKey(one.object) === objectKey(object)),
  );
  const rest = { ...difference, privileges: { added: [], removed: [] } };
  return [
    ...wrong,
    ...lost.map(({ object }) => `- ${objectKey(object)}`),
    ...(isEmptyDelta(rest) ? [] : [JSON.stringify(rest)]),
  ];
}
