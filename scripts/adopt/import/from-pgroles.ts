// A manifest of pgroles → roles: profiles are written out for their schemas, as there.
import type { Grant } from "../../declarations/language/schema-of-grants.ts";
import { displayName } from "../../model/identifier.ts";
import type { Body } from "../roles/role-bodies.ts";
import { type Fields, fieldsOf, flagOf, listOf, otherKeys, textOf, textsOf } from "./foreign-text.ts";
import type { RolesDraft } from "./roles-draft.ts";

const SECTIONS = [
  ..."default_owner profiles schemas roles grants default_privileges memberships retirements auth_providers".split(
    " ",
  ),
  // Of the operator on Kubernetes.
  ..."apiVersion kind metadata".split(" "),
];
const FLAGS = [
  "login",
  "superuser",
  "createdb",
  "createrole",
  "inherit",
  "replication",
  "bypassrls",
] as const;
const ROLE_KEYS = [...FLAGS, "name", "connection_limit", "comment", "password", "password_valid_until"];

/** What the types of objects are called here. */
const KEYS: Readonly<Record<string, "tables" | "sequences" | "routines" | "types">> = {
  table: "tables",
  view: "tables",
  materialized_view: "tables",
  sequence: "sequences",
  function: "routines",
  type: "types",
};

function roleOf(fields: Fields, draft: RolesDraft): void {
  const name = textOf(fields.name);
  if (name === undefined) {
    draft.say(`a role without a name: ${JSON.stringify(fields)}`);
    return;
  }
  const body: Record<string, unknown> = {};
  for (const key of FLAGS) {
    const flag = flagOf(fields[key]);
    if (flag !== undefined && flag !== (key === "inherit")) body[key] = flag;
  }
  if (typeof fields.connection_limit === "number") body.connection_limit = fields.connection_limit;
  if (textOf(fields.comment) !== undefined) body.comment = textOf(fields.comment);
  if (textOf(fields.password_valid_until) !== undefined)
    body.valid_until = textOf(fields.password_valid_until);
  const variable = textOf(fieldsOf(fields.password).from_env);
  if (variable !== undefined) body.password_from = variable;
  else if (fields.password !== undefined)
    draft.say(`the password of ${name}: \`password_from\` names an environment variable`);
  draft.role(name, body as Body);
  for (const key of otherKeys(fields, ROLE_KEYS))
    draft.say(`\`${key}\` of ${name}: ${JSON.stringify(fields[key])}`);
}

type Privileges = Extract<Grant["privileges"], readonly unknown[]>;

/** `[select]` → privileges; what is none is refused with the whole file. */
const privilegesOf = (value: unknown): Privileges =>
  textsOf(value).map((word) => word.toUpperCase()) as Privileges;

/** A grant on what `object` names; in a profile its schema is left open. @returns why there is none */
function grantFor(entry: Fields, inSchema: string | undefined, draft: RolesDraft): Grant | string {
  const object = fieldsOf(entry.object ?? entry.on);
  const privileges = privilegesOf(entry.privileges);
  const type = textOf(object.type) ?? "";
  const schema = textOf(object.schema) ?? inSchema;
  const name = textOf(object.name);
  if (type === "database") return { privileges, database: "current" };
  if (type === "schema") {
    const named = name ?? schema;
    return named === undefined ? "no schema is named" : { privileges, schemas: draft.schema(named) };
  }
  const key = KEYS[type];
  if (key === undefined || schema === undefined) return "it does not say on what";
  const isAll = name === undefined || name === "*";
  // A pattern of tables reaches views too.
  if (isAll && /view$/.test(type)) return "name the views one by one, or take them with the tables";
  const last = isAll ? "*" : type === "function" ? name : displayName(name);
  return { privileges, [key]: `${draft.schema(schema)}.${last}` };
}

function grantOf(role: string, entry: Fields, inSchema: string | undefined, draft: RolesDraft): void {
  const grant = grantFor(entry, inSchema, draft);
  if (typeof grant === "string") {
    draft.say(`${JSON.stringify(entry)} of ${role}: ${grant}`);
    return;
  }
  if (typeof grant.tables === "string" && grant.tables.endsWith(".*"))
    draft.say(`that ${grant.tables} of ${role} is tables alone there: here it reaches views too`);
  draft.grant(role, grant);
}

