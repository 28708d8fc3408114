// Views that nobody can read, since their owner may not read what they are made of.
import { bindWarehouse } from "../model/bind.ts";
import { type Diagnostic, type Location, problem } from "../model/diagnostic.ts";
import { objectKey } from "../model/object.ts";
import { NEWEST_MAJOR } from "../model/privilege.ts";
import { ownerSource, type Provenance } from "../model/provenance.ts";
import type { AllowedVariables } from "../model/variable.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { indexAccess } from "../review/access/access-index.ts";
import { bindProvenance } from "../review/access/bind-expectations.ts";
import { tableNamed } from "../review/access/relation-access.ts";
import { lackText, unreadableViews, type ViewLack } from "../review/access/view-lacks.ts";
import { bindingsThatMatter } from "./bindings.ts";

function brokenView(lack: ViewLack, at: Location | undefined, owned: readonly Location[]): Diagnostic {
  const { view, role, privilege, object } = lack;
  const outcome = view.materialized ? "so it cannot be filled" : "so nobody can read it";
  return problem("view-unreadable", `${lackText(lack)}, ${outcome}`, {
    help:
      `A view reads with the rights of its owner: give ${role} ${privilege} on ${objectKey(object)}, or give ` +
      `${view.view} to somebody who has that.`,
    ...(at && { at }),
    ...(owned.length > 0 && {
      related: owned.map((place) => ({ message: "the owner is declared", at: place })),
    }),
  });
}

/**
 * The views whose owners cannot read what they are made of, as far as a server said what that is, for every set of
 * variables that makes a difference.
 *
 * @param placeOf where a view is defined, by its key
 */
export function brokenViews(
  declared: Warehouse,
  allowed: AllowedVariables,
  provenance: Provenance,
  placeOf: (key: string) => Location | undefined,
): Diagnostic[] {
  if (declared.owners.size === 0 || declared.viewReads.size === 0) return [];
  const found = new Map<string, Diagnostic>();
  for (const variables of bindingsThatMatter(allowed, [declared])) {
    const index = indexAccess(bindWarehouse(declared, { variables, major: NEWEST_MAJOR }));
    const lacks = unreadableViews(index);
    const places = lacks.length === 0 ? undefined : bindProvenance(declared, provenance, variables);
    for (const lack of lacks) {
      const key = lack.view.view;
      const problem = brokenView(lack, placeOf(key), places?.get(ownerSource(tableNamed(key))) ?? []);
      found.set(problem.message, problem);
    }
  }
  return [...found.values()];
}
