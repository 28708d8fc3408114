// Lint rule: levels whose access roles have no members.

import { groupBy } from "../../model/group.ts";
import { displayName } from "../../model/identifier.ts";
import type { Role } from "../../model/role.ts";
import { fillSome } from "../../model/variable.ts";
import { type LintRule, placeOfRole } from "./rule.ts";

const LEVEL = "\u0000";

/** The level in the name of an access role; empty where its template does not name it. */
function levelOf({ name, template = "", schema = "" }: Role): string {
  const values = { schema: schema.toLowerCase(), SCHEMA: schema, level: LEVEL };
  const [before = "", after] = fillSome(template, values).split(LEVEL);
  return after === undefined ? "" : name.slice(before.length, name.length - after.length);
}

/** So many schemas are named. */
const SHOWN = 4;

/** Access roles that nobody is a member of, a level of a template at a time. */
export const unusedLevel: LintRule = {
  code: "unused-level",
  summary: "nobody is a member of a level's access role in a schema",
  isOn: true,
  find: (subject) => {
    const { roles, memberships } = subject.warehouse;
    const used = new Set([...memberships.values()].map(({ role }) => role));
    const idle = [...roles.values()].filter(
      ({ name, template }) => template !== undefined && !used.has(name),
    );
    const groups = groupBy(idle, (role) => JSON.stringify([role.template, levelOf(role)]));
    return [...groups.values()].flatMap((group) => {
      const [first] = group;
      if (!first) return [];
      const schemas = group.map(({ schema = "" }) => displayName(schema));
      const more = schemas.length > SHOWN ? ` and ${schemas.length - SHOWN} more` : "";
      const level = levelOf(first);
      return [
        {
          message: `nobody is a member of ${level ? `the level ${level} of ` : ""}${displayName(first.template ?? "")} in ${schemas.slice(0, SHOWN).join(", ")}${more}`,
          help: "Take the level or the schemas out of the template, or give somebody `access`.",
          ...placeOfRole(subject, first.name),
        },
      ];
    });
  },
};
