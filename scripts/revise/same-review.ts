// Whether two reviews tell the same of a revision, though one may be older or was proved elsewhere.

/** How often it was proved depends on what role files expected then, and by which server on where it ran. */
const ABOUT_RUNS = /^- (?:up, down and up again on|not proved)/;

/** A section with its title. */
const section = (title: string) => new RegExp(`\\n## ${title}\\n[^]*?(?=\\n## |$)`);

const withoutWaiting = (review: string): string =>
  review.replace(section("Keeps others waiting"), "").replace(section("Locks"), "");

/** Two reviews of which the first may be of a time when other words told who waits. */
function withoutLocks(written: string, again: string): readonly [written: string, again: string] {
  return written.includes("\n## Locks\n")
    ? [written, again]
    : [withoutWaiting(written), withoutWaiting(again)];
}

/** A review without what may differ between two proofs: the text before the proof, and what the proof told. */
function comparable(review: string): string {
  const [before = "", proof = ""] = review.split(/\n## Proof\n/);
  const lines = new Set(proof.split("\n").filter((line) => line !== "" && !ABOUT_RUNS.test(line)));
  // Of a revision that was not proved when it was written nothing was told.
  return JSON.stringify([before.trimEnd(), proof.includes("- not proved") ? [] : [...lines].sort()]);
}

/** @param again as it would be written now */
export function isSameReview(written: string, again: string): boolean {
  const [one, other] = withoutLocks(written, again);
  return comparable(one) === comparable(other);
}
