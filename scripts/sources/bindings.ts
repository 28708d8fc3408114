// The sets of values of the variables that make a difference.
import { type Condition, conditionText, holds } from "../model/condition.ts";
import { groupBy } from "../model/group.ts";
import { type AllowedVariables, allBindings, type Variables } from "../model/variable.ts";
import type { Warehouse } from "../model/warehouse.ts";

/** Something that may exist under some values of the variables only. */
interface Conditioned {
  readonly when?: Condition;
}

function conditionedOf({ roles, memberships, privileges, defaults }: Warehouse): Conditioned[] {
  // Equal ACLs are one value, and many objects have equal ones.
  const acls = new Set([...privileges.values(), ...defaults.values()].map(({ acl }) => acl));
  const entries = [...acls].flatMap((acl) => [...acl.entries.values()]);
  return [...roles.values(), ...memberships.values(), ...entries];
}

/**
 * One set of values for each outcome of the conditions: without conditions the first is enough.
 *
 * @param more what else may have conditions
 */
export function bindingsThatMatter(
  variables: AllowedVariables,
  warehouses: readonly Warehouse[],
  more: readonly Conditioned[] = [],
): Variables[] {
  const conditions = new Map<string, Condition>();
  for (const { when } of [...warehouses.flatMap(conditionedOf), ...more]) {
    if (when) conditions.set(conditionText(when), when);
  }
  const outcomes = groupBy(allBindings(variables), (binding) =>
    [...conditions.values()].map((condition) => Number(holds(condition, binding))).join(""),
  );
  return [...outcomes.values()].flatMap(([first]) => (first ? [first] : []));
}
