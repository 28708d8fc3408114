// Lint rule: default privileges on tables that give more than SELECT, which views get too.

import { displayName } from "../../model/identifier.ts";
import { type LintRule, placeOfRole } from "./rule.ts";

/** Default privileges on tables know no views: PostgreSQL gives them on both. */
export const defaultsWriteViews: LintRule = {
  code: "defaults-write-views",
  summary:
    "default privileges on tables give more than SELECT, and a view that the creator makes gets that too",
  isOn: true,
  find: (subject) =>
    [...subject.warehouse.defaults.values()].flatMap(({ creator, schema, kind, acl }) => {
      const writing = [...acl.entries.values()].filter(
        ({ grantee, privilege }) => !grantee.startsWith("@") && privilege !== "SELECT",
      );
      if (kind !== "table" || writing.length === 0) return [];
      const roles = [...new Set(writing.map(({ grantee }) => displayName(grantee)))].join(", ");
      const where = schema === undefined ? "" : ` in ${displayName(schema)}`;
      return [
        {
          message: `what ${displayName(creator)} makes${where} as a view can be written by ${roles}, with the rights of its owner`,
          help: "PostgreSQL gives default privileges on tables and views alike: let the creator's views be made by another role, or give less.",
          ...placeOfRole(subject, creator),
        },
      ];
    }),
};
