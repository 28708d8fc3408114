/** Whose objects were that a revision gives to somebody and did not make: remembered, and given back on the way back. */
import { forgetGiven, readGiven, rememberGiven } from "../database/apply/given-record.ts";
import type { HistoryTable } from "../database/apply/history-table.ts";
import type { Queryable, Sql } from "../database/connect/connect.ts";
import { inspectTouched } from "../database/inspect/inspect-touched.ts";
import { LINE_FORMATS } from "../migrations/delta-lines.ts";
import { EMPTY_WAREHOUSE } from "../model/collections.ts";
import { type ObjectName, objectKey, schemaOf } from "../model/object.ts";
import { type Ownership, ownerByItself } from "../model/ownership.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { diffWarehouses } from "../plan/compare/diff-warehouses.ts";
import { sendChange } from "../sources/access-change.ts";
import { type BoundRevision, nameBefore } from "./bound-revision.ts";

/** Stands for a file in messages. */
const SOURCE = "whose it was before";

/** Under which revision of which history it is remembered. */
interface RememberedBy {
  readonly history: HistoryTable;
  readonly revision: string;
}

/** The objects that get an owner and had none that was declared, by the names that they have before. */
function newlyOwned({ from, difference, made }: BoundRevision): ObjectName[] {
  const isMade = new Set(made.map(objectKey));
  const before = nameBefore(difference.renames);
  return difference.owners.added
    .map(({ object }) => object)
    .filter((object) => !from.owners.has(objectKey(object)) && !isMade.has(objectKey(object)))
    .map(before.object);
}

/**
 * Whose those objects are that a revision is about to give away, where that is not whoever applies it: to be
 * remembered once the history is there.
 */
export async function readFormerOwners(tx: Queryable, bound: BoundRevision): Promise<Ownership[]> {
  const objects = newlyOwned(bound);
  if (objects.length === 0) return [];
  const live = await inspectTouched(tx, { objects });
  return objects.flatMap((object) => {
    const owner = live.owners.get(objectKey(object))?.owner;
    const comesBack = ownerByItself(object, live.major) ?? live.user;
    return owner === undefined || owner === comesBack ? [] : [{ object, owner }];
  });
}

/** Remembers them. */
export async function rememberOwners(
  tx: Queryable,
  former: readonly Ownership[],
  { history, revision }: RememberedBy,
): Promise<void> {
  if (former.length === 0) return;
  const text = JSON.stringify(LINE_FORMATS.owners.write(former));
  await rememberGiven(tx, history, revision, text, "owners");
}

/**
 * Gives objects back to those who owned them before the way up, where both are still there.
 *
 * @param tx the transaction that is open on the connection
 * @returns what was given back, a line each
 * @throws {Refusal} with what an administrator must run first
 */
export async function giveBackOwners(
  sql: Sql,
  tx: Queryable,
  { history, revision }: RememberedBy,
): Promise<string[]> {
  const text = await readGiven(tx, history, revision, "owners");
  if (text === undefined) return [];
  const former = LINE_FORMATS.owners.read(JSON.parse(text) as unknown[]);
  const objects = former.flatMap(({ object }): ObjectName[] => {
    const schema = schemaOf(object);
    return [object, ...(schema === undefined ? [] : [{ kind: "schema", path: [schema] } as const])];
  });
  const live = await inspectTouched(tx, { objects });
  const { roles, memberships, relations, owners, privileges } = live;
  const from: Warehouse = { ...EMPTY_WAREHOUSE, roles, memberships, relations, owners, privileges };
  const back = former.filter(({ object, owner }) => owners.has(objectKey(object)) && roles.has(owner));
  const to = {
    ...from,
    owners: new Map([...owners, ...back.map((one) => [objectKey(one.object), one] as const)]),
  };
  const difference = diffWarehouses(from, to);
  await sendChange(sql, tx, { from, to, difference }, SOURCE);
  await forgetGiven(tx, history, revision, "owners");
  return difference.owners.added.map(({ object, owner }) => `${objectKey(object)}: back to ${owner}`);
}
