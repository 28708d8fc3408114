// Roles whose condition changes: where they come, go and stay.

import { type Condition, conditionText, disjoin } from "../../model/condition.ts";
import type { Changes } from "../../model/delta.ts";
import { isOurs, type Role } from "../../model/role.ts";
import type { AllowedVariables } from "../../model/variable.ts";

const BEFORE = "before";
const AFTER = "after";
const BOTH = "both";

/** What tells roles apart of which some exist somewhere only. */
export const roleKey = ({ name, when }: Role): string => `${name}\t${conditionText(when)}`;

function existingWhere({ when: _, ...role }: Role, when: Condition | undefined): Role {
  return when ? { ...role, when } : role;
}

/**
 * A role whose condition changes is three: one that comes where it did not exist, one that goes where it does no
 * longer, and one that stays. Each has the condition under which that is so. Other roles are left as they are.
 *
 * @param allowed all values that the variables may take
 */
export function splitByCondition(
  { added, removed }: Changes<Role>,
  allowed: AllowedVariables,
): Changes<Role> {
  const former = new Map(removed.map((role) => [role.name, role]));
  const split: { added: Role[]; removed: Role[] } = { added: [], removed: [...removed] };
  for (const role of added) {
    const before = former.get(role.name);
    // A role that becomes external stays wherever it is.
    const isAsked = before !== undefined && isOurs(role);
    if (!isAsked || conditionText(before.when) === conditionText(role.when)) {
      split.added.push(role);
      continue;
    }
    split.removed.splice(split.removed.indexOf(before), 1);
    const said = [
      { value: BEFORE, when: before.when },
      { value: AFTER, when: role.when },
    ];
    const regions = disjoin(said, allowed, (values) => (values.length > 1 ? BOTH : (values[0] ?? "")));
    for (const { value, when } of regions) {
      if (value !== AFTER) split.removed.push(existingWhere(before, when));
      if (value !== BEFORE) split.added.push(existingWhere(role, when));
    }
  }
  return split;
}
