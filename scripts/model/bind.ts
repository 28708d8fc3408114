import { type Acl, entryKey, internAcl } from "./acl.ts";
import { holds } from "./condition.ts";
import { DEFAULT_KINDS, type DefaultPrivileges, defaultKey } from "./default-privileges.ts";
import { displayPath, splitPath } from "./identifier.ts";
import { type ObjectName, objectKey } from "./object.ts";
import { kindFacts } from "./object-kinds.ts";
import { knowsPrivilege } from "./privilege.ts";
import { relationKey } from "./relation.ts";
import { membershipKey } from "./role.ts";
import { fillVariables, type Variables } from "./variable.ts";
import { defaultsBase, isBuiltIn, type ObjectPrivileges, type Warehouse } from "./warehouse.ts";

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
      const entries = internAcl(
        [...acl.entries.values()]
          .filter((entry) => holds(entry.when, variables) && knowsPrivilege(major, entry.privilege))
          .map(({ when: _, ...entry }) => ({
            ...entry,
            grantee: fill(entry.grantee),
            grantor: fill(entry.grantor),
          })),
      ).entries;
      // A server has a privilege with its option or without: what two conditions give adds up.
      result = internAcl(
        [...entries.values()].filter(
          (entry) => entry.grantable || !entries.has(entryKey({ ...entry, grantable: true })),
        ),
      );
      bound.set(acl, result);
    }
    return result;
  };
  const bindObject = ({ kind, path }: ObjectName): ObjectName => ({ kind, path: path.map(fill) });
  const knows = (since: number | undefined) => since === undefined || major >= since;
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
    .filter(({ object }) => knows(kindFacts(object.kind).since))
    .map(({ object, acl }): ObjectPrivileges => ({ object: bindObject(object), acl: bindAcl(acl) }))
    .filter((entry) => !isBuiltIn(entry));
  const defaults = [...template.defaults.values()]
    .filter(({ kind }) => knows((DEFAULT_KINDS[kind] as { since?: number }).since))
    .map(
      ({ creator, schema, kind, acl }): DefaultPrivileges => ({
        creator: fill(creator),
        ...(schema !== undefined && { schema: fill(schema) }),
        kind,
        acl: bindAcl(acl),
      }),
    )
    .filter((entry) => entry.acl !== defaultsBase(entry));
  const owners = [...template.owners.values()].map(({ object, owner }) => ({
    object: bindObject(object),
    owner: fill(owner),
  }));
  const comments = [...template.comments.values()].map(({ object, text }) => ({
    object: bindObject(object),
    text,
  }));
  const objects = [...template.objects.values()].map(bindObject);
  const fillAll = (names: ReadonlySet<string>) => new Set([...names].map(fill));
  return {
    schemas: fillAll(template.schemas),
    externalSchemas: fillAll(template.externalSchemas),
    revokingSchemas: fillAll(template.revokingSchemas),
    objects: new Map(objects.map((object) => [objectKey(object), object])),
    relations: new Map(relations.map((relation) => [relationKey(relation), relation])),
    sensitive: new Set([...template.sensitive].map(fillKey)),
    comments: new Map(comments.map((entry) => [objectKey(entry.object), entry])),
    keptSequences: new Map(kept.map((entry) => [entry.column, entry])),
    roles: new Map(roles.map((role) => [role.name, role])),
    memberships: new Map(memberships.map((membership) => [membershipKey(membership), membership])),
    privileges: new Map(privileges.map((entry) => [objectKey(entry.object), entry])),
    defaults: new Map(defaults.map((entry) => [defaultKey(entry), entry])),
    owners: new Map(owners.map((entry) => [objectKey(entry.object), entry])),
  };
}
