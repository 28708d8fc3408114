// Rules of ldap2pg → roles: those that stand in the file; of what a directory gives nothing can be known here.
import type { Grant } from "../../declarations/language/schema-of-grants.ts";
import { displayName } from "../../model/identifier.ts";
import type { Body } from "../roles/role-bodies.ts";
import { type Fields, fieldsOf, listOf, otherKeys, textOf, textsOf } from "./foreign-text.ts";
import { type ProfileItem, profileItems } from "./ldap2pg-profiles.ts";
import { optionsOf, optionsOfMap } from "./option-words.ts";
import type { RolesDraft } from "./roles-draft.ts";

/** `__all__`: whatever there is. */
const EVERY = new Set(["__all__", "__any__", "__common__", "*"]);
const ROLE_KEYS = "name names options comment parent parents members config before_create after_create".split(
  " ",
);
const GRANT_KEYS =
  "privilege privileges acl role roles to database databases schema schemas owner owners".split(" ");

/** `{cn}`, `name_attribute: cn`: a value of the directory. */
const isDynamic = (text: string): boolean => /\{[^}]*\}/.test(text);

const both = (fields: Fields, ...keys: readonly string[]): string[] =>
  keys.flatMap((key) => textsOf(fields[key]));

function addRole(entry: unknown, draft: RolesDraft): void {
  const fields = typeof entry === "string" ? { name: entry } : fieldsOf(entry);
  const names = both(fields, "name", "names");
  const attributes = otherKeys(fields, ROLE_KEYS);
  if (names.length === 0 || names.some(isDynamic)) {
    draft.say(`roles of a directory: ${JSON.stringify(entry)}`);
    return;
  }
  const shown = names.join(", ");
  const refuse = (what: string) => draft.say(`${what} of ${shown}`);
  const { options } = fields;
  const body: Body =
    typeof options === "object" && !Array.isArray(options)
      ? optionsOfMap(fieldsOf(options), refuse)
      : optionsOf(textsOf(options).join(" "), refuse);
  const settings = fieldsOf(fields.config);
  for (const name of names) {
    draft.role(name, {
      ...(textOf(fields.comment) !== undefined && { comment: textOf(fields.comment) }),
      ...body,
      ...(Object.keys(settings).length > 0 && { settings: settings as NonNullable<Body["settings"]> }),
    });
    for (const parent of listOf(fields.parents ?? fields.parent)) {
      const group = textOf(fieldsOf(parent).name) ?? textOf(parent);
      if (group === undefined || isDynamic(group)) refuse(`membership in ${JSON.stringify(parent)}`);
      else draft.member(group, name);
    }
    for (const member of textsOf(fields.members))
      if (isDynamic(member)) refuse(`the members ${member}`);
      else draft.member(name, member);
  }
  for (const key of ["before_create", "after_create", ...attributes])
    if (fields[key] !== undefined) refuse(`\`${key}\`: ${JSON.stringify(fields[key])}`);
}

/** Whom, where, and whose later things a rule of grants means. */
interface Reach {
  readonly roles: readonly string[];
  /** Empty: in all schemas. */
  readonly schemas: readonly string[];
  readonly owners: readonly string[];
}

function giveKind(
  on: ProfileItem["on"],
  items: readonly ProfileItem[],
  reach: Reach,
  draft: RolesDraft,
): void {
  const { roles, schemas, owners } = reach;
  const privilegesOf = (which: "now" | "later") =>
    [...new Set(items.filter((item) => item[which]).map(({ privilege }) => privilege))] as Extract<
      Grant["privileges"],
      readonly unknown[]
    >;
  const starts = schemas.length === 0 ? ["*"] : schemas.map((schema) => draft.schema(schema));
  const [now, later] = [privilegesOf("now"), privilegesOf("later")];
  for (const role of roles) {
    if (now.length > 0) {
      if (on === "database") draft.grant(role, { privileges: now, database: "current" });
      else if (on === "schemas") draft.grant(role, { privileges: now, schemas: starts });
      else if (on === "languages") draft.say(`${now.join(", ")} on languages of ${role}: name them`);
      else draft.grant(role, { privileges: now, [on]: starts.map((start) => `${start}.*`) });
    }
    if (later.length === 0 || on === "database" || on === "schemas" || on === "languages") continue;
    for (const owner of owners.length === 0 ? [undefined] : owners)
      draft.byDefault(owner, role, {
        ...(schemas.length > 0 && { in: schemas.map(displayName) }),
        [on]: true,
        privileges: later,
      });
  }
}

