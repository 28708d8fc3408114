// What `except` of `access` takes away.
import { objectKey, wholeObject } from "../../model/object.ts";
import type { Access } from "../language/roles-schema.ts";
import type { ExceptedFor } from "../objects/except.ts";
import { isExact, matchSchemas } from "../objects/match.ts";
import { child, items, type Placed } from "../yaml/placed.ts";
import { FITTING } from "./access.ts";
import type { AccessRole } from "./access-roles.ts";
import type { DeclaredRoles } from "./declared-roles.ts";
import type { EntryContext } from "./entry-context.ts";
import { resolveWhen } from "./when.ts";

/** What `except` of `access` takes away, and which memberships name their schema exactly. */
interface AccessExceptions {
  readonly excepted: readonly ExceptedFor[];
  /** Names of access roles by that of the member. */
  readonly meant: ReadonlyMap<string, ReadonlySet<string>>;
}

/** The access roles of the schemas that a pattern names, as far as the entry could ask for them. */
function rolesIn(
  pattern: Placed<string>,
  { level, sensitive }: Access,
  accessRoles: readonly AccessRole[],
  context: EntryContext,
): AccessRole[] {
  const schemas = new Set(matchSchemas(pattern, context));
  return accessRoles.filter(
    (role) =>
      role.level === level &&
      schemas.has(role.schema) &&
      FITTING[sensitive ?? "none"].includes(role.sensitive),
  );
}

/** Reads `access` of all roles for what it excepts: what the access roles hold that are not joined. */
export function accessExceptions(
  { bodies, accessRoles }: Pick<DeclaredRoles, "bodies" | "accessRoles">,
  context: EntryContext,
): AccessExceptions {
  // What is wrong with these entries was reported when they were resolved.
  const silent: EntryContext = { ...context, report: () => undefined };
  const meant = new Map<string, Set<string>>();
  const excepted = [...bodies].flatMap(([grantee, body]) =>
    items<Access>(child(body, "access")).flatMap((access): ExceptedFor[] => {
      const exact = items<string>(child(access, "in")).filter(isExact);
      const names = meant.get(grantee) ?? new Set();
      meant.set(grantee, names);
      for (const item of exact)
        for (const { role } of rolesIn(item, access.value, accessRoles, silent)) names.add(role.name);
      return items<string>(child(access, "except")).map((pattern) => {
        const held = rolesIn(pattern, access.value, accessRoles, silent).flatMap(({ given }) => given);
        const tables = held.map(({ object }) => wholeObject(object)).filter(({ kind }) => kind === "table");
        const objects = [...new Map(tables.map((object) => [objectKey(object), object])).values()];
        return {
          grantee,
          pattern,
          bySchema: true,
          objects,
          privileges: context.levels.get(access.value.level)?.tables ?? [],
          when: resolveWhen(access, silent),
        };
      });
    }),
  );
  return { excepted, meant };
}
