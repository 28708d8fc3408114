import { conditionText } from "../model/condition.ts";
import { quoteLiteral } from "../model/identifier.ts";
import type { Role, RoleAttributes, Settings } from "../model/role.ts";

const WORDS: readonly (readonly [Exclude<keyof RoleAttributes, "connectionLimit">, string])[] = [
  ["login", "LOGIN"],
  ["superuser", "SUPERUSER"],
  ["createdb", "CREATEDB"],
  ["createrole", "CREATEROLE"],
  ["inherit", "INHERIT"],
  ["replication", "REPLICATION"],
  ["bypassrls", "BYPASSRLS"],
];

function settingTraits(settings: Settings = {}, place: string): [string, string][] {
  return Object.entries(settings).map(([name, value]) => [`${name}${place}`, `${name} = ${value}${place}`]);
}

/** What a role has, by what it is about: `LOGIN`, `VALID UNTIL '2027-…'`, `work_mem = 64MB`; undefined for nothing. */
function traits(role: Role): Map<string, string | undefined> {
  const { connectionLimit, validUntil, comment, passwordFrom, management } = role;
  return new Map([
    ...WORDS.map(([key, word]) => [word, role[key] ? word : `NO${word}`] as const),
    ["CONNECTION LIMIT", connectionLimit < 0 ? undefined : `CONNECTION LIMIT ${connectionLimit}`],
    ["VALID UNTIL", validUntil && `VALID UNTIL ${quoteLiteral(validUntil)}`],
    ["comment", comment && `the comment ${quoteLiteral(comment)}`],
    ["password", passwordFrom && `a password from ${passwordFrom}`],
    ...settingTraits(role.settings, ""),
    ...settingTraits(role.settingsInDatabase, " in this database"),
    ["management", `the management ${management}`],
    ["place", role.when ? `there where ${conditionText(role.when)}` : "there everywhere"],
  ]);
}

/** In what a role changed: `LOGIN, not NOLOGIN`, `no comment, not the comment 'Reads'`. */
export function roleChanges(before: Role, after: Role): string[] {
  const [was, is] = [traits(before), traits(after)];
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((key) => {
    const [old, now] = [was.get(key) ?? `no ${key}`, is.get(key) ?? `no ${key}`];
    return old === now ? [] : [`${now}, not ${old}`];
  });
}
