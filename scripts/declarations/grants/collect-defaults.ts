// Entries of default privileges → one ACL for each creator, schema and kind.
import { type AclEntry, internAcl } from "../../model/acl.ts";
import { type DefaultPrivileges, type DefaultsIdentity, defaultKey } from "../../model/default-privileges.ts";
import type { Location } from "../../model/diagnostic.ts";
import { groupBy } from "../../model/group.ts";
import { compareText } from "../../model/identifier.ts";
import { defaultSource } from "../../model/provenance.ts";
import type { AllowedVariables } from "../../model/variable.ts";
import { defaultsBase } from "../../model/warehouse.ts";
import { disjointEntries } from "./disjoint-entries.ts";
import type { Note } from "./make-provenance.ts";

/** One entry of default privileges with the place that says it. */
export interface DefaultEntry extends DefaultsIdentity {
  readonly entry: AclEntry;
  readonly at: Location;
}

/**
 * One ACL for each creator, schema and kind out of all entries, by defaultKey and in its order.
 *
 * @param bases what replaces the built-in ACL that the global form starts from
 */
export function collectDefaults(
  said: readonly DefaultEntry[],
  bases: readonly DefaultPrivileges[],
  variables: AllowedVariables,
  note: Note,
): ReadonlyMap<string, DefaultPrivileges> {
  const collected = new Map(bases.map((base) => [defaultKey(base), base]));
  for (const [key, group] of groupBy(said, defaultKey)) {
    const [first] = group;
    if (!first) continue;
    const { creator, schema, kind } = first;
    const defaults = { creator, ...(schema !== undefined && { schema }), kind };
    const base = collected.get(key)?.acl ?? defaultsBase(defaults);
    const entries = disjointEntries(group, variables);
    for (const { entry, places } of entries)
      for (const at of places) note(defaultSource(defaults, entry), at);
    const acl = internAcl([...base.entries.values(), ...entries.map(({ entry }) => entry)]);
    collected.set(key, { ...defaults, acl });
  }
  const differing = [...collected].filter(([, entry]) => entry.acl !== defaultsBase(entry));
  return new Map(differing.sort(([a], [b]) => compareText(a, b)));
}
