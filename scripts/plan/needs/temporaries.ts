import type { Changes } from "../../model/delta.ts";
import type { Executor } from "../../model/executor.ts";
import { quoteIdentifier } from "../../model/identifier.ts";
import { type ObjectName, objectKey, schemaOf } from "../../model/object.ts";
import type { Membership } from "../../model/role.ts";
import type { Need } from "./need.ts";

/** A membership that the executor grants itself for the time of a revision. */
export interface Temporary {
  readonly role: string;
  readonly grant: string;
  /** How it ends, where the role is still there; undefined where the revision itself ends it. */
  readonly end: string | undefined;
}

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

/** The roles whose rights a need is about, and which of them. */
function actsAs(need: Need, executor: Executor): Acting[] {
  if (need.kind === "act as") return [need];
  const objects =
    need.kind === "own"
      ? [need.object, closedSchema(executor, need.object)]
      : [need.kind === "create in schema" ? schemaObject(need.schema) : undefined];
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
): string | undefined {
  const isThis = (membership: Membership) => membership.role === role && membership.member === executor.name;
  const declared = added.find(isThis);
  if (!declared && removed.some(isThis)) return undefined;
  const options = declared ?? executor.roles.get(role)?.own;
  const name = quoteIdentifier(role);
  if (!options) return `REVOKE ${name} FROM CURRENT_USER`;
  if (executor.major < 16) return undefined;
  const value = (on: boolean) => (on ? "TRUE" : "FALSE");
  return `GRANT ${name} TO CURRENT_USER WITH INHERIT ${value(options.inherit)}, SET ${value(options.set)}`;
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
  const options = executor.major < 16 ? "" : " WITH INHERIT TRUE, SET TRUE";
  return roles.map((role) => ({
    role,
    grant: `GRANT ${quoteIdentifier(role)} TO CURRENT_USER${options}`,
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
): string[] {
  if (!superuser || major < 16) return [];
  const stays = new Set(added.map(({ role, member }) => JSON.stringify([role, member])));
  const ends = new Set(removed.map(({ role, member }) => JSON.stringify([role, member])));
  return grants
    .filter(({ bootstrap }) => !bootstrap)
    .filter(({ role, member }) => {
      const key = JSON.stringify([role, member]);
      return ends.has(key) && !stays.has(key);
    })
    .map(
      ({ role, member, grantor }) =>
        `REVOKE ${quoteIdentifier(role)} FROM ${quoteIdentifier(member)} GRANTED BY ${quoteIdentifier(grantor)}`,
    );
}
