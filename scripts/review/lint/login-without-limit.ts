// Lint rule: logins without an end or a limit of connections.

import { displayName } from "../../model/identifier.ts";
import { isOurs } from "../../model/role.ts";
import { type LintRule, placeOfRole } from "./rule.ts";

/** Logins that hold for ever, or that may open any number of connections. */
export const loginWithoutLimit: LintRule = {
  code: "login-without-limit",
  summary: "a login has no VALID UNTIL or no connection limit",
  isOn: false,
  find: (subject) =>
    [...subject.warehouse.roles.values()]
      .filter((role) => role.login && isOurs(role))
      .flatMap(({ name, validUntil, connectionLimit }) => {
        const lacks = [
          ...(validUntil === undefined ? ["`valid_until`"] : []),
          ...(connectionLimit === -1 ? ["`connection_limit`"] : []),
        ];
        if (lacks.length === 0) return [];
        return [
          {
            message: `the login ${displayName(name)} has no ${lacks.join(" and no ")}`,
            help: "Say how long it holds, and how many connections it may have.",
            ...placeOfRole(subject, name),
          },
        ];
      }),
};