function addGrant(entry: unknown, file: Fields, database: string | undefined, draft: RolesDraft): void {
  const fields = fieldsOf(entry);
  const roles = both(fields, "role", "roles", "to");
  const refuse = (what: string) => draft.say(`${what} in ${JSON.stringify(entry)}`);
  if (roles.length === 0 || roles.some(isDynamic)) {
    refuse("a grant to roles of a directory");
    return;
  }
  const databases = both(fields, "database", "databases").filter((name) => !EVERY.has(name));
  if (database !== undefined && databases.length > 0 && !databases.includes(database)) return;
  const schemas = both(fields, "schema", "schemas").filter((name) => !EVERY.has(name));
  const said = both(fields, "owner", "owners").filter((name) => name !== "__auto__");
  const query = fieldsOf(file.postgres).owners_query;
  const owners = said.length > 0 ? said : Array.isArray(query) ? textsOf(query) : [];
  const profiles = fieldsOf(file.privileges ?? file.acl_dict);
  const items = both(fields, "privilege", "privileges", "acl").flatMap((name) =>
    profileItems(name, profiles, refuse),
  );
  for (const on of new Set(items.map((item) => item.on)))
    giveKind(
      on,
      items.filter((item) => item.on === on),
      { roles, schemas, owners },
      draft,
    );
  for (const key of otherKeys(fields, GRANT_KEYS)) refuse(`\`${key}\``);
}

/** The rules; before 6 they were called otherwise, and could be grouped by database and schema. */
function rulesOf(value: unknown): Fields[] {
  const file = fieldsOf(Array.isArray(value) ? { rules: value } : value);
  const rules = file.rules ?? file.sync_map;
  if (Array.isArray(rules)) return rules.map(fieldsOf);
  return Object.entries(fieldsOf(rules)).flatMap(([database, inside]) => {
    const bySchema = Array.isArray(inside) ? { __any__: inside } : fieldsOf(inside);
    return Object.entries(bySchema).flatMap(([schema, list]) =>
      listOf(list).map((rule) => {
        const { grant, grants, ...others } = fieldsOf(rule);
        const placed = [...listOf(grant), ...listOf(grants)].map((one) => ({
          database,
          schema,
          ...fieldsOf(one),
        }));
        return { ...others, grants: placed };
      }),
    );
  });
}

/** The databases that the rules name. */
export const databasesOf = (value: unknown): string[] => [
  ...new Set(
    rulesOf(value)
      .flatMap(({ grant, grants }) => [...listOf(grant), ...listOf(grants)].map(fieldsOf))
      .flatMap((one) => both(one, "database", "databases"))
      .filter((name) => !EVERY.has(name)),
  ),
];

/**
 * Reads a configuration.
 *
 * @param database of several the one that is meant
 */
export function fromLdap2pg(value: unknown, draft: RolesDraft, database: string | undefined): void {
  const file = fieldsOf(value);
  for (const rule of rulesOf(value)) {
    for (const key of ["ldapsearch", "ldap"])
      if (rule[key] !== undefined) draft.say(`a search in a directory: ${JSON.stringify(rule[key])}`);
    for (const entry of [...listOf(rule.role), ...listOf(rule.roles)]) addRole(entry, draft);
    for (const entry of [...listOf(rule.grant), ...listOf(rule.grants)])
      addGrant(entry, file, database, draft);
    const others = otherKeys(rule, "description ldapsearch ldap role roles grant grants".split(" "));
    for (const key of others) draft.say(`\`${key}\` of a rule: ${JSON.stringify(rule[key])}`);
  }
}
