// Whether conditions meet, what none of them covers, and the directives that say one.

import { type Condition, disjoin } from "../../model/condition.ts";
import type { AllowedVariables } from "../../model/variable.ts";
import type { Statement } from "../../sql/statement.ts";

/** Whether there may be a target where both hold. */
export function mayMeet(a: Condition | undefined, b: Condition | undefined): boolean {
  if (!a || !b) return true;
  return Object.entries(a).every(
    ([name, values]) => b[name] === undefined || values.some((value) => b[name]?.includes(value)),
  );
}

const ASKED = "asked";
const COVERED = "covered";

/**
 * Where a condition holds and none of the others does: conditions that exclude one another, none where it
 * holds nowhere without them.
 *
 * @param allowed all values that the variables may take
 */
export function uncovered(
  when: Condition | undefined,
  others: readonly (Condition | undefined)[],
  allowed: AllowedVariables,
): (Condition | undefined)[] {
  const said = [{ value: ASKED, when }, ...others.map((other) => ({ value: COVERED, when: other }))];
  return disjoin(said, allowed, (values) => (values.includes(COVERED) ? COVERED : ASKED)).flatMap((region) =>
    region.value === ASKED ? [region.when] : [],
  );
}

/** What a statement carries that holds under a condition, or from a major version on. */
export function directed(when: Condition | undefined, since?: number): Pick<Statement, "directives"> {
  if (!when && since === undefined) return {};
  return { directives: { ...(when && { variables: when }), ...(since !== undefined && { since }) } };
}
