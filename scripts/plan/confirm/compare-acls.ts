// Entries that an ACL should have and has not, and the other way.

import { type Acl, type AclEntry, entryKey } from "../../model/acl.ts";
import type { CountsEntry } from "../compare/counted-entries.ts";

/** An entry that should be there, or should not. */
export interface AclDifference {
  readonly entry: AclEntry;
  readonly problem: "missing" | "extra";
}

/** An ACL as it should be and as it is, with what a revision added to it and took from it. */
interface AclSides {
  readonly expected: Acl;
  readonly live: Acl;
  readonly added: Acl | undefined;
  readonly removed: Acl | undefined;
}

/** Compares the entries that count, of PUBLIC and of roles that are not managed those that the revision names. */
export function compareAcls(
  { expected, live, added, removed }: AclSides,
  counts: CountsEntry,
): AclDifference[] {
  const missing = [...expected.entries.values()].filter(
    (entry) => !live.entries.has(entryKey(entry)) && counts(entry, [added]),
  );
  const extra = [...live.entries.values()].filter(
    (entry) => !expected.entries.has(entryKey(entry)) && counts(entry, [removed]),
  );
  return [
    ...missing.map((entry): AclDifference => ({ entry, problem: "missing" })),
    ...extra.map((entry): AclDifference => ({ entry, problem: "extra" })),
  ];
}
