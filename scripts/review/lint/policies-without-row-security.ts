// Lint rule: tables with policies that nobody asks.

import { displayName } from "../../model/identifier.ts";
import type { LintRule } from "./rule.ts";

/** Policies of tables whose row security is off. */
export const policiesWithoutRowSecurity: LintRule = {
  code: "policies-without-row-security",
  summary: "a table has policies and its row security is off, so that they hold for nobody",
  isOn: true,
  find: ({ policies = [] }) =>
    policies
      .filter(({ isAsked }) => isAsked === false)
      .map(({ name, table, at }) => ({
        message: `the policy ${displayName(name)} on ${table} holds for nobody: the row security of the table is off`,
        help: "Say .enableRLS() of the table, or take the policy away.",
        ...(at && { at }),
      })),
};
