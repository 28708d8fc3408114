// Live roles → bodies of `roles`.
import type { RolesContext } from "../../declarations/declared-access.ts";
import type { RoleBody } from "../../declarations/language/roles-schema.ts";
import type { SettingBody } from "../../declarations/language/schema-of-roles.ts";
import { ATTRIBUTES, DEFAULT_ATTRIBUTES, SETTINGS } from "../../model/attributes.ts";
import { displayName } from "../../model/identifier.ts";
import type { Role } from "../../model/role.ts";
import { LIST_SETTINGS, type Settings, splitListSetting } from "../../model/setting.ts";
import { settingByValue } from "../../model/setting-units.ts";
import { tryContent } from "./probe.ts";
import type { TemplateName } from "./template-names.ts";

/** A role's body that is not empty. */
export type Body = NonNullable<RoleBody>;

/** Settings as they are written: a list of names as a list, that of one empty name as an empty text. */
function settingsBody(settings: Settings): Record<string, SettingBody> {
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => {
      const names = LIST_SETTINGS.has(name.toLowerCase()) ? splitListSetting(value) : undefined;
      if (names?.join() === "") return [name, ""];
      return [name, names && names.length > 0 ? names : settingByValue(name, value)];
    }),
  );
}

/** What a live role is: its attributes that are not as PostgreSQL gives them. */
function attributesOf(role: Role): Body {
  const said = ATTRIBUTES.flatMap((attribute) => {
    const value = role[attribute.key];
    if (value === undefined || value === DEFAULT_ATTRIBUTES[attribute.key]) return [];
    return [[attribute.yaml, typeof value === "object" ? settingsBody(value) : value]];
  });
  return Object.fromEntries(said);
}

/** Whether a role of this name and body would be accepted. */
function isAccepted(name: string, body: Body, { variables }: RolesContext): boolean {
  const nothing = {
    schemas: new Set<string>(),
    relations: new Map(),
    objects: new Map(),
    sensitive: new Set<string>(),
  };
  return tryContent({ roles: { [name]: body } }, { ...nothing, variables }).objections.length === 0;
}

/** What would be accepted of an attribute, settings one by one; what would not is told. */
function accepted(
  key: string,
  value: unknown,
  accepts: (value: unknown) => boolean,
  refuse: (key: string, value: unknown) => void,
): unknown {
  if (accepts(value)) return value;
  if (!SETTINGS.some(({ yaml }) => yaml === key)) return void refuse(key, value);
  const each = Object.entries(value as Record<string, SettingBody>);
  const kept = each.filter(([name, one]) => accepts({ [name]: one }));
  for (const [name, one] of each.filter((entry) => !kept.includes(entry))) refuse(`the setting ${name}`, one);
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

/** The body of an external role; undefined where the name cannot be said. */
export function externalBody({ template }: TemplateName, context: RolesContext): Body | undefined {
  const body: Body = { external: true };
  return isAccepted(template, body, context) ? body : undefined;
}

/** What a role is, as far as it can be said; undefined where not even the name can. */
export function roleBody(
  role: Role,
  { template, whose }: TemplateName,
  context: RolesContext,
  say: (unsaid: string) => void,
): Body | undefined {
  const shared: Body = whose === "own" ? {} : { shared: true };
  if (!isAccepted(template, shared, context)) return undefined;
  const body: Body = {};
  for (const [key, value] of Object.entries(attributesOf(role))) {
    const accepts = (some: unknown) => isAccepted(template, { ...shared, [key]: some }, context);
    const kept = accepted(key, value, accepts, (what, refused) =>
      say(`${what} of ${displayName(role.name)}: ${JSON.stringify(refused)}`),
    );
    if (kept !== undefined) Object.assign(body, { [key]: kept });
  }
  // The comment stands first.
  const { comment, ...others } = body;
  return { ...(comment !== undefined && { comment }), ...shared, ...others };
}
