// Profiles of privileges of ldap2pg, built-in ones too → privileges on kinds of objects.
import { PRIVILEGES } from "../../declarations/language/schema-of-grants.ts";
import type { Privilege } from "../../model/privilege.ts";
import { type Fields, fieldsOf, listOf, textOf } from "./foreign-text.ts";

/** What a profile gives on one kind of object. */
export interface ProfileItem {
  readonly privilege: Privilege;
  readonly on: "database" | "schemas" | "tables" | "sequences" | "routines" | "types" | "languages";
  /** On what is there, and on what comes later. */
  readonly now: boolean;
  readonly later: boolean;
}

const ALL_OF: Readonly<Record<string, string>> = {
  schemas: "create usage",
  tables: "delete insert select truncate update references trigger",
  sequences: "select update usage",
  functions: "execute",
};

/** Names of which there is one kind of object only. */
const ONE_KIND: Readonly<Record<string, string>> = {
  connect: "database",
  temporary: "database",
  delete: "tables",
  insert: "tables",
  truncate: "tables",
  references: "tables",
  trigger: "tables",
  execute: "functions",
};

const KINDS: Readonly<Record<string, ProfileItem["on"]>> = {
  database: "database",
  schemas: "schemas",
  tables: "tables",
  sequences: "sequences",
  functions: "routines",
  routines: "routines",
  types: "types",
  languages: "languages",
};

const privilegeOf = (word: string): Privilege | undefined =>
  PRIVILEGES.find((privilege) => privilege === word.toUpperCase());

/** `__select_on_tables__`, `__default_select_on_tables__`, `__select_on_all_tables__`, `__all_on_tables__`, `__connect__`. */
function builtIn(name: string): ProfileItem[] | undefined {
  const [, isDefault, word = "", isAll, plural] =
    /^__(default_)?([a-z]+)(?:_on_(all_)?([a-z]+))?__$/.exec(name) ?? [];
  const kind = plural ?? ONE_KIND[word];
  const on = KINDS[kind ?? ""];
  if (kind === undefined || on === undefined) return undefined;
  const reach = { now: isDefault === undefined, later: isAll === undefined };
  const comesLater = on === "tables" || on === "sequences" || on === "routines";
  const words = word === "all" ? (ALL_OF[kind] ?? "").split(" ") : [word];
  const privileges = words.map(privilegeOf);
  if (privileges.some((privilege) => privilege === undefined)) return undefined;
  return privileges.flatMap((privilege) =>
    privilege === undefined ? [] : [{ privilege, on, now: reach.now, later: reach.later && comesLater }],
  );
}

/** `{type: SELECT, on: ALL TABLES IN SCHEMA}`, `{default: schema, type: SELECT, on: TABLES}`. */
function typed(fields: Fields): ProfileItem[] | undefined {
  const privilege = privilegeOf(textOf(fields.type) ?? "");
  const [, kind = ""] = /^(?:ALL )?(\w+?)S?(?: IN SCHEMA)?$/i.exec(textOf(fields.on) ?? "") ?? [];
  const on = KINDS[kind.toLowerCase()] ?? KINDS[`${kind.toLowerCase()}s`];
  if (privilege === undefined || on === undefined) return undefined;
  const later = fields.default !== undefined;
  return [{ privilege, on, now: !later, later }];
}

/**
 * What a profile gives, with all that it includes.
 *
 * @param refuse told of what is no profile, and of privileges that are made of SQL
 */
export function profileItems(
  name: string,
  profiles: Fields,
  refuse: (what: string) => void,
  within: readonly string[] = [],
): ProfileItem[] {
  const own = Object.hasOwn(profiles, name) ? profiles[name] : undefined;
  if (own === undefined || within.includes(name)) {
    const items = within.includes(name) ? undefined : builtIn(name);
    if (items === undefined) refuse(`the privilege ${name}`);
    return items ?? [];
  }
  return listOf(own).flatMap((item) => {
    if (typeof item === "string") return profileItems(item, profiles, refuse, [...within, name]);
    const items = typed(fieldsOf(item));
    if (items === undefined) refuse(`of the privilege ${name}: ${JSON.stringify(item)}`);
    return items ?? [];
  });
}
