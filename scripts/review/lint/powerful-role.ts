// Lint rule: roles with powers.

import { FLAGS } from "../../model/attributes.ts";
import { displayName } from "../../model/identifier.ts";
import { type LintRule, placeOfRole } from "./rule.ts";

const UNCHECKED = FLAGS.filter(({ unchecked }) => unchecked !== undefined);

/** Roles for which PostgreSQL checks less than what is declared. */
export const powerfulRole: LintRule = {
  code: "powerful-role",
  summary: `a role is ${UNCHECKED.map(({ word }) => word).join(" or ")}`,
  isOn: true,
  find: (subject) =>
    [...subject.warehouse.roles.values()].flatMap((role) =>
      UNCHECKED.filter(({ key }) => role[key]).map(({ word, unchecked }) => ({
        message: `${displayName(role.name)} has ${word}: ${unchecked} for it`,
        help: "Give it the privileges that it needs instead.",
        ...placeOfRole(subject, role.name),
      })),
    ),
};
