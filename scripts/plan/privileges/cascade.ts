// The order of revokes, and which of them take others' entries along.

import { compareText } from "../../model/identifier.ts";
import { type Held, type Holdings, heldKey, wholeOf } from "./held.ts";

/** An entry that is to be revoked. */
export interface Revoke extends Held {
  /** Only the right to pass it on. */
  readonly optionOnly: boolean;
  /** How far the grantor is from the owner: the farthest revoke first. */
  readonly distance: number;
  /** Whether what others were granted on the strength of it goes in the same statement. */
  readonly cascade: boolean;
}

type Pending = Omit<Revoke, "cascade">;

/** The order in which statements stand: the farthest from the owner first, columns before their table. */
function compareRevokes(a: Pending, b: Pending): number {
  const isWhole = ({ object }: Pending) => Number(object.kind !== "column");
  return b.distance - a.distance || compareText(a.entry.grantor, b.entry.grantor) || isWhole(a) - isWhole(b);
}

/** What stands in ACLs while revokes run, as PostgreSQL does it (`recursive_revoke` in the server). */
class RemainingEntries {
  readonly #held: Map<string, Held>;

  constructor(start: Holdings) {
    this.#held = new Map(start);
  }

  has(held: Held): boolean {
    return this.#held.has(heldKey(held));
  }

  /** @returns whether others lose what was granted on the strength of it */
  revoke(held: Held, optionOnly: boolean): boolean {
    const { grantee, grantor, privilege } = held.entry;
    const columns = [...this.#held.values()].filter(
      (other) =>
        other.object.kind === "column" &&
        held.object.kind === "table" &&
        wholeOf(other).on === held.on &&
        other.entry.grantee === grantee &&
        other.entry.grantor === grantor &&
        other.entry.privilege === privilege,
    );
    return [held, ...columns].map((one) => this.#take(one, optionOnly)).some((others) => others);
  }

  #take(held: Held, optionOnly: boolean): boolean {
    this.#held.delete(heldKey(held));
    const { entry, on } = held;
    if (optionOnly) {
      const plain = { ...held, entry: { ...entry, grantable: false } };
      this.#held.set(heldKey(plain), plain);
    }
    if (!entry.grantable) return false;
    const others = [...this.#held.values()].filter(
      (other) => other.on === on && other.entry.privilege === entry.privilege,
    );
    if (others.some((other) => other.entry.grantable && other.entry.grantee === entry.grantee)) return false;
    const dependents = others.filter((other) => other.entry.grantor === entry.grantee);
    for (const dependent of dependents) if (this.has(dependent)) this.#take(dependent, false);
    return dependents.length > 0;
  }
}

/** The revokes in their order, without those that others have done by then. */
export function cascades(start: Holdings, revokes: readonly Pending[]): Revoke[] {
  const remaining = new RemainingEntries(start);
  return [...revokes].sort(compareRevokes).flatMap((one): Revoke[] => {
    if (!remaining.has(one)) return [];
    return [{ ...one, cascade: remaining.revoke(one, one.optionOnly) }];
  });
}