function defaultsOf(
  entry: Fields,
  {
    owner,
    schema,
    role,
  }: { readonly owner: string | undefined; readonly schema: string | undefined; readonly role?: string },
  draft: RolesDraft,
): void {
  const grantee = textOf(entry.role) ?? role;
  const key = KEYS[textOf(entry.on_type) ?? ""];
  if (grantee === undefined || key === undefined) {
    draft.say(`default privileges: ${JSON.stringify(entry)}`);
    return;
  }
  draft.byDefault(owner, grantee, {
    ...(schema !== undefined && { in: draft.schema(schema) }),
    [key]: true,
    privileges: privilegesOf(entry.privileges),
  });
}

function schemaOf(
  fields: Fields,
  profiles: Fields,
  defaultOwner: string | undefined,
  draft: RolesDraft,
): void {
  const schema = textOf(fields.name);
  if (schema === undefined) return;
  draft.schema(schema);
  const own = textOf(fields.owner);
  if (own !== undefined) draft.owner(own, { schemas: displayName(schema) }, [schema]);
  const owner = own ?? defaultOwner;
  const pattern = textOf(fields.role_pattern) ?? "{schema}-{profile}";
  for (const profile of textsOf(fields.profiles)) {
    const role = pattern.replaceAll("{schema}", schema).replaceAll("{profile}", profile);
    const body = fieldsOf(profiles[profile]);
    draft.role(role, {
      comment: `The profile ${profile} in ${schema}`,
      ...(flagOf(body.login) && { login: true }),
    });
    for (const entry of listOf(body.grants)) grantOf(role, fieldsOf(entry), schema, draft);
    for (const entry of listOf(body.default_privileges))
      defaultsOf(fieldsOf(entry), { owner, schema, role }, draft);
  }
}

/** Reads a manifest, or a policy of its operator, whose `spec` is one. */
export function fromPgroles(value: unknown, draft: RolesDraft): void {
  const whole = fieldsOf(value);
  const manifest = fieldsOf(whole.spec ?? whole);
  const defaultOwner = textOf(manifest.default_owner);
  for (const entry of listOf(manifest.roles)) roleOf(fieldsOf(entry), draft);
  for (const entry of listOf(manifest.schemas))
    schemaOf(fieldsOf(entry), fieldsOf(manifest.profiles), defaultOwner, draft);
  for (const entry of listOf(manifest.grants)) {
    const role = textOf(fieldsOf(entry).role);
    if (role === undefined) draft.say(`a grant to nobody: ${JSON.stringify(entry)}`);
    else grantOf(role, fieldsOf(entry), undefined, draft);
  }
  for (const entry of listOf(manifest.default_privileges).map(fieldsOf))
    for (const given of listOf(entry.grant))
      defaultsOf(
        fieldsOf(given),
        { owner: textOf(entry.owner) ?? defaultOwner, schema: textOf(entry.schema) },
        draft,
      );
  for (const entry of listOf(manifest.memberships).map(fieldsOf))
    for (const member of listOf(entry.members).map((one) =>
      typeof one === "string" ? { name: one } : fieldsOf(one),
    )) {
      const [role, name] = [textOf(entry.role), textOf(member.name)];
      const { admin, inherit } = member as Fields;
      if (role !== undefined && name !== undefined)
        draft.member(role, name, { admin: flagOf(admin) === true, inherit: flagOf(inherit) !== false });
    }
  for (const { role, reassign_owned_to: heir } of listOf(manifest.retirements).map(fieldsOf))
    draft.say(
      `that ${textOf(role)} goes${heir ? `, and ${textOf(heir)} gets what it owns` : ""}: \`removed\` is for roles of this project`,
    );
  for (const provider of listOf(manifest.auth_providers))
    draft.say(`a provider of logins: ${JSON.stringify(provider)}`);
  for (const key of otherKeys(manifest, SECTIONS)) draft.say(`the section \`${key}\``);
}
