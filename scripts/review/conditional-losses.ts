// Who loses what in some environments only: what a condition takes, which stands in the files still.
import { type Acl, internAcl } from "../model/acl.ts";
import { type Condition, conditionText, holds } from "../model/condition.ts";
import type { Delta } from "../model/delta.ts";
import type { Variables } from "../model/variable.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { type AccessChange, accessChanges } from "./access-changes.ts";

/** Values of the variables that conditions name, and how they are told. */
interface Situation {
  readonly variables: Variables;
  readonly text: string;
}

/** The conditions in a delta by which something may go. */
function conditionsIn({ privileges, memberships }: Delta): Condition[] {
  if (privileges.removed.length + memberships.removed.length === 0) return [];
  const acls = [...privileges.added, ...privileges.removed];
  return [
    ...acls.flatMap(({ acl }) => [...acl.entries.values()]),
    ...memberships.added,
    ...memberships.removed,
  ].flatMap(({ when }) => (when ? [when] : []));
}

/** Each value that is named, and one that is not. */
function situationsOf(conditions: readonly Condition[]): Situation[] {
  const named = new Map<string, Set<string>>();
  for (const [name, values] of conditions.flatMap((condition) => Object.entries(condition)))
    named.set(name, new Set([...(named.get(name) ?? []), ...values]));
  return [...named].reduce<Situation[]>(
    (before, [name, values]) =>
      before.flatMap(({ variables, text }) =>
        [...values, ""].map((value) => {
          const said =
            value === ""
              ? `not ${conditionText({ [name]: [...values] })}`
              : conditionText({ [name]: [value] });
          return { variables: { ...variables, [name]: value }, text: text ? `${text}, ${said}` : said };
        }),
      ),
    [{ variables: {}, text: "" }],
  );
}

/** What of a warehouse exists there. */
function there(warehouse: Warehouse, variables: Variables): Warehouse {
  const known = new Map<Acl, Acl>();
  const aclThere = (acl: Acl): Acl => {
    const entries = [...acl.entries.values()];
    const result =
      known.get(acl) ??
      (entries.some(({ when }) => when)
        ? internAcl(entries.filter(({ when }) => holds(when, variables)))
        : acl);
    known.set(acl, result);
    return result;
  };
  return {
    ...warehouse,
    memberships: new Map([...warehouse.memberships].filter(([, { when }]) => holds(when, variables))),
    privileges: new Map(
      [...warehouse.privileges].map(([key, { object, acl }]) => [key, { object, acl: aclThere(acl) }]),
    ),
  };
}

/** @param everywhere what is lost wherever it is, and not told again */
export function conditionalLosses(
  delta: Delta,
  from: Warehouse,
  to: Warehouse,
  everywhere: readonly AccessChange[],
): AccessChange[] {
  const keyOf = ({ role, schema, loses }: AccessChange) => JSON.stringify([role, schema, loses]);
  const known = new Set(everywhere.map(keyOf));
  return situationsOf(conditionsIn(delta)).flatMap(({ variables, text }) =>
    text === ""
      ? []
      : accessChanges(delta, there(from, variables), there(to, variables))
          .filter((change) => change.loses.length > 0 && !known.has(keyOf(change)))
          .map((change) => ({ ...change, gains: [], where: text })),
  );
}
