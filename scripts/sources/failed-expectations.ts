// Expectations that the declared access does not meet.
import { bindWarehouse } from "../model/bind.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Expectation } from "../model/expectation.ts";
import { NEWEST_MAJOR } from "../model/privilege.ts";
import type { Provenance } from "../model/provenance.ts";
import type { AllowedVariables } from "../model/variable.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { indexAccess } from "../review/access/access-index.ts";
import { bindExpectations, bindProvenance } from "../review/access/bind-expectations.ts";
import { checkExpectations } from "../review/access/check-expectations.ts";
import { bindingsThatMatter } from "./bindings.ts";

/** What the role files say beside what they grant. Names are templates. */
export interface Promises {
  readonly expectations: readonly Expectation[];
  readonly provenance: Provenance;
}

/** What of the declared access is not as the role files expect, for every set of variables that makes a difference. */
export function failedExpectations(
  declared: Warehouse,
  { expectations, provenance }: Promises,
  allowed: AllowedVariables,
): Diagnostic[] {
  if (expectations.length === 0) return [];
  const failed = new Map<string, Diagnostic>();
  for (const variables of bindingsThatMatter(allowed, [declared], expectations)) {
    const binding = { variables, major: NEWEST_MAJOR };
    const index = indexAccess(bindWarehouse(declared, binding), binding.major);
    let places: Provenance | undefined;
    const placesOf = () => {
      places ??= bindProvenance(declared, provenance, variables);
      return places;
    };
    for (const diagnostic of checkExpectations(bindExpectations(expectations, binding), index, placesOf)) {
      failed.set(JSON.stringify(diagnostic), diagnostic);
    }
  }
  return [...failed.values()];
}
