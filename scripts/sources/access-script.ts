// The statements that make the access of one source like that of another, as a script that somebody runs.
import { quoteIdentifier } from "../model/identifier.ts";
import { asExecutor, type ScriptStanding } from "../plan/needs/as-executor.ts";
import type { Need } from "../plan/needs/need.ts";
import { DATABASE } from "../plan/objects/object-sql.ts";
import { planChange } from "../plan/planned-change.ts";
import { mapTexts } from "../sql/statement.ts";
import { writeScript } from "../sql/write-statement.ts";
import type { AccessDifference } from "./compare-access.ts";
import { plannedAccess } from "./planned-access.ts";

/** What whoever runs the script must be able to do. */
export const needsOfAccess = (compared: AccessDifference): readonly Need[] =>
  planChange(plannedAccess(compared)).needs;

/**
 * The statements that would make the access of the first like that of the second, in one transaction. The database has
 * its name, or where neither side has one a template, which a comment explains.
 *
 * @param standing of whoever is to run it, where that is known: then the script lends it what it may lend itself, and
 *   comments say what it lacks
 */
export function accessScript(compared: AccessDifference, standing?: ScriptStanding): string {
  const change = plannedAccess(compared);
  const { sections, needs } = planChange(change);
  if (sections.every(({ statements }) => statements.length === 0)) return writeScript([]);
  const { memberships } = change.difference;
  const { sections: own, lacking } = standing
    ? asExecutor({ sections, needs, memberships }, standing)
    : { sections, lacking: [] };
  let speaks = false;
  const { database } = compared;
  const named = mapTexts(own, (text) => {
    // The sides are bound: what is left of templates is how they write `${`.
    if (text !== DATABASE) return text.replaceAll("$${", "${");
    speaks = true;
    return database ?? text;
  });
  const isNameless = speaks && database === undefined;
  return [
    ...lacking.map(({ message, help = "" }) => `-- ${message}. ${help}\n`),
    ...(isNameless ? [`-- ${quoteIdentifier(DATABASE)} stands for the name of the database.\n`] : []),
    `BEGIN;\n${writeScript(named)}COMMIT;\n`,
  ].join("");
}
