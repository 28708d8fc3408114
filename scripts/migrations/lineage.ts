// Which revision builds on which.
import type { Revision } from "./folder.ts";

type Linked = Pick<Revision, "snapshot">;

/** By id of a revision's snapshot, those that it builds on, whether at once or through others. */
export function ancestorsOf(revisions: readonly Linked[]): ReadonlyMap<string, ReadonlySet<string>> {
  const known = new Map<string, Set<string>>();
  for (const { snapshot } of revisions) {
    const all = snapshot.parents.flatMap((parent) => [parent, ...(known.get(parent) ?? [])]);
    known.set(snapshot.id, new Set(all));
  }
  return known;
}

/** Whether each builds on the one before it. */
export const isLinear = (revisions: readonly Linked[]): boolean =>
  revisions.every(({ snapshot }, index) => {
    const before = revisions[index - 1];
    return before === undefined || snapshot.parents.includes(before.snapshot.id);
  });

/** Those on which none builds. */
export function headsOf<One extends Linked>(revisions: readonly One[]): One[] {
  const parents = new Set(revisions.flatMap(({ snapshot }) => snapshot.parents));
  return revisions.filter(({ snapshot }) => !parents.has(snapshot.id));
}

/** Pairs of revisions of branches that nothing has joined yet, the earlier one first. */
export function openPairs<One extends Linked>(revisions: readonly One[]): (readonly [One, One])[] {
  if (headsOf(revisions).length < 2) return [];
  const before = ancestorsOf(revisions);
  const onto = (one: One, other: One) => before.get(one.snapshot.id)?.has(other.snapshot.id) ?? false;
  return revisions.flatMap((other, index) =>
    revisions
      .slice(0, index)
      .filter(
        (one) => !onto(other, one) && !revisions.some((later) => onto(later, one) && onto(later, other)),
      )
      .map((one) => [one, other] as const),
  );
}
