/** What a revision does to the access of one target. */
import type { Revision } from "../migrations/folder.ts";
import { bindWarehouse, filledObject } from "../model/bind.ts";
import { accessOf, EMPTY_WAREHOUSE } from "../model/collections.ts";
import { defaultKey } from "../model/default-privileges.ts";
import type { Delta, Difference } from "../model/delta.ts";
import { applyRenames, foldDelta } from "../model/fold.ts";
import { type ObjectName, objectKey, schemaOf, wholeObject } from "../model/object.ts";
import { tableOfPartition } from "../model/partition.ts";
import { parsePublicKey } from "../model/public-said.ts";
import { invertRenames, type Rename } from "../model/rename.ts";
import { sqlObjectKey } from "../model/sql-object.ts";
import type { Binding } from "../model/variable.ts";
import { fillVariables } from "../model/variable.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { diffWarehouses } from "../plan/compare/diff-warehouses.ts";

/** What one way of a revision does to the access of one target. */
export interface BoundRevision {
  /** The part that it is about before, with its renames applied. */
  readonly from: Warehouse;
  /** The same part after. */
  readonly to: Warehouse;
  readonly difference: Difference;
  readonly made: readonly ObjectName[];
  /** The state after it, as far as its statements name objects, whether or not it changes them. */
  readonly named: Warehouse;
}

/** The objects that one way of a revision speaks of. */
interface SpokenOf {
  /** Those that its statements make. */
  readonly made: readonly ObjectName[];
  /** Those whose privileges or owners they change. */
  readonly named: readonly ObjectName[];
}

/** The table of a column, the schema of what lies in one: their owners and ACLs matter for it. */
function around(object: ObjectName): ObjectName[] {
  const schema = schemaOf(object);
  return [
    wholeObject(object),
    ...(schema === undefined ? [] : [{ kind: "schema", path: [schema] } as const]),
  ];
}

/** The objects of which a delta says what PUBLIC has, or no longer. */
const saidIn = ({ publicSaid: { added, removed } }: Delta): ObjectName[] =>
  [...added, ...removed].flatMap((key) => parsePublicKey(key)?.object ?? []);

/** The objects that a delta names, and those around them. */
function namedObjects(delta: Delta): Set<string> {
  const { privileges, owners } = delta;
  const objects = [privileges, owners].flatMap(({ added, removed }) => [...added, ...removed]);
  const named = [...objects.map(({ object }) => object), ...saidIn(delta)].flatMap((object) => [
    object,
    ...around(object),
  ]);
  return new Set(named.map(objectKey));
}

/** The columns that have an ACL and whose tables are among these. */
const columnsOf = ({ privileges }: Warehouse, said: ReadonlySet<string>): string[] =>
  [...(said.size === 0 ? [] : privileges.values())].flatMap(({ object }) =>
    object.kind === "column" && said.has(objectKey(wholeObject(object))) ? [objectKey(object)] : [],
  );

/** The keys of a template that these bound objects have there. */
function templateKeys(
  { privileges, owners }: Warehouse,
  bound: readonly ObjectName[],
  { variables }: Binding,
): string[] {
  const keys = new Set(bound.map(objectKey));
  const templates = [...privileges.values(), ...owners.values()].filter(({ object }) =>
    object.path.some((name) => name.includes("${")),
  );
  for (const { object } of templates) {
    const bound = filledObject(object, (name) => fillVariables(name, variables));
    if (keys.has(objectKey(bound))) keys.add(objectKey(object));
  }
  return [...keys];
}

const only = <Entry>(map: ReadonlyMap<string, Entry>, keys: ReadonlySet<string>): Map<string, Entry> => {
  const found = new Map<string, Entry>();
  for (const key of keys) {
    const entry = map.get(key);
    if (entry !== undefined) found.set(key, entry);
  }
  return found;
};

/** The partitions that a delta makes, changes or gives away. */
function partitionsAmong({ sqlObjects }: Warehouse, delta: Delta, objects: ReadonlySet<string>) {
  const { added, removed } = delta.sqlObjects;
  const said = new Set([...added, ...removed].map(sqlObjectKey));
  return new Map(
    [...sqlObjects].filter(
      ([key, one]) =>
        one.kind === "partition" && (said.has(key) || objects.has(objectKey(tableOfPartition(one)))),
    ),
  );
}

