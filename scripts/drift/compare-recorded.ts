// What `diff` compares, and comments: they are no access, but they drift.
import { accessOf } from "../model/collections.ts";
import { displayPath, splitPath } from "../model/identifier.ts";
import { type ObjectName, objectKey, wholeObject } from "../model/object.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { diffWarehouses } from "../plan/compare/diff-warehouses.ts";
import { type AccessDifference, compareAccess } from "../sources/compare-access.ts";
import type { Source } from "../sources/source.ts";

/**
 * What is recorded, with an answer for PUBLIC of all that revisions made: what it has there beyond that was given by
 * hand, whether or not the role files speak of it.
 */
export function answeringForPublic(recorded: Warehouse): Warehouse {
  const { schemas, relations, objects, privileges, publicSaid } = recorded;
  const made: readonly ObjectName[] = [
    ...[...schemas].map((schema): ObjectName => ({ kind: "schema", path: [schema] })),
    ...[...relations.values()].map(
      ({ schema, name }): ObjectName => ({ kind: "table", path: [schema, name] }),
    ),
    ...objects.values(),
    ...[...privileges.values()].map(({ object }) => wholeObject(object)),
  ];
  return { ...recorded, publicSaid: new Set([...publicSaid, ...made.map(objectKey)]) };
}

/** A live warehouse without what somebody has on partitions and heirs, which come and go by hand. */
export function withoutHeirs(live: Warehouse, heirs: ReadonlySet<string>): Warehouse {
  if (heirs.size === 0) return live;
  const paths = new Set([...heirs].map((heir) => displayPath(splitPath(heir) ?? [])));
  const isHeirs = ({ object }: { readonly object: ObjectName }) =>
    (object.kind === "table" || object.kind === "column") && paths.has(displayPath(object.path.slice(0, 2)));
  const rest = <Entry extends { readonly object: ObjectName }>(map: ReadonlyMap<string, Entry>) =>
    new Map([...map].filter(([, entry]) => !isHeirs(entry)));
  return {
    ...live,
    privileges: rest(live.privileges),
    owners: rest(live.owners),
    comments: rest(live.comments),
  };
}

/** In what two sources differ, tables left aside. Comments on what only one of them has are none. */
export function compareRecorded(one: Source, other: Source): AccessDifference {
  const compared = compareAccess(one, other);
  const { from, to } = compared;
  const [first, second] = [from, to].map((side) => ({ ...accessOf(side), comments: side.comments }));
  if (!first || !second) return compared;
  return { ...compared, difference: diffWarehouses(first, second, compared.difference.renames) };
}
