// A role that is to be created and is there already: what it has beyond that, and what makes it the same.
import { FLAGS, POWERS, type Power, type RoleAttributes } from "../../model/attributes.ts";
import { quoteIdentifier } from "../../model/identifier.ts";
import { newRole } from "../../model/role.ts";
import { changedOptions } from "../../model/role-options.ts";

const LIMIT = /\bCONNECTION LIMIT (-?\d+)/;
const UNTIL = /\bVALID UNTIL '([^']*)'/;

/** The options of CREATE ROLE as attributes; a time as it is written, absent where it is for ever. */
export function readOptions(options: string): RoleAttributes {
  const flags = FLAGS.flatMap(({ key, word }) => {
    const match = new RegExp(`(?:^|\\s)(NO)?${word}(?=\\s|$)`).exec(options.replace(UNTIL, ""));
    return match ? [[key, match[1] === undefined]] : [];
  });
  const limit = LIMIT.exec(options)?.[1];
  const until = UNTIL.exec(options)?.[1];
  return newRole("", {
    ...(Object.fromEntries(flags) as Partial<RoleAttributes>),
    ...(limit !== undefined && { connectionLimit: Number(limit) }),
    ...(until !== undefined && until !== "infinity" && { validUntil: until }),
  });
}

/** What the role may do that the statement does not give: `CREATEROLE`, … */
export function powersBeyond(said: RoleAttributes, found: RoleAttributes): Power[] {
  return POWERS.filter(({ key }) => found[key] && !said[key]).map(({ word }) => word);
}

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
export function alterInstead(role: string, said: RoleAttributes, found: RoleAttributes): string | undefined {
  const { validUntil: until } = said;
  // A time that is written in another way is the same time.
  const same = until !== undefined && inUtc(until) === found.validUntil ? { validUntil: until } : {};
  const changes = changedOptions({ ...found, ...same }, said);
  return changes.length === 0 ? undefined : `ALTER ROLE ${quoteIdentifier(role)} ${changes.join(" ")}`;
}
