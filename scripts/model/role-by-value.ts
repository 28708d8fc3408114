// What counts when roles are compared.
import { SETTINGS } from "./attributes.ts";
import type { Role } from "./role.ts";
import { settingByValue } from "./setting-units.ts";

/** A role whose settings are by value: `60000` milliseconds are `1min`. */
export function withUnits(role: Role): Role {
  const byValue = SETTINGS.flatMap(({ key }) => {
    const settings = Object.entries(role[key] ?? {});
    const values = settings.map(([name, value]) => [name, settingByValue(name, value)]);
    return values.length === 0 ? [] : [[key, Object.fromEntries(values)]];
  });
  return byValue.length === 0 ? role : { ...role, ...Object.fromEntries(byValue) };
}
