// Lint rule: roles that nobody can use.

import { displayName } from "../../model/identifier.ts";
import { isOurs } from "../../model/role.ts";
import { type LintRule, placeOfRole } from "./rule.ts";

/** Roles without login that nobody is a member of; those of templates are judged by their level. */
export const roleWithoutMembers: LintRule = {
  code: "role-without-members",
  summary: "nobody is a member of a role that nobody can log in as",
  isOn: true,
  find: (subject) => {
    const { roles, memberships, owners } = subject.warehouse;
    const used = new Set([
      ...[...memberships.values()].map(({ role }) => role),
      // What owns something need not have members.
      ...[...owners.values()].map(({ owner }) => owner),
    ]);
    return [...roles.values()]
      .filter((role) => !role.login && isOurs(role) && role.template === undefined && !used.has(role.name))
      .map(({ name }) => ({
        message: `nobody is a member of ${displayName(name)}`,
        help: "Add `members`, or remove the role; people who are added by hand are seen by nobody here.",
        ...placeOfRole(subject, name),
      }));
  },
};
