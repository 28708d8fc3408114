// Settings of roles that differ → ALTER ROLE … SET and RESET.

import { SETTINGS } from "../../model/attributes.ts";
import { compareText, quoteIdentifier, quoteLiteral } from "../../model/identifier.ts";
import type { Role } from "../../model/role.ts";
import { LIST_SETTINGS, type Settings, splitListSetting } from "../../model/setting.ts";
import { settingByValue } from "../../model/setting-units.ts";
import { escapeTemplate } from "../../model/variable.ts";
import type { Statement } from "../../sql/statement.ts";
import { directed } from "../compare/conditions.ts";
import { DATABASE, settingPath } from "../objects/object-sql.ts";

/** A value as SET takes it. It is text, not a template: what looks like a variable stays as it is. */
function valueSql(name: string, value: string): string {
  const items = LIST_SETTINGS.has(name.toLowerCase()) ? splitListSetting(value) : undefined;
  // A name cannot be empty, but a list of one empty name is how a list is emptied.
  const list = items && (items.length === 0 ? [""] : items);
  const sql = list?.map((item) => (item === "" ? "''" : quoteIdentifier(item))).join(", ");
  return escapeTemplate(sql ?? quoteLiteral(value), {});
}

const meant = (name: string, settings: Settings): string => settingByValue(name, settings[name] ?? "");

/** Those that go, then those that come or change, each in the order of names. */
function changes(role: Role, before: Settings, after: Settings, database?: string): Statement[] {
  const names = (settings: Settings) => Object.keys(settings).sort(compareText);
  const about = (name: string) => ({
    role: role.name,
    ...(database !== undefined && { database }),
    setting: settingPath(name),
    ...directed(role.when),
  });
  return [
    ...names(before)
      .filter((name) => after[name] === undefined)
      .map((name): Statement => ({ kind: "reset in role", ...about(name) })),
    ...names(after)
      .filter((name) => before[name] === undefined || meant(name, after) !== meant(name, before))
      .map(
        (name): Statement => ({
          kind: "set in role",
          ...about(name),
          value: valueSql(name, after[name] ?? ""),
        }),
      ),
  ];
}

// ALTER ROLE <role> IN DATABASE <database> SET <name> TO <value>
/** The settings of a role that come, change or go, everywhere and in the database that is connected to. */
export function renderSettings(before: Role | undefined, role: Role): Statement[] {
  return SETTINGS.flatMap(({ key, inDatabase }) =>
    changes(role, before?.[key] ?? {}, role[key] ?? {}, inDatabase ? DATABASE : undefined),
  );
}
