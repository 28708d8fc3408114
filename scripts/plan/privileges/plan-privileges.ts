// ACLs that differ → moves: which entry is granted or revoked, and by which role.

import { type AclEntry, builtInAclOf, OWNER } from "../../model/acl.ts";
import type { Difference } from "../../model/delta.ts";
import { groupBy } from "../../model/group.ts";
import { type ObjectName, objectKey } from "../../model/object.ts";
import { columnSequences } from "../../model/relation-objects.ts";
import { managedIn } from "../../model/role.ts";
import type { AllowedVariables } from "../../model/variable.ts";
import { aclOf, type Warehouse } from "../../model/warehouse.ts";
import type { Existence } from "../ddl/existence.ts";
import { grantorDistance } from "./distance.ts";
import { completed, type Held, type Holdings, holdings, isDelegated, wholeOf } from "./held.ts";
import { ownersPart } from "./owner-lacks.ts";
import { afterOwnerChange, ownersOf } from "./owner-of.ts";
import { publicByHand } from "./public-by-hand.ts";
import { saidOfPublic } from "./render-public.ts";
import { planRevocation } from "./revocation.ts";

/** One entry that is to be granted or revoked, with how. */
export interface Move extends Held {
  /** Only the right to pass it on. */
  readonly optionOnly: boolean;
  readonly cascade: boolean;
  /** How far the grantor is from the owner. */
  readonly distance: number;
  /** The role that must do it; undefined where whoever applies the revision may. */
  readonly actor: string | undefined;
  /** The declared owner, who stands for `@owner`. */
  readonly owner: string | undefined;
}

/** What is to be done to ACLs once the objects and their owners are as they should be. */
export interface PrivilegePlan {
  /** What grantors need before they can revoke. */
  readonly options: readonly Move[];
  readonly revokes: readonly Move[];
  readonly grants: readonly Move[];
  /** What each object has between the revokes and the grants, of those that change, by objectKey. */
  readonly between: ReadonlyMap<string, readonly AclEntry[]>;
}

/** What is looked at together: objects with ACLs before and after, of a table also the columns. */
interface Unit {
  readonly on: string;
  readonly start: Holdings;
  readonly to: Holdings;
  readonly owner: string | undefined;
  /** What PUBLIC may have got by hand and shall not have. */
  readonly byHand: Holdings;
}

/**
 * Objects whose ACLs may change: those that differ, those with another owner, those that are made again, those of which
 * it is newly said what PUBLIC has.
 */
function changedObjects(difference: Difference, to: Warehouse, { again, goes, isNew }: Existence) {
  const { privileges, owners } = difference;
  const serials = (key: string): ObjectName[] => {
    const relation = to.relations.get(key);
    return relation ? columnSequences(relation) : [];
  };
  const owned = [...owners.added, ...owners.removed].flatMap(({ object }) => [
    object,
    ...(object.kind === "table" ? serials(objectKey(object).slice("table ".length)) : []),
  ]);
  const rebuilt = again.size === 0 ? [] : [...to.privileges.values()].filter(({ object }) => isNew(object));
  const said = saidOfPublic(difference);
  const all = [...privileges.added, ...privileges.removed, ...rebuilt, ...said].map(({ object }) => object);
  const wholes = [...all, ...owned].map((object) => wholeOf({ object, on: objectKey(object) }));
  return new Map(wholes.filter(({ object }) => !goes(object)).map(({ on, object }) => [on, object]));
}

/** The columns that have an ACL of their own, by the key of their table. */
function columnsOf(warehouses: readonly Warehouse[], wholes: ReadonlyMap<string, ObjectName>) {
  const columns = new Map<string, Map<string, ObjectName>>();
  for (const { privileges } of warehouses) {
    for (const [key, { object }] of privileges) {
      if (object.kind !== "column") continue;
      const { on } = wholeOf({ object, on: key });
      if (!wholes.has(on)) continue;
      const known = columns.get(on) ?? new Map<string, ObjectName>();
      columns.set(on, known.set(key, object));
    }
  }
  return columns;
}

