// A role that is to be created and is there already: what it has beyond that, and what makes it the same.
import { POWERS, type Power, type RoleAttributes, SETTINGS } from "../../model/attributes.ts";
import type { Role } from "../../model/role.ts";
import { changedOptions } from "../../sql/role-options.ts";
import type { Statement } from "../../sql/statement.ts";

/** What the role may do that the statement does not give: `CREATEROLE`, … */
export function powersBeyond(said: RoleAttributes, found: RoleAttributes): Power[] {
  return POWERS.filter(({ key }) => found[key] && !said[key]).map(({ word }) => word);
}

/** Of what a role has the files say nothing: `the setting work_mem`, `the comment`. It stays. */
export function unspoken(found: Role, statements: readonly Statement[]): string[] {
  const said = new Set(
    statements.flatMap((statement) => {
      if (statement.kind === "set in role" && statement.role === found.name)
        return [settingKey(statement.setting.join("."), statement.database !== undefined)];
      const isComment = statement.kind === "comment" && statement.object === "ROLE";
      return isComment && statement.target.path[0] === found.name ? [COMMENT] : [];
    }),
  );
  const settings = SETTINGS.flatMap(({ key, inDatabase }) =>
    Object.keys(found[key] ?? {}).map((name) => settingKey(name, inDatabase)),
  );
  return [...settings, ...(found.comment === undefined ? [] : [COMMENT])].filter((one) => !said.has(one));
}

const COMMENT = "the comment";

const settingKey = (name: string, inDatabase: boolean): string =>
  `the setting ${name}${inDatabase ? " in this database" : ""}`;

/** A time as the catalog gives it; a text that is no time as it is. */
function inUtc(text: string): string {
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? text : time.toISOString().replace(".000Z", "Z");
}

/**
 * ALTER ROLE "role" …: what CREATE ROLE would give and the role does not have. Only what differs is named, since who
 * is no superuser may not even mention the rest.
 *
 * @returns undefined where all is so already
 */
export function alterInstead(
  role: string,
  said: RoleAttributes,
  found: RoleAttributes,
): Statement | undefined {
  const { validUntil: until } = said;
  // A time that is written in another way is the same time.
  const same = until !== undefined && inUtc(until) === found.validUntil ? { validUntil: until } : {};
  const options = changedOptions({ ...found, ...same }, said);
  return options.length === 0 ? undefined : { kind: "alter role", role, options };
}
