import { displayName } from "../../model/identifier.ts";
import type { RoleAttributes } from "../../model/role.ts";
import { type LintRule, placeOfRole } from "./rule.ts";

const POWERS: readonly (readonly [keyof RoleAttributes, string])[] = [
  ["superuser", "SUPERUSER: no privilege is checked"],
  ["bypassrls", "BYPASSRLS: row-level security is not checked"],
];

/** Roles for which PostgreSQL checks less than what is declared. */
export const powerfulRole: LintRule = {
  code: "powerful-role",
  summary: "a role is SUPERUSER or BYPASSRLS",
  isOn: true,
  find: (subject) =>
    [...subject.warehouse.roles.values()].flatMap((role) =>
      POWERS.filter(([attribute]) => role[attribute] === true).map(([, meaning]) => ({
        message: `${displayName(role.name)} has ${meaning} for it`,
        help: "Give it the privileges that it needs instead.",
        ...placeOfRole(subject, role.name),
      })),
    ),
};
