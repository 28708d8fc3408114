// What lint rules about grants share: the entries of one line of a file are one finding.

import type { AclEntry } from "../../model/acl.ts";
import { groupBy } from "../../model/group.ts";
import type { ObjectName } from "../../model/object.ts";
import { type Finding, type LintSubject, placeOfEntry } from "./rule.ts";

/** An entry with the object that it is on. */
export interface Held {
  readonly object: ObjectName;
  readonly entry: AclEntry;
}

/** The entries that a rule is about; what one line of a file gives is one finding. */
export function directGrants(subject: LintSubject, concerns: (held: Held) => boolean): Held[][] {
  const held = [...subject.warehouse.privileges.values()].flatMap(({ object, acl }) =>
    [...acl.entries.values()].map((entry): Held => ({ object, entry })).filter(concerns),
  );
  const groups = groupBy(held, ({ object, entry }) =>
    JSON.stringify([entry.grantee, placeOfEntry(subject, object, entry).at]),
  );
  return [...groups.values()];
}

/** A finding at the line that gives these entries. */
export function findingOf(
  subject: LintSubject,
  group: readonly Held[],
  say: (first: Held, objects: number) => Omit<Finding, "at">,
): Finding[] {
  const [first] = group;
  if (!first) return [];
  const objects = new Set(group.map(({ object }) => JSON.stringify(object))).size;
  return [{ ...say(first, objects), ...placeOfEntry(subject, first.object, first.entry) }];
}
