// Entries of one ACL of which none repeats another.
import type { AclEntry } from "../../model/acl.ts";
import { combineWhen, disjoin } from "../../model/condition.ts";
import type { Location } from "../../model/diagnostic.ts";
import { groupBy } from "../../model/group.ts";
import type { AllowedVariables } from "../../model/variable.ts";

/** An entry of an ACL with the place that says it. */
export interface PlacedEntry {
  readonly entry: AclEntry;
  readonly at: Location;
}

/**
 * The entries of one ACL, of which none repeats what another gives: the conditions of one privilege exclude one
 * another, and where it is given with grant option it is not given without.
 */
export function disjointEntries(
  said: readonly PlacedEntry[],
  allowed: AllowedVariables,
): { readonly entry: AclEntry; readonly places: readonly Location[] }[] {
  const groups = groupBy(said, ({ entry: { grantee, grantor, privilege } }) =>
    [grantee, grantor, privilege].join("\t"),
  );
  return [...groups.values()].flatMap((group) => {
    const regions = group.map(({ entry: { grantable, when } }) => ({ value: grantable ? "*" : "", when }));
    const strongest = (values: readonly string[]) => (values.includes("*") ? "*" : "");
    return disjoin(regions, allowed, strongest).flatMap(({ value, when }) => {
      const sources = group.filter(({ entry }) => combineWhen(entry.when, when) !== "never");
      return sources.slice(0, 1).map(({ entry: { when: _, ...entry } }) => ({
        entry: { ...entry, grantable: value === "*", ...(when && { when }) },
        places: sources.map(({ at }) => at),
      }));
    });
  });
}
