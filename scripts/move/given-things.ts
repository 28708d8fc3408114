/** What was taken from roles that went, remembered in the database, and given back on the way back. */
import { forgetGiven, readGiven } from "../database/apply/given-record.ts";
import type { HistoryTable } from "../database/apply/history-table.ts";
import type { Queryable, Sql } from "../database/connect/connect.ts";
import type { LiveWarehouse } from "../database/inspect/inspect.ts";
import { inspectTouched } from "../database/inspect/inspect-touched.ts";
import { LINE_FORMATS } from "../migrations/delta-lines.ts";
import { type Acl, internAcl, OWNER, PUBLIC } from "../model/acl.ts";
import { EMPTY_WAREHOUSE } from "../model/collections.ts";
import { type DefaultPrivileges, defaultKey } from "../model/default-privileges.ts";
import type { Difference } from "../model/delta.ts";
import { type ObjectName, objectKey, schemaOf, wholeObject } from "../model/object.ts";
import { aclOf, defaultsBase, type Warehouse } from "../model/warehouse.ts";
import { diffWarehouses } from "../plan/compare/diff-warehouses.ts";
import { givingOthers, type OtherThing } from "../plan/objects/giving-others.ts";
import { sendChange } from "../sources/access-change.ts";

/** Stands for a file in messages. */
const SOURCE = "what was taken from roles that went";

/** The lines of delta.json of what was taken; of owners, who got it too. */
interface GivenThings {
  readonly owners: readonly { readonly on: string; readonly from: string; readonly to: string }[];
  readonly privileges: readonly unknown[];
  readonly defaults: readonly unknown[];
  /** What default privileges of the roles had taken, of PUBLIC say. */
  readonly lacking: readonly unknown[];
  readonly others: readonly OtherThing[];
}

/**
 * The text that the database remembers.
 *
 * @param follows keys of sequences that have the owner of their table
 */
export function givenText(
  { owners, privileges, defaults }: Difference,
  others: readonly OtherThing[],
  heirs: ReadonlyMap<string, string>,
  follows: ReadonlySet<string>,
): string {
  const given: GivenThings = {
    owners: owners.removed.flatMap(({ object, owner }) => {
      const on = objectKey(object);
      return follows.has(on) ? [] : [{ on, from: owner, to: heirs.get(owner) ?? owner }];
    }),
    privileges: LINE_FORMATS.privileges.write(privileges.removed),
    defaults: LINE_FORMATS.defaults.write(defaults.removed),
    lacking: LINE_FORMATS.defaults.write(defaults.added),
    others,
  };
  return JSON.stringify(given);
}

const parsed = (text: string) => {
  const given = JSON.parse(text) as GivenThings;
  return {
    others: given.others,
    owners: LINE_FORMATS.owners
      .read(given.owners.map(({ on, from }) => ({ on, owner: from })))
      .map(({ object, owner }, index) => ({ object, owner, heir: given.owners[index]?.to })),
    privileges: LINE_FORMATS.privileges.read(given.privileges),
    defaults: LINE_FORMATS.defaults.read(given.defaults),
    lacking: LINE_FORMATS.defaults.read(given.lacking),
  };
};

/** The ACL with entries of roles that are there. */
const withEntries = (acl: Acl, more: Acl, { roles }: Warehouse): Acl => {
  const isThere = (role: string) => role === OWNER || role === PUBLIC || roles.has(role);
  const there = [...more.entries.values()].filter(
    ({ grantee, grantor }) => isThere(grantee) && isThere(grantor),
  );
  return internAcl([...acl.entries.values(), ...there]);
};

const withoutEntries = (acl: Acl, less: Acl): Acl =>
  internAcl([...acl.entries].flatMap(([key, entry]) => (less.entries.has(key) ? [] : [entry])));

/** The server as it is when it has again what was taken, as far as that is still there and still the heirs'. */
function restored(from: LiveWarehouse, given: ReturnType<typeof parsed>): Warehouse {
  const isThere = (object: ObjectName) =>
    from.owners.has(objectKey(wholeObject(object))) || object.kind === "parameter";
  const owners = new Map(from.owners);
  for (const { object, owner, heir } of given.owners) {
    const now = owners.get(objectKey(object))?.owner;
    if (now === heir && from.roles.has(owner)) owners.set(objectKey(object), { object, owner });
  }
  const privileges = new Map(from.privileges);
  for (const { object, acl } of given.privileges.filter((one) => isThere(one.object)))
    privileges.set(objectKey(object), { object, acl: withEntries(aclOf(from, object), acl, from) });
  const defaults = new Map(from.defaults);
  const change = (entry: DefaultPrivileges, changed: (acl: Acl) => Acl) => {
    const { creator, schema } = entry;
    if (!from.roles.has(creator) || (schema !== undefined && !from.schemas.has(schema))) return;
    const key = defaultKey(entry);
    defaults.set(key, { ...entry, acl: changed(defaults.get(key)?.acl ?? defaultsBase(entry)) });
  };
  for (const entry of given.defaults) change(entry, (acl) => withEntries(acl, entry.acl, from));
  for (const entry of given.lacking) change(entry, (acl) => withoutEntries(acl, entry.acl));
  return { ...EMPTY_WAREHOUSE, ...partOf(from), owners, privileges, defaults };
}

const partOf = ({ roles, memberships, relations, owners, privileges, defaults }: Warehouse) => ({
  roles,
  memberships,
  relations,
  owners,
  privileges,
  defaults,
});

/**
 * Gives back what the way up took from roles that went, where it is still there.
 *
 * @param tx the transaction that is open on the connection
 * @returns what was given back, a line each
 */
export async function giveBack(
  sql: Sql,
  tx: Queryable,
  { history, revision }: { readonly history: HistoryTable; readonly revision: string },
): Promise<string[]> {
  const text = await readGiven(tx, history, revision);
  if (text === undefined) return [];
  const given = parsed(text);
  const schemaNamed = (schema: string | undefined): ObjectName[] =>
    schema === undefined ? [] : [{ kind: "schema", path: [schema] }];
  const objects = [
    ...[...given.owners, ...given.privileges].flatMap(({ object }) => [
      wholeObject(object),
      object,
      ...schemaNamed(schemaOf(object)),
    ]),
    ...given.others.flatMap(({ schema }) => schemaNamed(schema)),
  ];
  const live = await inspectTouched(tx, { objects });
  const from: Warehouse = { ...EMPTY_WAREHOUSE, ...partOf(live) };
  const to = restored(live, given);
  const difference = diffWarehouses(from, to);
  const back = given.others
    .filter((other) => live.roles.has(other.from))
    .map((other): OtherThing => ({ ...other, from: other.to, to: other.from }));
  const others = givingOthers(back, to);
  const change = { from, to, difference, last: others.statements, also: others.needs };
  await sendChange(sql, tx, change, SOURCE);
  await forgetGiven(tx, history, revision);
  return difference.owners.added.map(({ object, owner }) => `${objectKey(object)}: back to ${owner}`);
}
