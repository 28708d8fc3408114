// Lint rule: ALL on tables.

import { displayName } from "../../model/identifier.ts";
import { objectKey } from "../../model/object.ts";
import { kindFacts } from "../../model/object-kinds.ts";
import { directGrants, findingOf, type Held } from "./direct-grants.ts";
import type { LintRule } from "./rule.ts";

/** ALL on tables, given straight to a role that is no access role. */
export const allPrivileges: LintRule = {
  code: "all-privileges",
  summary: "a role gets ALL on tables directly, TRIGGER and REFERENCES with it",
  isOn: true,
  find: (subject) => {
    const { roles, privileges } = subject.warehouse;
    const holdsAll = ({ object, entry }: Held): boolean => {
      if (object.kind !== "table" || roles.get(entry.grantee)?.template !== undefined) return false;
      const acl = privileges.get(objectKey(object))?.acl;
      const held = [...(acl?.entries.values() ?? [])].filter(({ grantee }) => grantee === entry.grantee);
      return new Set(held.map(({ privilege }) => privilege)).size === kindFacts("table").privileges.length;
    };
    return directGrants(subject, holdsAll).flatMap((group) =>
      findingOf(subject, group, ({ object, entry }, objects) => ({
        message: `${displayName(entry.grantee)} gets ALL on ${objects === 1 ? objectKey(object) : `${objects} tables`}`,
        help: "A level, or the privileges that are needed, would do: ALL has TRUNCATE, TRIGGER and REFERENCES too.",
      })),
    );
  },
};
