// Which entries must be revoked, and which come back since another REVOKE takes them along.

import { OWNER } from "../../model/acl.ts";
import { groupBy } from "../../model/group.ts";
import { mayMeet } from "../compare/conditions.ts";
import { cascades, type Revoke } from "./cascade.ts";
import { grantorDistance } from "./distance.ts";
import { type Held, type Holdings, heldKey, isDelegated, optionKey, wholeOf } from "./held.ts";

/** What is to be revoked of an object, or of a table and its columns. */
interface Revocation {
  /** Options to give before, to grantors who lost theirs: only who has one can revoke. */
  readonly options: readonly Held[];
  readonly revokes: readonly Revoke[];
  /** What is there afterwards. */
  readonly kept: Holdings;
}

type Lost = Omit<Revoke, "distance" | "cascade">;

const withOption = (held: Held, grantable: boolean): Held => ({
  ...held,
  entry: { ...held.entry, grantable },
});

const holderKey = (on: string, { entry }: Held): string =>
  `${on}\t${entry.grantee}\t${entry.grantor}\t${entry.privilege}`;

/** What stays and what goes as it is declared, before one thing takes another along. */
function compare(start: Holdings, to: Holdings) {
  const kept = new Map<string, Held>();
  const lost = new Map<string, Lost>();
  for (const [key, held] of start) {
    const other = withOption(held, !held.entry.grantable);
    // Granting again with the option adds it to what is there.
    const stays = to.has(key) || (other.entry.grantable && to.has(heldKey(other)));
    // What is revoked though it shall be there takes along what columns may have.
    if (stays && !held.isUncertain) kept.set(key, held);
    else {
      const optionOnly = held.entry.grantable && to.has(heldKey(other));
      lost.set(key, { ...held, optionOnly });
      if (optionOnly) kept.set(heldKey(other), other);
    }
  }
  return { kept, lost };
}

/** Whether PostgreSQL takes the entry along with one that is revoked from the same holder by the same grantor. */
function taken(held: Held, lostBy: ReadonlyMap<string, readonly Lost[]>): boolean {
  const meets = (one: Lost) => mayMeet(one.entry.when, held.entry.when);
  const same = lostBy.get(holderKey(held.on, held)) ?? [];
  if (same.some((one) => !one.optionOnly && meets(one))) return true;
  if (held.object.kind !== "column") return false;
  const whole = lostBy.get(holderKey(wholeOf(held).on, held)) ?? [];
  return whole.some((one) => (!one.optionOnly || held.entry.grantable) && meets(one));
}

/**
 * Whether the entry must be revoked since its grantor loses the option that it was granted on. PostgreSQL compares
 * columns with columns alone: there it asks even where the table would give the option.
 */
function orphaned(start: Holdings, kept: Holdings): (held: Held) => boolean {
  const before = grantorDistance(start.values());
  const after = grantorDistance(kept.values());
  const options = (all: Holdings) =>
    new Set(
      [...all.values()].flatMap(({ on, entry }) =>
        entry.grantable ? [optionKey(on, entry.privilege, entry.grantee)] : [],
      ),
    );
  const [had, has] = [options(start), options(kept)];
  return (held) => {
    const { grantor, privilege } = held.entry;
    if (grantor === OWNER) return false;
    const key = optionKey(held.on, privilege, grantor);
    return (had.has(key) && !has.has(key)) || (before(held) !== undefined && after(held) === undefined);
  };
}

/** Moves from what stays to what goes until nothing moves. */
function close(start: Holdings, kept: Map<string, Held>, lost: Map<string, Lost>): void {
  const delegated = isDelegated(start.values());
  for (let changed = true; changed; ) {
    changed = false;
    const lostBy = groupBy(lost.values(), (one) => holderKey(one.on, one));
    const isOrphan = delegated ? orphaned(start, kept) : () => false;
    for (const [key, held] of kept) {
      const explicit = isOrphan(held);
      if (!explicit && !taken(held, lostBy)) continue;
      kept.delete(key);
      if (explicit) lost.set(key, { ...held, optionOnly: false });
      changed = true;
    }
    if (!delegated) return;
  }
}

/** What lets the grantor of an entry revoke it: the owner's option on the whole object. */
function optionFor(held: Held): Held {
  const { entry } = held;
  return {
    ...wholeOf(held),
    entry: { ...entry, grantee: entry.grantor, grantor: OWNER, grantable: true },
  };
}

/**
 * What to revoke so that nothing is there beyond what shall be: also what cannot stay while that goes, which is
 * granted again afterwards.
 *
 * @param start the entries of an object, or of a table and its columns
 */
export function planRevocation(start: Holdings, to: Holdings): Revocation {
  const { kept, lost } = compare(start, to);
  if (lost.size === 0) return { options: [], revokes: [], kept };
  if (!isDelegated(start.values())) {
    close(start, kept, lost);
    const revokes = [...lost.values()].map((one): Revoke => ({ ...one, distance: 0, cascade: false }));
    return { options: [], revokes, kept };
  }
  const distance = grantorDistance(start.values());
  const orphans = [...lost.values()].filter((one) => distance(one) === undefined);
  if (orphans.length > 0) {
    const options = orphans.map(optionFor);
    const more = new Map(start);
    for (const option of options) {
      more.delete(heldKey(withOption(option, false)));
      more.set(heldKey(option), option);
    }
    return {
      ...planRevocation(more, to),
      options: [...new Map(options.map((one) => [heldKey(one), one])).values()],
    };
  }
  close(start, kept, lost);
  const revokes = [...lost.values()].map((one) => ({ ...one, distance: distance(one) ?? 0 }));
  return { options: [], revokes: cascades(start, revokes), kept };
}
