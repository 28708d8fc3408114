// In what a target is not as its applied revisions made it, of what pending ones touch: said before they run.
import type { Queryable } from "../database/connect/connect.ts";
import { inspectTouched } from "../database/inspect/inspect-touched.ts";
import { readOwnedSequences } from "../database/inspect/owned-sequences.ts";
import { bindWarehouse } from "../model/bind.ts";
import { EMPTY_WAREHOUSE } from "../model/collections.ts";
import { displayPath } from "../model/identifier.ts";
import { type ObjectName, objectKey, wholeObject } from "../model/object.ts";
import type { Relation } from "../model/relation.ts";
import type { Binding } from "../model/variable.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { diffWarehouses } from "../plan/compare/diff-warehouses.ts";
import { namedObject } from "../plan/ddl/rebuilt.ts";
import { describeDifference } from "../review/differences.ts";
import { compareAccess } from "../sources/compare-access.ts";
import type { Source } from "../sources/source.ts";
import type { Course } from "../sql/course.ts";
import { inSchema } from "../sql/sql-target.ts";
import type { Statement } from "../sql/statement.ts";
import type { Pending } from "./preflight.ts";

/** What a statement changes that is there before. */
function changedBy(statement: Statement): ObjectName[] {
  if (statement.kind === "alter object")
    return [namedObject(statement.object, statement.target.path) ?? []].flat();
  if (statement.kind === "drop")
    return statement.targets.flatMap(({ path }) => namedObject(statement.object, path) ?? []);
  return statement.kind === "make index" ? [{ kind: "table", path: inSchema(statement.on) }] : [];
}

/** All that revisions touch, whole: the table of a column. */
function touchedBy(pending: readonly Pending[]): Map<string, ObjectName> {
  const objects = pending.flatMap(({ bound: { difference }, statements }) => [
    ...statements.flatMap(({ statement }) => changedBy(statement)),
    ...[difference.privileges, difference.owners].flatMap(({ added, removed }) =>
      [...added, ...removed].map(({ object }) => wholeObject(object)),
    ),
  ]);
  return new Map(objects.map((object) => [objectKey(object), object]));
}

const tablesOnly = (relations: ReadonlyMap<string, Relation>, keys: ReadonlySet<string>) =>
  new Map([...relations].filter(([key, { kind }]) => kind === "table" && keys.has(key)));

/** What is said of touched objects. */
function part(recorded: Warehouse, touched: ReadonlyMap<string, ObjectName>): Warehouse {
  const only = <Entry extends { readonly object: ObjectName }>(map: ReadonlyMap<string, Entry>) =>
    new Map([...map].filter(([, { object }]) => touched.has(objectKey(wholeObject(object)))));
  return { ...recorded, privileges: only(recorded.privileges), owners: only(recorded.owners) };
}

/**
 * Compares what pending revisions touch, as far as it was there before them: tables with their columns, owners, and what
 * somebody has there. `drift` looks at all.
 *
 * @param applied what the revisions that the target has add up to, a template
 * @returns a sentence each
 */
export async function driftedBefore(
  tx: Queryable,
  applied: Warehouse,
  pending: readonly (Pending & { readonly course: Pick<Course, "from"> })[],
  binding: Binding,
): Promise<string[]> {
  // What a revision touches that is half done is neither as before it nor as behind.
  const half = touchedBy(pending.filter(({ course }) => course.from));
  const whole = touchedBy(pending.filter(({ course }) => !course.from));
  const touched = new Map([...whole].filter(([key]) => !half.has(key)));
  if (touched.size === 0) return [];
  const recorded = part(bindWarehouse(applied, binding), touched);
  const keys = new Set([...touched.values()].map(({ path }) => displayPath(path)));
  const tables = tablesOnly(recorded.relations, keys);
  const columns = [...tables.values()].flatMap(({ schema, name, columns }) =>
    columns.map((column): ObjectName => ({ kind: "column", path: [schema, name, column.name] })),
  );
  // A column is serial or an identity by its sequence: nobody vouches for the name of that.
  const sequences = await readOwnedSequences(
    tx,
    [...tables.values()].map(({ schema, name }) => [schema, name]),
  );
  const live = await inspectTouched(tx, { objects: [...touched.values(), ...columns, ...sequences] });
  // What is not there any more, or not yet, has no access that could differ.
  const there = new Map([...touched].filter(([key]) => live.owners.has(key)));
  const alike = { label: "", binding, provenance: new Map(), renames: [] };
  const from: Source = { ...alike, kind: "recorded", warehouse: part(recorded, there) };
  const to: Source = { ...alike, kind: "live", warehouse: live, database: live.database };
  const { privileges, owners } = compareAccess(from, to).difference;
  const nothing = diffWarehouses(EMPTY_WAREHOUSE, EMPTY_WAREHOUSE);
  const { relations } = diffWarehouses(
    { ...EMPTY_WAREHOUSE, relations: tables },
    { ...EMPTY_WAREHOUSE, relations: tablesOnly(live.relations, new Set(tables.keys())) },
  );
  const isThere = ({ object }: { readonly object: ObjectName }) => there.has(objectKey(wholeObject(object)));
  return describeDifference({
    ...nothing,
    relations,
    privileges: { added: privileges.added.filter(isThere), removed: privileges.removed.filter(isThere) },
    owners,
  });
}
