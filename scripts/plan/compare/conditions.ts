import { type Condition, conditionText, disjoin } from "../../model/condition.ts";
import type { AllowedVariables } from "../../model/variable.ts";

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
 * Where a condition holds and none of the others does: conditions that exclude one another, none where there is no
 * such place.
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

/** A statement that holds under a condition carries it as a comment line, which the runner obeys. */
export function whenLine(condition: Condition | undefined): string {
  return condition ? `-- when ${conditionText(condition)}\n` : "";
}

/** The same for the first major version that understands a statement. */
export function sinceLine(since: number | undefined): string {
  return since === undefined ? "" : `-- when server >= ${since}\n`;
}
