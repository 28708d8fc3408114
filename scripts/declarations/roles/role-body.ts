// An entry of `roles` → a role with its attributes.
import { displayName } from "../../model/identifier.ts";
import { newRole, type Role, type RoleAttributes, type Settings } from "../../model/role.ts";
import type { RoleBody } from "../language/roles-schema.ts";
import { parseValidUntil } from "../language/valid-until.ts";
import { child, keyPlaceOf, type Placed, placeOf, problemAt, type Report } from "../yaml/placed.ts";
import type { ConditionContext } from "./entry-context.ts";
import { resolveSettings } from "./role-settings.ts";
import { resolveWhen } from "./when.ts";

type Body = Placed<NonNullable<RoleBody>>;
type BodyKey = keyof Body["value"] & string;

/** The keys of attributes that are taken as they are. */
const ATTRIBUTES = {
  login: "login",
  superuser: "superuser",
  createdb: "createdb",
  createrole: "createrole",
  inherit: "inherit",
  replication: "replication",
  bypassrls: "bypassrls",
  connection_limit: "connectionLimit",
} as const satisfies Partial<Record<BodyKey, keyof RoleAttributes>>;

/** What an external role has none of here, since it is never created or altered. */
const NOT_EXTERNAL: readonly BodyKey[] = [
  "comment",
  ...(Object.keys(ATTRIBUTES) as (keyof typeof ATTRIBUTES)[]),
  "valid_until",
  "password_from",
  "settings",
  "settings_in_database",
  "renamed_from",
];

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

function validUntil(role: Body, report: Report): string | undefined {
  const said = child(role, "valid_until");
  const parsed = said ? parseValidUntil(said.value) : {};
  if (!("message" in parsed)) return parsed.time;
  if (said) report(problemAt(placeOf(said), "bad-time", parsed.message, parsed.help));
  return undefined;
}

/** The value may be a password that does not belong there: it is never shown. */
function passwordFrom(name: string, role: Body, report: Report): string | undefined {
  const said = child(role, "password_from");
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

function settingsOf(role: Body, key: "settings" | "settings_in_database", report: Report) {
  const said = child(role, key);
  const settings: Settings = said ? resolveSettings(said, report) : {};
  return Object.keys(settings).length > 0 ? settings : undefined;
}

/** A role as its body declares it; without a body it has no attribute. */
export function resolveRole(name: string, role: Body, context: ConditionContext): Role {
  const { report } = context;
  const { comment, shared, external } = role.value;
  const when = resolveWhen(role, context);
  if (external) {
    checkExternal(name, role, report);
    return newRole(name, { management: "external", ...(when && { when }) });
  }
  const attributes = Object.entries(ATTRIBUTES).flatMap(([key, attribute]) => {
    const value = role.value[key as keyof typeof ATTRIBUTES];
    return value === undefined ? [] : [[attribute, value]];
  });
  const until = validUntil(role, report);
  const password = passwordFrom(name, role, report);
  const settings = settingsOf(role, "settings", report);
  const settingsInDatabase = settingsOf(role, "settings_in_database", report);
  return newRole(name, {
    management: shared ? "shared" : "managed",
    ...(Object.fromEntries(attributes) as Partial<RoleAttributes>),
    ...(until !== undefined && { validUntil: until }),
    ...(password !== undefined && { passwordFrom: password }),
    ...(comment !== undefined && { comment }),
    ...(settings && { settings }),
    ...(settingsInDatabase && { settingsInDatabase }),
    ...(when && { when }),
  });
}
