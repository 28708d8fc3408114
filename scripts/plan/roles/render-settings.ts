import { compareText, quoteIdentifier, quoteLiteral } from "../../model/identifier.ts";
import type { Role, Settings } from "../../model/role.ts";
import { LIST_SETTINGS, splitListSetting } from "../../model/setting.ts";
import { escapeTemplate } from "../../model/variable.ts";
import { whenLine } from "../compare/conditions.ts";
import { settingSql } from "../objects/object-sql.ts";

/** A value as SET takes it. It is text, not a template: what looks like a variable stays as it is. */
function valueSql(name: string, value: string): string {
  const items = LIST_SETTINGS.has(name.toLowerCase()) ? splitListSetting(value) : undefined;
  // A name cannot be empty, but a list of one empty name is how a list is emptied.
  const list = items && (items.length === 0 ? [""] : items);
  const sql = list?.map((item) => (item === "" ? "''" : quoteIdentifier(item))).join(", ");
  return escapeTemplate(sql ?? quoteLiteral(value), {});
}

/** Those that go, then those that come or change, each in the order of names. */
function changes(before: Settings, after: Settings): string[] {
  const names = (settings: Settings) => Object.keys(settings).sort(compareText);
  return [
    ...names(before)
      .filter((name) => after[name] === undefined)
      .map((name) => `RESET ${settingSql(name)}`),
    ...names(after)
      .filter((name) => after[name] !== before[name])
      .map((name) => `SET ${settingSql(name)} TO ${valueSql(name, after[name] ?? "")}`),
  ];
}

// ALTER ROLE <role> IN DATABASE <database> SET <name> TO <value>
/** The settings of a role that come, change or go, everywhere and in the database that is connected to. */
export function renderSettings(before: Role | undefined, role: Role): string[] {
  const alter = `${whenLine(role.when)}ALTER ROLE ${quoteIdentifier(role.name)}`;
  // The runner fills in the name of the database that it is connected to.
  const inDatabase = `IN DATABASE ${quoteIdentifier("${database}")} `;
  return [
    ...changes(before?.settings ?? {}, role.settings ?? {}).map((change) => `${alter} ${change};`),
    ...changes(before?.settingsInDatabase ?? {}, role.settingsInDatabase ?? {}).map(
      (change) => `${alter} ${inDatabase}${change};`,
    ),
  ];
}
