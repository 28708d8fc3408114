// All that is given → one ACL an object.
import { type AclEntry, builtInAclOf, internAcl, PUBLIC, plainEntry } from "../../model/acl.ts";
import { type Condition, disjoin } from "../../model/condition.ts";
import type { Location } from "../../model/diagnostic.ts";
import { compareText } from "../../model/identifier.ts";
import { type ObjectName, objectKey } from "../../model/object.ts";
import type { Privilege } from "../../model/privilege.ts";
import { entrySource } from "../../model/provenance.ts";
import type { AllowedVariables } from "../../model/variable.ts";
import { isBuiltIn, type ObjectPrivileges } from "../../model/warehouse.ts";
import type { Given } from "../objects/given.ts";
import { disjointEntries, type PlacedEntry } from "./disjoint-entries.ts";
import type { Note } from "./make-provenance.ts";

/** What one role, or PUBLIC, gets. */
export interface GivenTo {
  readonly grantee: string;
  readonly given: readonly Given[];
  /** Where it is said. */
  readonly places: readonly Location[];
  readonly when?: Condition | undefined;
  readonly grantable?: boolean | undefined;
}

interface Collected {
  readonly object: ObjectName;
  readonly entries: PlacedEntry[];
  /** Where it is said exactly what PUBLIC has. */
  readonly publics: (Condition | undefined)[];
}

/** What PUBLIC has by itself, where nothing else is said of it. */
function builtInEntries({ object, publics }: Collected, variables: AllowedVariables): AclEntry[] {
  const entries = [...builtInAclOf(object).entries.values()];
  if (publics.length === 0 || entries.length === 0) return entries;
  const said = publics.map((when) => ({ value: "said", when }));
  const left = disjoin([{ value: "" }, ...said], variables, (values) =>
    values.includes("said") ? "said" : "",
  );
  return left
    .filter(({ value }) => value === "")
    .flatMap(({ when }) => entries.map((entry) => ({ ...entry, ...(when && { when }) })));
}

function aclEntries(collected: Collected, variables: AllowedVariables, note: Note): AclEntry[] {
  const { object, entries } = collected;
  const isPlain = entries.every(({ entry }) => !entry.grantable && !entry.when);
  if (isPlain) {
    for (const { entry, at } of entries) note(entrySource(object, entry), at);
    return [...builtInEntries(collected, variables), ...entries.map(({ entry }) => entry)];
  }
  const disjoint = disjointEntries(entries, variables);
  for (const { entry, places } of disjoint) for (const at of places) note(entrySource(object, entry), at);
  return [...builtInEntries(collected, variables), ...disjoint.map(({ entry }) => entry)];
}

/**
 * One ACL an object out of what all roles and PUBLIC get, by objectKey and in its order; grants add up. What PUBLIC
 * has by itself stays where nothing is said of it.
 */
export function collectPrivileges(
  grants: Iterable<GivenTo>,
  variables: AllowedVariables,
  note: Note,
): ReadonlyMap<string, ObjectPrivileges> {
  const collected = new Map<string, Collected>();
  const at = (object: ObjectName): Collected => {
    const key = objectKey(object);
    const found = collected.get(key) ?? { object, entries: [], publics: [] };
    collected.set(key, found);
    return found;
  };
  for (const { grantee, given, places, when, grantable = false } of grants) {
    // One entry for all objects of a grant.
    const placed = new Map<Privilege, readonly PlacedEntry[]>();
    const placedEntries = (privilege: Privilege) => {
      let list = placed.get(privilege);
      if (!list) {
        const entry = { ...plainEntry(grantee, privilege), grantable, ...(when && { when }) };
        list = places.map((place) => ({ entry, at: place }));
        placed.set(privilege, list);
      }
      return list;
    };
    for (const { object, privileges } of given) {
      const { entries, publics } = at(object);
      if (grantee === PUBLIC) publics.push(when);
      for (const privilege of privileges) entries.push(...placedEntries(privilege));
    }
  }
  return new Map(
    [...collected]
      .sort(([a], [b]) => compareText(a, b))
      .map(([key, one]): [string, ObjectPrivileges] => [
        key,
        { object: one.object, acl: internAcl(aclEntries(one, variables, note)) },
      ])
      .filter(([, entry]) => !isBuiltIn(entry)),
  );
}
