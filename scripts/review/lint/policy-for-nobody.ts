// Lint rule: policies for roles that nobody can be.

import { displayName } from "../../model/identifier.ts";
import { roleGraph } from "../access/reach.ts";
import type { LintRule } from "./rule.ts";

/** Policies for roles that no login is or becomes. */
export const policyForNobody: LintRule = {
  code: "policy-for-nobody",
  summary: "a policy is for a role that does not log in and that no login is a member of",
  isOn: true,
  find: ({ warehouse, policies = [] }) => {
    const { roles } = warehouse;
    const graph = roleGraph(warehouse);
    // Who is a member of what others make is not known here, and so is whoever that is.
    const actors = [...roles.values()].filter(({ login, management }) => login || management === "external");
    const reached = new Set(actors.flatMap(({ name }) => [...graph.reaches(name).keys()]));
    return policies.flatMap(({ name, table, roles: named, at }) =>
      named
        .filter((role) => roles.has(role) && !reached.has(role))
        .map((role) => ({
          message: `the policy ${displayName(name)} on ${table} is for ${displayName(role)}, which nobody can be`,
          help: "Make a login a member of it, or name another role in the policy.",
          ...(at && { at }),
        })),
    );
  },
};
