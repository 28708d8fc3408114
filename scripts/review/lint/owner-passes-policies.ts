// Lint rule: tables whose policies do not hold for a login that owns them.

import { displayName } from "../../model/identifier.ts";
import { roleGraph } from "../access/reach.ts";
import type { LintRule } from "./rule.ts";

/** Owners that people are or become, of tables with policies that are not forced. */
export const ownerPassesPolicies: LintRule = {
  code: "owner-passes-policies",
  summary: "a login owns a table with policies, or is a member of its owner, and they do not hold for it",
  isOn: true,
  find: ({ warehouse, policies = [] }) => {
    const graph = roleGraph(warehouse);
    const logins = [...warehouse.roles.values()].filter(({ login }) => login);
    const found = new Map(policies.map(({ table, at }) => [table, at] as const));
    return [...found].flatMap(([table, at]) => {
      const owner = warehouse.owners.get(`table ${table}`)?.owner;
      if (owner === undefined || warehouse.sqlObjects.has(`forced row security of ${table}`)) return [];
      const passing = logins.filter(({ name }) => name === owner || graph.reaches(name).has(owner));
      if (passing.length === 0) return [];
      const names = passing.map(({ name }) => displayName(name)).join(", ");
      return [
        {
          message: `the policies on ${table} do not hold for its owner ${displayName(owner)}, which ${names} is or can be`,
          help: "Say annotate(table, { forceRowSecurity: true }), or let a role own it that no login is a member of.",
          ...(at && { at }),
        },
      ];
    });
  },
};
