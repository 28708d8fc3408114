// Expectations and provenance in the names of one target.

import { filledObject } from "../../model/bind.ts";
import { holds } from "../../model/condition.ts";
import type { Location } from "../../model/diagnostic.ts";
import type { Expectation } from "../../model/expectation.ts";
import type { ObjectName } from "../../model/object.ts";
import { knowsPrivilege } from "../../model/privilege.ts";
import {
  entrySource,
  membershipSource,
  ownerSource,
  type Provenance,
  roleSource,
} from "../../model/provenance.ts";
import type { Binding } from "../../model/variable.ts";
import { fillVariables, type Variables } from "../../model/variable.ts";
import type { Warehouse } from "../../model/warehouse.ts";

const bindObject = (object: ObjectName, variables: Variables): ObjectName =>
  filledObject(object, (name) => fillVariables(name, variables));

/** The expectations that hold for one target, with its names. */
export function bindExpectations(
  expectations: readonly Expectation[],
  { variables, major }: Binding,
): Expectation[] {
  const fill = (name: string) => fillVariables(name, variables);
  return expectations
    .filter(({ when }) => holds(when, variables))
    .map(({ when: _, ...expectation }) =>
      expectation.kind === "membership"
        ? { ...expectation, role: fill(expectation.role), of: fill(expectation.of) }
        : {
            ...expectation,
            roles: expectation.roles.map(fill),
            privileges: expectation.privileges.filter((privilege) => knowsPrivilege(major, privilege)),
            objects: expectation.objects.map((object) => bindObject(object, variables)),
          },
    );
}

/**
 * Where the parts of a bound warehouse are declared: entries, memberships, roles and owners.
 *
 * @param template the warehouse before it was bound
 */
export function bindProvenance(
  template: Warehouse,
  provenance: Provenance,
  variables: Variables,
): Provenance {
  const bound = new Map<string, Location[]>();
  const carry = (from: string, toKey: () => string) => {
    const places = provenance.get(from);
    if (!places) return;
    const to = toKey();
    bound.set(to, [...(bound.get(to) ?? []), ...places]);
  };
  const fill = (name: string) => fillVariables(name, variables);
  for (const { object, acl } of template.privileges.values()) {
    const target = bindObject(object, variables);
    for (const entry of acl.entries.values()) {
      if (!holds(entry.when, variables)) continue;
      carry(entrySource(object, entry), () => {
        const { when: _, ...plain } = entry;
        return entrySource(target, { ...plain, grantee: fill(entry.grantee), grantor: fill(entry.grantor) });
      });
    }
  }
  for (const membership of template.memberships.values()) {
    if (!holds(membership.when, variables)) continue;
    const { role, member } = membership;
    carry(membershipSource(membership), () => membershipSource({ role: fill(role), member: fill(member) }));
  }
  for (const name of template.roles.keys()) carry(roleSource(name), () => roleSource(fill(name)));
  for (const { object } of template.owners.values()) {
    carry(ownerSource(object), () => ownerSource(bindObject(object, variables)));
  }
  return bound;
}
