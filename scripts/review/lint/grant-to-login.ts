// Lint rule: privileges given straight to somebody who logs in.

import { displayName } from "../../model/identifier.ts";
import { objectKey } from "../../model/object.ts";
import { directGrants, findingOf } from "./direct-grants.ts";
import type { LintRule } from "./rule.ts";

/** Privileges given straight to somebody who logs in. */
export const grantToLogin: LintRule = {
  code: "grant-to-login",
  summary: "a login role gets privileges directly, instead of through a role that it is a member of",
  isOn: true,
  find: (subject) => {
    const isLogin = (name: string) => subject.warehouse.roles.get(name)?.login === true;
    return directGrants(
      subject,
      ({ object, entry }) => object.kind !== "database" && isLogin(entry.grantee),
    ).flatMap((group) =>
      findingOf(subject, group, ({ object, entry }, objects) => ({
        message: `${displayName(entry.grantee)} logs in and gets ${
          objects === 1 ? `${entry.privilege} on ${objectKey(object)}` : `privileges on ${objects} objects`
        } directly`,
        help: "Give it to a role without login that this one is a member of, or use `access`.",
      })),
    );
  },
};
