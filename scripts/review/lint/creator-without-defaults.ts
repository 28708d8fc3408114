// Lint rule: roles that can create where nothing is said of what they make.

import { displayName } from "../../model/identifier.ts";
import type { Warehouse } from "../../model/warehouse.ts";
import { type LintRule, placeOfRole } from "./rule.ts";

/** Schemas by the roles that can create in them: with CREATE, or as their owner. */
function creators({ privileges, owners }: Warehouse): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const note = (role: string, schema: string | undefined) => {
    if (schema !== undefined) found.set(role, (found.get(role) ?? new Set()).add(schema));
  };
  for (const { object, acl } of privileges.values()) {
    if (object.kind !== "schema") continue;
    for (const { grantee, privilege } of acl.entries.values()) {
      if (privilege === "CREATE") note(grantee, object.path[0]);
    }
  }
  for (const { object, owner } of owners.values()) if (object.kind === "schema") note(owner, object.path[0]);
  return found;
}

/**
 * Default privileges follow the role that creates: without any, what it makes can be read by nobody.
 * Source: PostgreSQL manual, "ALTER DEFAULT PRIVILEGES".
 */
export const creatorWithoutDefaults: LintRule = {
  code: "creator-without-defaults",
  summary: "a role can create in a schema and has no default privileges there: what it makes comes out bare",
  isOn: true,
  find: (subject) => {
    const defaults = [...subject.warehouse.defaults.values()];
    return [...creators(subject.warehouse)].flatMap(([role, schemas]) => {
      if (!subject.warehouse.roles.has(role)) return [];
      const bare = [...schemas].filter(
        (schema) =>
          !defaults.some(
            (entry) =>
              entry.creator === role && (entry.schema ?? schema) === schema && entry.kind === "table",
          ),
      );
      if (bare.length === 0) return [];
      const where = bare.map(displayName).join(", ");
      return [
        {
          message: `${displayName(role)} can create in ${where} and has no default privileges for tables there`,
          help: "Name it under `creators`, or say what becomes of its tables under `default_privileges`.",
          ...placeOfRole(subject, role),
        },
      ];
    });
  },
};
