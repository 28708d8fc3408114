// Memberships that the executor grants itself for the time of a revision.

import type { Changes } from "../../model/delta.ts";
import type { Executor } from "../../model/executor.ts";
import { type ObjectName, objectKey, schemaOf } from "../../model/object.ts";
import type { Membership } from "../../model/role.ts";
import type { RoleSpec } from "../../sql/sql-target.ts";
import type { Statement } from "../../sql/statement.ts";
import { useOptions } from "../roles/membership-options.ts";
import type { Need } from "./need.ts";

/** A membership that the executor grants itself for the time of a revision. */
export interface Temporary {
  readonly role: string;
  readonly grant: Statement;
  /** How it ends, where the role is still there; undefined where the revision itself ends it. */
  readonly end: Statement | undefined;
}

const ITSELF: RoleSpec = { word: "CURRENT_USER" };

/** REVOKE <role> FROM <member> GRANTED BY <grantor> */
export const revokedFor = (grantedBy: string, role: string, member: string): Statement => ({
  kind: "revoke membership",
  roles: [role],
  members: [member],
  grantedBy,
});

interface Acting {
  readonly role: string;
  readonly inherit: boolean;
  readonly set: boolean;
}

const schemaObject = (schema: string): ObjectName => ({ kind: "schema", path: [schema] });

/** The schema of an object, where neither the executor nor the object's owner, as whom it may act, has USAGE on it. */
export function closedSchema(executor: Executor, object: ObjectName): ObjectName | undefined {
  const { name, owners, users, roles } = executor;
  const schema = schemaOf(object);
  const having = schema === undefined ? undefined : users.get(schema);
  const owner = owners.get(objectKey(object));
  if (schema === undefined || !having || having.includes(name)) return undefined;
  const found = owner !== undefined && having.includes(owner) && !roles.get(owner)?.superuser;
  return found ? undefined : schemaObject(schema);
}

/** The objects whose owners' rights a need is about. */
function objectsOfNeed(need: Need, executor: Executor): (ObjectName | undefined)[] {
  if (need.kind === "own") return [need.object, closedSchema(executor, need.object)];
  if (need.kind === "create in schema") return [schemaObject(need.schema)];
  return need.kind === "create in database" && !executor.creates ? [{ kind: "database", path: [] }] : [];
}

/** The roles whose rights a need is about, and which of them. */
function actsAs(need: Need, executor: Executor): Acting[] {
  if (need.kind === "act as") return [need];
  const objects = objectsOfNeed(need, executor);
  return objects.flatMap((object) => {
    const role = object && executor.owners.get(objectKey(object));
    return role === undefined ? [] : [{ role, inherit: true, set: false }];
  });
}

/** How a temporary membership ends: as the revision says of it, as it was, or not at all. */
function ending(
  role: string,
  executor: Executor,
  { added, removed }: Changes<Membership>,
): Statement | undefined {
  const isThis = (membership: Membership) => membership.role === role && membership.member === executor.name;
  const declared = added.find(isThis);
  if (!declared && removed.some(isThis)) return undefined;
  const options = declared ?? executor.roles.get(role)?.own;
  const between = { roles: [role], members: [ITSELF] };
  if (!options) return { kind: "revoke membership", ...between };
  return executor.major < 16
    ? undefined
    : { kind: "grant membership", ...between, options: useOptions(options) };
}

/**
 * Memberships that let an executor without superuser act as roles that it has ADMIN on (from 16 on), or that are no
 * superusers (before, with CREATEROLE). What it has already is left alone.
 *
 * @param executor as it is once the revision's roles are there
 * @param memberships what the revision itself changes
 */
export function temporaries(
  needs: readonly Need[],
  executor: Executor,
  memberships: Changes<Membership>,
): Temporary[] {
  if (executor.superuser) return [];
  const acting = needs.flatMap((need) => actsAs(need, executor));
  const lacking = acting.flatMap((acts) => {
    const standing = executor.roles.get(acts.role);
    if (!standing || acts.role === executor.name || standing.superuser) return [];
    const has = (standing.inherits || !acts.inherit) && (standing.sets || !acts.set);
    const may = standing.admin || (executor.major < 16 && executor.createrole);
    return has || !may ? [] : [acts.role];
  });
  const roles = [...new Set(lacking)].sort();
  const options = executor.major < 16 ? {} : { options: useOptions({ inherit: true, set: true }) };
  return roles.map((role) => ({
    role,
    grant: { kind: "grant membership", roles: [role], members: [ITSELF], ...options },
    end: ending(role, executor, memberships),
  }));
}

/**
 * What a superuser must revoke in the name of others, so that memberships end which a revision ends: from 16 on his
 * REVOKE takes only what superusers granted, and warns.
 */
export function othersGrants(
  { superuser, major, grants }: Executor,
  { added, removed }: Changes<Membership>,
): Statement[] {
  if (!superuser || major < 16) return [];
  const stays = new Set(added.map(({ role, member }) => JSON.stringify([role, member])));
  const ends = new Set(removed.map(({ role, member }) => JSON.stringify([role, member])));
  return grants
    .filter(({ bootstrap }) => !bootstrap)
    .filter(({ role, member }) => {
      const key = JSON.stringify([role, member]);
      return ends.has(key) && !stays.has(key);
    })
    .map(({ role, member, grantor }) => revokedFor(grantor, role, member));
}
