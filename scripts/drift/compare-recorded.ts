// What `diff` compares, and comments: they are no access, but they drift.
import { accessOf } from "../model/collections.ts";
import { displayPath, splitPath } from "../model/identifier.ts";
import { type ObjectName, objectKey, wholeObject } from "../model/object.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { diffWarehouses } from "../plan/compare/diff-warehouses.ts";
import { type AccessDifference, compareAccess } from "../sources/compare-access.ts";
import { plannedAccess } from "../sources/planned-access.ts";
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

/** Access, comments, and what lies on which nodes. */
const counted = (side: Warehouse): Warehouse => ({
  ...accessOf(side),
  comments: side.comments,
  distributions: side.distributions,
});

/** In what two sources differ, tables left aside. Comments on what only one of them has are none. */
export function compareRecorded(one: Source, other: Source): AccessDifference {
  const compared = compareAccess(one, other);
  const { from, to, difference } = compared;
  return { ...compared, difference: diffWarehouses(counted(from), counted(to), difference.renames) };
}

/** What is planned to make the server as it is recorded: with what others have there. */
export const plannedRepair = ({ live, recorded }: { readonly live: Source; readonly recorded: Source }) =>
  plannedAccess(compareRecorded(live, recorded), counted);
