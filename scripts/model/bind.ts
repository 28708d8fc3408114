import { type Acl, internAcl } from "./acl.ts";
import { holds } from "./condition.ts";
import { displayPath, splitPath } from "./identifier.ts";
import { objectKey } from "./object.ts";
import { knowsPrivilege } from "./privilege.ts";
import { relationKey } from "./relation.ts";
import { membershipKey } from "./role.ts";
import { fillVariables, type Variables } from "./variable.ts";
import type { ObjectPrivileges, Warehouse } from "./warehouse.ts";

/** What makes a template concrete. */
export interface Binding {
  readonly variables: Variables;
  /** The server's major version: what it does not know (MAINTAIN before 17) is left out. */
  readonly major: number;
}

/**
 * The concrete warehouse of one target: variables filled in, what is conditional decided.
 *
 * @throws {Error} when a variable has no value
 */
export function bindWarehouse(template: Warehouse, { variables, major }: Binding): Warehouse {
  const fill = (name: string) => fillVariables(name, variables);
  const fillKey = (key: string) => displayPath((splitPath(key) ?? [key]).map(fill));
  const bound = new Map<Acl, Acl>();
  const bindAcl = (acl: Acl): Acl => {
    let result = bound.get(acl);
    if (!result) {
      result = internAcl(
        [...acl.entries.values()]
          .filter((entry) => holds(entry.when, variables) && knowsPrivilege(major, entry.privilege))
          .map(({ when: _, ...entry }) => ({
            ...entry,
            grantee: fill(entry.grantee),
            grantor: fill(entry.grantor),
          })),
      );
      bound.set(acl, result);
    }
    return result;
  };
  const relations = [...template.relations.values()].map((relation) => ({
    ...relation,
    schema: fill(relation.schema),
    name: fill(relation.name),
  }));
  const kept = [...template.keptSequences.values()].map(({ column, sequence }) => ({
    column: fillKey(column),
    sequence: fill(sequence),
  }));
  const roles = [...template.roles.values()]
    .filter((role) => holds(role.when, variables))
    .map(({ when: _, ...role }) => ({ ...role, name: fill(role.name) }));
  const memberships = [...template.memberships.values()]
    .filter((membership) => holds(membership.when, variables))
    .map(({ when: _, ...membership }) => ({
      ...membership,
      role: fill(membership.role),
      member: fill(membership.member),
    }));
  const privileges = [...template.privileges.values()]
    .map(
      ({ object, acl }): ObjectPrivileges => ({
        object: { kind: object.kind, path: object.path.map(fill) },
        acl: bindAcl(acl),
      }),
    )
    .filter(({ acl }) => acl.entries.size > 0);
  return {
    schemas: new Set([...template.schemas].map(fill)),
    relations: new Map(relations.map((relation) => [relationKey(relation), relation])),
    sensitive: new Set([...template.sensitive].map(fillKey)),
    keptSequences: new Map(kept.map((entry) => [entry.column, entry])),
    roles: new Map(roles.map((role) => [role.name, role])),
    memberships: new Map(memberships.map((membership) => [membershipKey(membership), membership])),
    privileges: new Map(privileges.map((entry) => [objectKey(entry.object), entry])),
  };
}
