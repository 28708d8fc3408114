// An entry of `roles` → a role with its attributes.
import { ATTRIBUTES, type Attribute, type RoleAttributes } from "../../model/attributes.ts";
import { displayName } from "../../model/identifier.ts";
import { newRole, type Role } from "../../model/role.ts";
import type { RoleBody } from "../language/roles-schema.ts";
import type { SettingBody } from "../language/schema-of-roles.ts";
import { parseValidUntil } from "../language/valid-until.ts";
import { child, keyPlaceOf, type Placed, placeOf, problemAt, type Report } from "../yaml/placed.ts";
import type { ConditionContext } from "./entry-context.ts";
import { resolveSettings } from "./role-settings.ts";
import { resolveWhen } from "./when.ts";

type Body = Placed<NonNullable<RoleBody>>;

/** What an external role has none of here, since it is never created or altered. */
const NOT_EXTERNAL = [...ATTRIBUTES.map(({ yaml }) => yaml), "renamed_from"] as const;

/** In capitals, so that hardly a password passes for one. */
const ENVIRONMENT_VARIABLE = /^[A-Z_][A-Z0-9_]*$/;

function checkExternal(name: string, role: Body, report: Report): void {
  for (const key of NOT_EXTERNAL) {
    const attribute = child(role, key);
    if (!attribute) continue;
    const message = `\`${key}\` cannot be said of ${displayName(name)}, which is external`;
    const help = "An external role is never altered: take it away, or take `external` away.";
    report(problemAt(keyPlaceOf(attribute), "external-attribute", message, help));
  }
}

function validUntil(said: Placed<string> | undefined, report: Report): string | undefined {
  const parsed = said ? parseValidUntil(said.value) : {};
  if (!("message" in parsed)) return parsed.time;
  if (said) report(problemAt(placeOf(said), "bad-time", parsed.message, parsed.help));
  return undefined;
}

/** The value may be a password that does not belong there: it is never shown. */
function passwordFrom(said: Placed<string> | undefined, name: string, role: Body, report: Report) {
  if (!said) return undefined;
  if (!ENVIRONMENT_VARIABLE.test(said.value)) {
    const message = "`password_from` is the name of an environment variable, never the password";
    const help = "Write a name in capitals, like RENTAL_SYNC_PASSWORD.";
    report(problemAt(placeOf(said), "environment-variable", message, help));
  } else if (!role.value.login) {
    const message = `${displayName(name)} has a password, but no \`login\``;
    const help = "Say `login: true`, or take `password_from` away.";
    report(problemAt(keyPlaceOf(said), "password-without-login", message, help));
  }
  return said.value;
}

function settingsOf(said: Placed<Readonly<Record<string, SettingBody>>> | undefined, report: Report) {
  const settings = said ? resolveSettings(said, report) : {};
  return Object.keys(settings).length > 0 ? settings : undefined;
}

/** What the body says of an attribute; undefined for nothing, and after a report. */
function attributeOf(attribute: Attribute, name: string, role: Body, report: Report) {
  switch (attribute.form) {
    case "flag":
    case "count":
    case "text":
      return role.value[attribute.yaml];
    case "time":
      return validUntil(child(role, attribute.yaml), report);
    case "variable":
      return passwordFrom(child(role, attribute.yaml), name, role, report);
    case "settings":
      return settingsOf(child(role, attribute.yaml), report);
  }
}

/** A role as its body declares it; without a body it has no attribute. */
export function resolveRole(name: string, role: Body, context: ConditionContext): Role {
  const { report } = context;
  const { shared, external } = role.value;
  const when = resolveWhen(role, context);
  if (external) {
    checkExternal(name, role, report);
    return newRole(name, { management: "external", ...(when && { when }) });
  }
  const attributes = ATTRIBUTES.flatMap((attribute) => {
    const value = attributeOf(attribute, name, role, report);
    return value === undefined ? [] : [[attribute.key, value]];
  });
  return newRole(name, {
    management: shared ? "shared" : "managed",
    ...(Object.fromEntries(attributes) as Partial<RoleAttributes>),
    ...(when && { when }),
  });
}
