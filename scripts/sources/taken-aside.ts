// Objects that are taken out of the way for a while, and put back with all that they had, access too.
import { returnTo } from "../database/apply/return-role.ts";
import type { Queryable } from "../database/connect/connect.ts";
import type { LiveWarehouse } from "../database/inspect/inspect.ts";
import { inspectTouched } from "../database/inspect/inspect-touched.ts";
import {
  accessObject,
  type StandingObject,
  withoutSearchPath,
} from "../database/inspect/standing-objects.ts";
import { type Diagnostic, problem, Refusal, refuseErrors } from "../model/diagnostic.ts";
import { type ObjectName, objectKey, schemaOf, wholeObject } from "../model/object.ts";
import type { Ownership } from "../model/ownership.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { diffWarehouses } from "../plan/compare/diff-warehouses.ts";
import { lacks } from "../plan/needs/executor-lacks.ts";
import type { Need } from "../plan/needs/need.ts";
import { asRole } from "../plan/needs/needs-of-owners.ts";
import { givingOthers } from "../plan/objects/giving-others.ts";
import { type AccessChange, planChange } from "../plan/planned-change.ts";
import { statementSql } from "../sql/write-statement.ts";
import { borrowing, readStanding } from "./executor-rights.ts";

/** The memberships come out as they were. */
const AS_BEFORE = { difference: { memberships: { added: [], removed: [] } } };

const WHY = "take down what stands in the way, and put it back";

/** What is down, and comes back. */
export interface TakenAside {
  /** As PostgreSQL describes them, in the order in which they come back. */
  readonly names: readonly string[];
  /** @throws {Refusal} naming what could not be put back as it was */
  putBack(): Promise<void>;
}

/** What whoever takes objects down and puts them back must be able to do. */
export function asideNeeds(objects: readonly StandingObject[]): Need[] {
  const owners = [...new Set(objects.map(({ owner }) => owner))];
  const schemas = new Set(objects.flatMap((one) => (accessObject(one) ? [one.path[0] ?? ""] : [])));
  return [
    ...owners.map((owner) => asRole(owner, WHY, { inherit: true, set: true })),
    ...[...schemas].map((schema): Need => ({ kind: "create in schema", schema })),
  ];
}

/** Those that nobody knows how to put back. */
export const notPutBack = (objects: readonly StandingObject[]): Diagnostic[] =>
  objects
    .filter(({ isLost }) => isLost)
    .map(({ shown }) =>
      problem(
        "not-put-back",
        `${shown} stands in the way, and only views, routines, rules and policies can be put back`,
        {
          help: "Take it down by hand before, and make it again behind.",
        },
      ),
    );

/** With the rights that the needs ask for, which end behind the work. */
async function withRights<Result>(
  tx: Queryable,
  needs: readonly Need[],
  work: () => Promise<Result>,
): Promise<Result> {
  refuseErrors(lacks(needs, await readStanding(tx, needs)));
  const borrowed = borrowing(AS_BEFORE, needs);
  await borrowed.begin(tx);
  const result = await work();
  await borrowed.end(tx);
  return result;
}

/** Of a warehouse what it says of some objects and their columns. */
function accessOf({ owners, privileges }: Warehouse, keys: ReadonlySet<string>, isTheirs: boolean) {
  const part = <Entry extends { readonly object: ObjectName }>(entries: ReadonlyMap<string, Entry>) =>
    [...entries].filter(([, { object }]) => keys.has(objectKey(wholeObject(object))) === isTheirs);
  return { owners: part(owners), privileges: part(privileges) };
}

/** The objects that carry access, and their schemas. */
function accessObjects(objects: readonly StandingObject[]): ObjectName[] {
  const own = objects.flatMap((one) => accessObject(one) ?? []);
  const schemas = new Set(own.flatMap((one) => schemaOf(one) ?? []));
  return [...own, ...[...schemas].map((schema): ObjectName => ({ kind: "schema", path: [schema] }))];
}

/** What makes the access as it was. */
function givenBack(
  objects: readonly StandingObject[],
  before: Warehouse,
  { user: executor, ...live }: LiveWarehouse,
): AccessChange {
  const keys = new Set(objects.flatMap((one) => accessObject(one) ?? []).map(objectKey));
  // Nobody acts as a superuser: in a schema of one, owners have what they need or it is PostgreSQL that says so.
  const isBeyond = ({ object, owner }: Ownership) =>
    object.kind === "schema" && owner !== executor && live.roles.get(owner)?.superuser === true;
  const from: Warehouse = { ...live, owners: new Map([...live.owners].filter(([, one]) => !isBeyond(one))) };
  const [was, rest] = [accessOf(before, keys, true), accessOf(from, keys, false)];
  const to: Warehouse = {
    ...from,
    owners: new Map([...rest.owners, ...was.owners]),
    privileges: new Map([...rest.privileges, ...was.privileges]),
  };
  const others = objects.flatMap(({ statistics }) => statistics.map((one) => ({ ...one, from: executor })));
  const { statements: last, needs: also } = givingOthers(others, to);
  return { from, to, difference: diffWarehouses(from, to), last, also };
}

async function send(tx: Queryable, { sections }: ReturnType<typeof planChange>): Promise<void> {
  const [row] = await tx.unsafe<{ role: string }[]>("SELECT current_setting('role') AS role");
  const statements = sections.flatMap((section) => section.statements);
  const toSend = statements.map((statement) => ({
    statement,
    sql: statementSql(statement),
    line: 1,
    column: 1,
  }));
  for (const { sql } of returnTo(row?.role ?? "none", toSend)) await tx.unsafe(sql);
}

/** One statement of an object. @throws {Refusal} with the object and what PostgreSQL says */
async function put(tx: Queryable, { shown }: StandingObject, text: string): Promise<void> {
  try {
    await tx.unsafe(text);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    const help = "Change it by hand before, so that it stands without what goes, or drop it.";
    const found = problem("not-put-back", `${shown} cannot be put back as it was: ${said}`, { help });
    throw Object.assign(new Refusal([found]), { cause: error });
  }
}

async function putBack(tx: Queryable, objects: readonly StandingObject[], before: Warehouse): Promise<void> {
  for (const one of objects) for (const text of one.make) await put(tx, one, text);
  const read = () => inspectTouched(tx, { objects: accessObjects(objects) });
  const planned = planChange(givenBack(objects, before, await read()));
  await withRights(tx, planned.needs, () => send(tx, planned));
  const { difference } = givenBack(objects, before, await read());
  const { privileges, owners } = difference;
  const differing = [privileges.added, privileges.removed, owners.added, owners.removed].flat();
  refuseErrors(
    [...new Set(differing.map(({ object }) => objectKey(object)))].map((key) =>
      problem("not-put-back", `the access to ${key} does not come out as it was`),
    ),
  );
  for (const one of objects) if (one.refresh !== null) await put(tx, one, one.refresh);
}

/**
 * Takes objects down in the transaction that is open.
 *
 * @param objects each behind what it stands on
 * @throws {Refusal} with what cannot be put back, or what an administrator must run first
 */
export async function takeAside(tx: Queryable, objects: readonly StandingObject[]): Promise<TakenAside> {
  refuseErrors(notPutBack(objects));
  const needs = asideNeeds(objects);
  const before = await inspectTouched(tx, { objects: accessObjects(objects) });
  await withRights(tx, needs, async () => {
    for (const { drop } of objects.toReversed()) await tx.unsafe(drop);
  });
  return {
    names: objects.map(({ shown }) => shown),
    putBack: () => withoutSearchPath(tx, () => withRights(tx, needs, () => putBack(tx, objects, before))),
  };
}
