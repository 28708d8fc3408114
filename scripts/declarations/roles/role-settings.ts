// `settings` → parameters and their values.
import { compareText } from "../../model/identifier.ts";
import { LIST_SETTINGS, listSetting, type Settings } from "../../model/setting.ts";
import { SETTING_UNITS, UNITS } from "../../model/setting-units.ts";
import type { SettingBody } from "../language/schema-of-roles.ts";
import { entries, items, keyPlaceOf, type Placed, placeOf, problemAt, type Report } from "../yaml/placed.ts";

/** Settings that a server does not write in lower case, however they are said. */
const MIXED_CASE: ReadonlyMap<string, string> = new Map(
  ["DateStyle", "IntervalStyle", "TimeZone"].map((name) => [name.toLowerCase(), name]),
);

const SETTING_NAME = /^[a-z_][\w$]*(?:\.[a-z_][\w$]*)*$/i;

/** The name as the server keeps it; an extension's, which it need not know, as it is. */
function settingName(said: string): string {
  const lower = said.toLowerCase();
  return said.includes(".") ? said : (MIXED_CASE.get(lower) ?? lower);
}

/** What is wrong with a number of a setting that has units; undefined where nothing is. */
function unitProblem(name: string, value: string): [message: string, help: string] | undefined {
  const unit = SETTING_UNITS.get(name);
  const number = /^\s*([+-]?[\d.]+)\s*(.*?)\s*$/.exec(value);
  // 0 and -1 switch things off.
  if (!unit || !number || Number(value) === 0 || Number(value) === -1) return undefined;
  const [, amount = "", said = ""] = number;
  const units = UNITS[unit.kind];
  if (units.includes(said)) return undefined;
  if (said !== "") {
    return [`${said} is no unit of ${name}`, `Its units are ${units.join(", ")}, in this case.`];
  }
  const meant = Number(amount) * (unit.factor ?? 1);
  const larger = units[units.indexOf(unit.base) + 1];
  const help = `${amount} is ${meant} ${unit.base}: write ${meant}${unit.base} or ${amount}${larger}.`;
  return [`${name} needs a unit`, help];
}

/** The value as the server keeps it; undefined after a report. */
function resolveValue(name: string, said: Placed<SettingBody>, report: Report): string | undefined {
  const { value } = said;
  const at = placeOf(said);
  if (LIST_SETTINGS.has(name)) {
    const names = items<string | number | boolean>(said as Placed<string | readonly string[]>);
    if (
      names.every(
        (item) => typeof item.value === "string" && (Array.isArray(value) || !item.value.includes(",")),
      )
    )
      return listSetting(names.map((item) => String(item.value)));
    const parts = typeof value === "string" ? value.split(",").map((part) => part.trim()) : ["a", "b"];
    const help = `Write it as a list: [${parts.join(", ")}].`;
    report(problemAt(at, "setting-list", `${name} is a list of names`, help));
    return undefined;
  }
  if (typeof value === "object") {
    const help = `Write one text; lists are: ${[...LIST_SETTINGS].join(", ")}.`;
    report(problemAt(at, "setting-list", `${name} is not a list of names`, help));
    return undefined;
  }
  const text = typeof value === "boolean" ? (value ? "on" : "off") : String(value);
  const wrong = unitProblem(name, text);
  if (wrong) report(problemAt(at, "setting-unit", ...wrong));
  return wrong ? undefined : text;
}

/** `settings` of a role, names and values as the server keeps them. */
export function resolveSettings(
  said: Placed<Readonly<Record<string, SettingBody>>>,
  report: Report,
): Settings {
  const settings = new Map<string, string>();
  const places = new Map<string, Placed<SettingBody>>();
  for (const [key, body] of entries(said)) {
    const name = settingName(key);
    const first = places.get(name);
    if (!SETTING_NAME.test(key)) {
      const help = "It has letters, digits and underscores, like statement_timeout.";
      report(problemAt(keyPlaceOf(body), "setting-name", `${JSON.stringify(key)} is no setting`, help));
    } else if (first) {
      const related = [{ message: "the other one is here", at: keyPlaceOf(first) }];
      report(
        problemAt(keyPlaceOf(body), "declared-twice", `${name} is set twice`, "Keep one of them.", related),
      );
    } else {
      places.set(name, body);
      const value = resolveValue(name, body, report);
      if (value !== undefined) settings.set(name, value);
    }
  }
  return Object.fromEntries([...settings].sort(([a], [b]) => compareText(a, b)));
}