/** What of a warehouse a delta is about, so that the cost grows with the revision: roles and memberships stay whole. */
function part(warehouse: Warehouse, delta: Delta, more: readonly string[]): Warehouse {
  const said = new Set(saidIn(delta).map(objectKey));
  const objects = new Set([...namedObjects(delta), ...columnsOf(warehouse, said), ...more]);
  const { added, removed } = delta.defaults;
  const { schemas, externalSchemas, revokingSchemas, publicSaid } = warehouse;
  return {
    ...accessOf(warehouse),
    schemas,
    externalSchemas,
    revokingSchemas,
    publicSaid,
    privileges: only(warehouse.privileges, objects),
    owners: only(warehouse.owners, objects),
    defaults: only(warehouse.defaults, new Set([...added, ...removed].map(defaultKey))),
    sqlObjects: partitionsAmong(warehouse, delta, objects),
  };
}

/** What is said of these objects, and of all owners. */
function saidOf(warehouse: Warehouse, named: readonly ObjectName[], binding: Binding): Warehouse {
  const keys = new Set(templateKeys(warehouse, named, binding));
  const { privileges, owners } = warehouse;
  return bindWarehouse({ ...EMPTY_WAREHOUSE, owners, privileges: only(privileges, keys) }, binding);
}

function bindRenames(renames: readonly Rename[], { variables }: Binding): Rename[] {
  const fill = (path: readonly string[]) => path.map((name) => fillVariables(name, variables));
  return renames.map(({ kind, from, to }) => ({ kind, from: fill(from), to: fill(to) }));
}

/**
 * What each revision of a history does, bound to a target. Relations are left out.
 *
 * @param revisions all of them, in order
 * @param wanted by name, with the objects that their statements speak of
 * @returns by the revision's name
 */
export function boundRevisions(
  revisions: readonly Pick<Revision, "name" | "delta">[],
  wanted: ReadonlyMap<string, SpokenOf>,
  direction: "up" | "down",
  binding: Binding,
): Map<string, BoundRevision> {
  const bound = new Map<string, BoundRevision>();
  let before = EMPTY_WAREHOUSE;
  for (const { name, delta } of revisions) {
    const after = foldDelta(before, delta);
    const spokenOf = wanted.get(name);
    if (spokenOf) {
      const { made } = spokenOf;
      const back = invertRenames(delta.renames);
      const [result, renamedBefore] = [
        direction === "up" ? after : before,
        applyRenames(before, delta.renames),
      ];
      // What the way down makes has its former name then.
      const madeBefore = direction === "up" ? [] : made.map(nameBefore(bindRenames(back, binding)).object);
      const renamed = part(renamedBefore, delta, templateKeys(renamedBefore, madeBefore, binding));
      const changed = part(after, delta, direction === "up" ? templateKeys(after, made, binding) : []);
      const [from, to] =
        direction === "up" ? [renamed, changed] : [applyRenames(changed, back), applyRenames(renamed, back)];
      const renames = bindRenames(direction === "up" ? delta.renames : back, binding);
      const [boundFrom, boundTo] = [bindWarehouse(from, binding), bindWarehouse(to, binding)];
      const difference = { ...diffWarehouses(boundFrom, boundTo), renames };
      const { privileges, owners } = saidOf(result, spokenOf.named, binding);
      const named = { ...boundTo, privileges, owners };
      bound.set(name, { from: boundFrom, to: boundTo, difference, made, named });
    }
    before = after;
  }
  return bound;
}

/** Where objects and roles are found before the renames of a revision have run. */
export function nameBefore(renames: readonly Rename[]) {
  const back = invertRenames(renames);
  return {
    object(object: ObjectName): ObjectName {
      const one = { ...EMPTY_WAREHOUSE, objects: new Map([[objectKey(object), object]]) };
      const [moved = object] = applyRenames(one, back).objects.values();
      return moved;
    },
    role(name: string): string {
      return back.reduce(
        (current, { kind, from, to }) =>
          kind === "role" && from[0] === current ? (to[0] ?? current) : current,
        name,
      );
    },
  };
}
