// Lint rule: privileges given to PUBLIC.

import { PUBLIC } from "../../model/acl.ts";
import { objectKey } from "../../model/object.ts";
import { kindFacts } from "../../model/object-kinds.ts";
import { directGrants, findingOf } from "./direct-grants.ts";
import type { LintRule } from "./rule.ts";

/** Privileges that PUBLIC does not have by itself. */
export const grantToPublic: LintRule = {
  code: "grant-to-public",
  summary: "PUBLIC gets a privilege: every role has it, also those that come later",
  isOn: true,
  find: (subject) =>
    directGrants(
      subject,
      ({ object, entry }) =>
        entry.grantee === PUBLIC && !kindFacts(object.kind).publicDefault?.includes(entry.privilege),
    ).flatMap((group) =>
      findingOf(subject, group, ({ object, entry }, objects) => ({
        message:
          objects === 1
            ? `PUBLIC gets ${entry.privilege} on ${objectKey(object)}`
            : `PUBLIC gets privileges on ${objects} objects, ${objectKey(object)} the first`,
        help: "Every role has it then, also those that come later: give it to a role of its own.",
      })),
    ),
};
