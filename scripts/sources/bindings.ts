// The sets of values of the variables that make a difference.
import { type Condition, conditionText, holds } from "../model/condition.ts";
import { groupBy } from "../model/group.ts";
import { type AllowedVariables, allBindings, type Variables, variablesIn } from "../model/variable.ts";
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

/** All sets of values, in groups of those that decide all conditions alike. */
function outcomesOf(
  variables: AllowedVariables,
  warehouses: readonly Warehouse[],
  more: readonly Conditioned[],
): (readonly Variables[])[] {
  const conditions = new Map<string, Condition>();
  for (const { when } of [...warehouses.flatMap(conditionedOf), ...more]) {
    if (when) conditions.set(conditionText(when), when);
  }
  const outcomes = groupBy(allBindings(variables), (binding) =>
    [...conditions.values()].map((condition) => Number(holds(condition, binding))).join(""),
  );
  return [...outcomes.values()];
}

/**
 * One set of values for each outcome of the conditions: without conditions the first is enough.
 *
 * @param more what else may have conditions
 */
export const bindingsThatMatter = (
  variables: AllowedVariables,
  warehouses: readonly Warehouse[],
  more: readonly Conditioned[] = [],
): Variables[] => outcomesOf(variables, warehouses, more).flatMap(([first]) => (first ? [first] : []));

/** The variables in names of schemas. */
export const schemaVariables = (warehouses: readonly Warehouse[]): ReadonlySet<string> =>
  new Set(
    warehouses
      .flatMap(({ schemas, externalSchemas }) => [...schemas, ...externalSchemas])
      .flatMap(variablesIn),
  );

/**
 * The sets of values that a revision is proved with: one for each outcome of the conditions, and where schemas are
 * called otherwise elsewhere, among them one in which each such schema has another name than in the first. What names
 * a schema as it is on one target only fails there.
 *
 * @param more what else may have conditions
 */
export function bindingsToProve(
  variables: AllowedVariables,
  warehouses: readonly Warehouse[],
  more: readonly Conditioned[] = [],
): Variables[] {
  const outcomes = outcomesOf(variables, warehouses, more);
  const chosen = outcomes.flatMap(([first]) => (first ? [first] : []));
  const [first = {}] = chosen;
  const several = [...schemaVariables(warehouses)].filter((name) => (variables[name]?.length ?? 0) > 1);
  const isOther = (one: Variables) => several.every((name) => one[name] !== first[name]);
  // Names that need quotes show where they lack.
  const plain = (one: Variables) => several.filter((name) => one[name] === one[name]?.toLowerCase()).length;
  const otherOf = (outcome: readonly Variables[] = []) =>
    outcome.filter(isOther).toSorted((a, b) => plain(a) - plain(b))[0];
  if (several.length === 0 || chosen.some(isOther)) return chosen;
  // What decides the conditions otherwise is proved anyway, and costs nothing more under another name.
  for (const index of outcomes.keys()) {
    const other = otherOf(outcomes[index]);
    if (other && index > 0) return chosen.with(index, other);
  }
  const other = otherOf(outcomes[0]);
  return other ? [...chosen, other] : chosen;
}