function unitsOf(
  difference: Difference,
  from: Warehouse,
  to: Warehouse,
  exist: Existence,
  allowed: AllowedVariables,
): Unit[] {
  const wholes = changedObjects(difference, to, exist);
  const columns = columnsOf([from, to], wholes);
  const [ownerBefore, ownerAfter] = [ownersOf(from), ownersOf(to)];
  // What is made comes as others made it.
  const there = saidOfPublic(difference).filter(({ object }) => !exist.isNew(object));
  const said = groupBy(there, ({ object }) => wholeOf({ object, on: objectKey(object) }).on);
  const isManaged = managedIn(from.roles);
  // A superuser gives as the owner, and its REVOKE takes what is the owner's.
  const superusers = new Set([...from.roles.values()].flatMap((role) => (role.superuser ? [role.name] : [])));
  const givesItself = (role: string) => isManaged(role) && !superusers.has(role);
  return [...wholes].map(([on, whole]) => {
    const parts = [...(columns.get(on)?.values() ?? [])].filter((column) => !exist.goes(column));
    const objects = [whole, ...parts];
    const owner = ownerAfter(whole);
    const start = holdings(
      objects.map((object) => ({
        object,
        acl: exist.isNew(object) ? builtInAclOf(object) : aclOf(from, object),
      })),
    );
    const changes = owner !== undefined && (exist.isNew(whole) || ownerBefore(whole) !== owner);
    const sides = {
      start: changes ? afterOwnerChange(start, owner) : start,
      to: holdings(objects.map((object) => ({ object, acl: aclOf(to, object) }))),
    };
    const byHand = publicByHand(said.get(on) ?? [], { ...sides, owner }, givesItself, allowed);
    return { on, ...sides, owner, byHand };
  });
}

/**
 * Who grants or revokes the entries of a unit: their grantor. For the owner's entries that is whoever applies the
 * revision, but where others may grant too, the owner: PostgreSQL may else choose another role that the executor is a
 * member of, the one with the most grant options (PostgreSQL manual, "GRANT").
 */
function actorOf({ start, to, owner }: Pick<Unit, "start" | "to" | "owner">) {
  const ownActor = isDelegated(start.values()) || isDelegated(to.values()) ? owner : undefined;
  return ({ grantor }: AclEntry): string | undefined => (grantor === OWNER ? ownActor : grantor);
}

function planUnit({ on, start: before, to: after, owner, byHand }: Unit) {
  const { start: known, to, regained, lost } = ownersPart(before, after);
  const start: Holdings = byHand.size === 0 ? known : new Map([...known, ...byHand]);
  const { options, revokes, kept } = planRevocation(start, to);
  const missing = [...to].flatMap(([key, held]) => (kept.has(key) ? [] : [held]));
  const actor = actorOf({ start, to, owner });
  const distance = missing.length === 0 ? () => 0 : grantorDistance(to.values());
  const move = (
    { object, on, entry, isUncertain = false }: Held,
    { optionOnly, cascade, distance: steps }: Pick<Move, "optionOnly" | "cascade" | "distance">,
  ): Move => ({
    ...{ object, on, entry, isUncertain, optionOnly, cascade, distance: steps },
    actor: actor(entry),
    owner,
  });
  const plain = { optionOnly: false, cascade: false };
  return {
    options: options.map((held) => move(held, { ...plain, distance: 0 })),
    revokes: [
      ...revokes.map((revoke) => move(revoke, revoke)),
      ...lost.map((held) => move(held, { ...plain, distance: 0 })),
    ],
    grants: [
      ...regained.map((held) => move(held, { ...plain, distance: 0 })),
      ...completed(missing, to).map((held) => move(held, { ...plain, distance: distance(held) ?? 99 })),
    ],
    on,
    kept,
  };
}

/**
 * Plans the privileges on objects.
 *
 * @param from under the names after the renames
 * @param allowed what the variables of conditions may be
 */
export function planPrivileges(
  difference: Difference,
  from: Warehouse,
  to: Warehouse,
  exist: Existence,
  allowed: AllowedVariables,
): PrivilegePlan {
  const planned = unitsOf(difference, from, to, exist, allowed).map(planUnit);
  const between = new Map<string, AclEntry[]>();
  for (const { on, kept } of planned) {
    const own = [...kept.values()].filter((held) => held.on === on);
    between.set(
      on,
      own.map(({ entry }) => entry),
    );
  }
  return {
    options: planned.flatMap(({ options }) => options),
    revokes: planned.flatMap(({ revokes }) => revokes),
    grants: planned.flatMap(({ grants }) => grants),
    between,
  };
}
