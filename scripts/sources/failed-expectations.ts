// Expectations that the declared access does not meet.
import { bindWarehouse } from "../model/bind.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Expectation } from "../model/expectation.ts";
import { NEWEST_MAJOR } from "../model/privilege.ts";
import type { Provenance } from "../model/provenance.ts";
import { escapePattern } from "../model/regexp.ts";
import type { AllowedVariables, Variables } from "../model/variable.ts";
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

/** Names with the variables that made them: `test_reader` → `${env}_reader`, as far as a value is a part of a name. */
function unfilled(text: string, variables: Variables): string {
  return Object.entries(variables).reduce(
    (current, [name, value]) =>
      current.replaceAll(
        new RegExp(`(?<![\\p{L}\\p{N}])${escapePattern(value)}(?![\\p{L}\\p{N}])`, "gu"),
        () => `\${${name}}`,
      ),
    text,
  );
}

/** `env = test, prod`; of values that make no difference one is looked at. */
function elsewhere(where: readonly Variables[], lookedAt: number): { readonly help: string } {
  if (where.length === lookedAt)
    return { help: `So it is whatever ${Object.keys(where[0] ?? {}).join(" and ")} is.` };
  const names = Object.keys(where[0] ?? {});
  const values = names.map((name) => {
    const all = new Set(where.map((variables) => variables[name] ?? ""));
    return `${name} = ${[...all].join(", ")}`;
  });
  return { help: `So it is with ${values.join(" and ")}.` };
}

/** What of the declared access is not as the role files expect, for every set of variables that makes a difference. */
export function failedExpectations(
  declared: Warehouse,
  { expectations, provenance }: Promises,
  allowed: AllowedVariables,
): Diagnostic[] {
  if (expectations.length === 0) return [];
  /** By what they say once values are names of variables again, with the values for which they fail. */
  const failed = new Map<
    string,
    { readonly first: Diagnostic; readonly message: string; readonly where: Variables[] }
  >();
  const bindings = bindingsThatMatter(allowed, [declared], expectations);
  for (const variables of bindings) {
    const binding = { variables, major: NEWEST_MAJOR };
    const index = indexAccess(bindWarehouse(declared, binding), binding.major);
    let places: Provenance | undefined;
    const placesOf = () => {
      places ??= bindProvenance(declared, provenance, variables);
      return places;
    };
    for (const diagnostic of checkExpectations(bindExpectations(expectations, binding), index, placesOf)) {
      const message = unfilled(diagnostic.message, variables);
      const key = JSON.stringify([message, diagnostic.at]);
      const known = failed.get(key);
      if (known) known.where.push(variables);
      else failed.set(key, { first: diagnostic, message, where: [variables] });
    }
  }
  return [...failed.values()].map(({ first, message, where }) =>
    where.length === 1 ? first : { ...first, message, ...elsewhere(where, bindings.length) },
  );
}
