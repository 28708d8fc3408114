// What is needed before revisions are applied, and refused where it is lacking.
import { markObjects } from "../database/apply/cluster-marks.ts";
import { type HistoryTable, madeSchema } from "../database/apply/history-table.ts";
import { hasLog } from "../database/apply/log-table.ts";
import { historyThere } from "../database/apply/make-history.ts";
import { droppedRoles } from "../database/apply/role-statements.ts";
import type { Queryable } from "../database/connect/connect.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Executor } from "../model/executor.ts";
import type { ObjectName } from "../model/object.ts";
import { lacks } from "../plan/needs/executor-lacks.ts";
import type { Need } from "../plan/needs/need.ts";
import { unsupportedOptions } from "../plan/roles/membership-options.ts";
import { readStanding } from "../sources/executor-rights.ts";
import type { SelectedStatement } from "../sql/select-statements.ts";
import { beyondBefore } from "./beyond-database.ts";
import { type BoundRevision, nameBefore } from "./bound-revision.ts";
import { givingNeeds } from "./departing-roles.ts";
import { type Elevated, elevatedProblems } from "./elevated-role.ts";
import { missingPasswords, passwordChanges } from "./passwords.ts";

/** One way of one revision that is to be applied. */
export interface Pending {
  readonly bound: BoundRevision;
  /** Those that run on this target, variables filled in. */
  readonly statements: readonly SelectedStatement[];
  readonly needs: readonly Need[];
  readonly elevated?: Elevated;
}

/** The needs in the names that things have before anything runs. */
function needsNow(pending: readonly Pending[]): Need[] {
  return pending.flatMap(({ needs }, index) => {
    // What the revisions before it in the row rename has its old name still.
    const renames = pending.slice(0, index + 1).flatMap(({ bound }) => bound.difference.renames);
    if (renames.length === 0) return needs;
    const before = nameBefore(renames);
    return needs.map((need): Need => {
      if (need.kind === "own") return { ...need, object: before.object(need.object) };
      return "role" in need ? { ...need, role: before.role(need.role) } : need;
    });
  });
}

/** What the roles that the pending revisions create need not be asked of the server: they are the executor's. */
function withoutOwn(needs: readonly Need[], executor: Executor): Need[] {
  const created = new Set(needs.flatMap((need) => (need.kind === "create role" ? [need.role] : [])));
  const isNew = (role: string) => created.has(role) && !executor.roles.has(role);
  return needs.filter((need) => need.kind === "create role" || !("role" in need) || !isNew(need.role));
}

/** What it takes to give away what no revision knows of roles that go. Where objects are renamed before, it is found then. */
async function departures(tx: Queryable, pending: readonly Pending[]): Promise<Need[]> {
  const needs: Need[] = [];
  for (const [index, { statements }] of pending.entries()) {
    const before = pending.slice(0, index + 1).map(({ bound }) => bound);
    const renames = before.flatMap(({ difference }) => difference.renames);
    const going = droppedRoles(statements);
    if (going.length === 0 || renames.some(({ kind }) => kind !== "role")) continue;
    const { role: now } = nameBefore(renames);
    const named = going.map(({ role, heir }) => ({ role: now(role), heir: heir && now(heir) }));
    needs.push(
      ...(await givingNeeds(
        tx,
        named,
        before.map(({ from }) => from),
      )),
    );
  }
  return needs;
}

/** What whoever applies them must be able to do, and how it stands to that. */
export async function standingFor(
  tx: Queryable,
  pending: readonly Pending[],
  besides: readonly Need[],
  name?: string,
): Promise<{ needs: readonly Need[]; executor: Executor }> {
  const members = pending.flatMap(({ bound }) =>
    bound.difference.memberships.added.map((membership) => membership.member),
  );
  const needs = [...besides, ...needsNow(pending), ...(await departures(tx, pending))];
  const more = { roles: members, ...(name !== undefined && { name }) };
  const executor = await readStanding(tx, needs, more);
  return { needs: withoutOwn(needs, executor), executor };
}

/**
 * What keeping the history asks for: CREATE where its tables are to be, or the rights of their owner.
 *
 * @param toBase whether nothing will be applied any more, so that they go
 */
export async function historyNeeds(tx: Queryable, history: HistoryTable, toBase = false): Promise<Need[]> {
  const owns = (object: ObjectName): Need => ({ kind: "own", object, why: "keep the history" });
  const tableOf = (table: string): ObjectName => ({ kind: "table", path: [history.schema, table] });
  const state = tableOf(`${history.table}_state`);
  const there = await historyThere(tx, history);
  if (!there.revisions) {
    if (!there.schema) return [{ kind: "create in database" }];
    // What `downgrade base` leaves.
    const left = there.state ? [owns(state)] : [];
    return [{ kind: "create in schema", schema: history.schema }, ...left];
  }
  const schema: ObjectName = { kind: "schema", path: [history.schema] };
  const dropsSchema = toBase && (await madeSchema(tx, history)) && !(await hasLog(tx, history));
  const marks = (await markObjects(tx, history)).map(
    (oid): ObjectName => ({ kind: "large object", path: [oid] }),
  );
  return [...(dropsSchema ? [schema] : []), tableOf(history.table), state, ...marks].map(owns);
}

/**
 * Everything that forbids to apply the revisions, found before a statement is sent.
 *
 * @param besides what is needed whatever the revisions are
 */
export async function preflight(
  tx: Queryable,
  pending: readonly Pending[],
  direction: "up" | "down",
  besides: readonly Need[],
): Promise<Diagnostic[]> {
  const { needs, executor } = await standingFor(tx, pending, besides);
  const options = pending.flatMap(({ bound: { difference, to } }) =>
    unsupportedOptions(
      difference.memberships.added,
      executor.major,
      (role) => to.roles.get(role)?.inherit ?? executor.roles.get(role)?.inherit,
    ),
  );
  const passwords =
    direction === "up" ? pending.flatMap(({ bound }) => passwordChanges(bound.difference)) : [];
  const beyond: Diagnostic[] = [];
  for (const [index, { statements, bound }] of pending.entries()) {
    const renames = pending.slice(0, index + 1).flatMap((earlier) => earlier.bound.difference.renames);
    beyond.push(...(await beyondBefore(tx, statements, bound.from, nameBefore(renames).role)));
  }
  return [
    ...elevatedProblems(pending, executor),
    ...beyond,
    ...lacks(needs, executor),
    ...options,
    ...missingPasswords(passwords),
  ];
}
