// A spec of pgbedrock → roles. Write access brings read access with it, and `schema.*` what comes later, as there.
import type { Grant } from "../../declarations/language/schema-of-grants.ts";
import { displayName, splitPath } from "../../model/identifier.ts";
import { type Fields, fieldsOf, flagOf, otherKeys, textsOf } from "./foreign-text.ts";
import { optionsOf } from "./option-words.ts";
import type { RolesDraft } from "./roles-draft.ts";

type Privileges = Extract<Grant["privileges"], readonly unknown[]>;

const READ = {
  tables: ["SELECT"],
  sequences: ["SELECT"],
  schemas: ["USAGE"],
} as const satisfies Record<string, Privileges>;
const WRITE = {
  tables: ["SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER"],
  sequences: ["SELECT", "USAGE", "UPDATE"],
  schemas: ["USAGE", "CREATE"],
} as const satisfies Record<string, Privileges>;

type Kind = keyof typeof READ;
const KINDS = Object.keys(READ) as Kind[];
const KEYS = [
  "can_login",
  "is_superuser",
  "attributes",
  "member_of",
  "owns",
  "privileges",
  "has_personal_schema",
];
const PERSONAL = "personal_schemas";

type Spec = ReadonlyMap<string, Fields>;

/** The members of a role, and theirs. */
function membersOf(role: string, spec: Spec, seen = new Set<string>()): Set<string> {
  for (const [name, body] of spec)
    if (!seen.has(name) && textsOf(body.member_of).includes(role)) membersOf(name, spec, seen.add(name));
  return seen;
}

/** Who may make something in each schema: its owner, who may write, and their members. Superusers may everywhere. */
function writersOf(spec: Spec): Map<string, Set<string>> {
  const writers = new Map<string, Set<string>>();
  const add = (schema: string, names: Iterable<string>) =>
    writers.set(schema, new Set([...(writers.get(schema) ?? []), ...names]));
  const superusers = [...spec].filter(([, body]) => flagOf(body.is_superuser)).map(([name]) => name);
  for (const [role, body] of spec) {
    for (const schema of textsOf(fieldsOf(body.owns).schemas)) add(schema, [role, ...superusers]);
    const write = textsOf(fieldsOf(fieldsOf(body.privileges).schemas).write);
    for (const schema of write) add(schema, [role, ...membersOf(role, spec), ...superusers]);
  }
  return writers;
}

/** `finance."Q2 revenue"` → its pattern; names its schema. */
function patternOf(item: string, draft: RolesDraft): { pattern: string; schema: string; whole: boolean } {
  const [schema = item, name] = splitPath(item) ?? [];
  const start = draft.schema(schema);
  if (name === undefined) return { pattern: start, schema, whole: false };
  return { pattern: `${start}.${name === "*" ? name : displayName(name)}`, schema, whole: name === "*" };
}

function addPrivileges(role: string, given: Fields, spec: Spec, draft: RolesDraft): void {
  const writers = writersOf(spec);
  for (const kind of KINDS) {
    const access = fieldsOf(given[kind]);
    for (const [word, privileges] of [
      ["read", READ[kind]],
      ["write", WRITE[kind]],
    ] as const) {
      const items = textsOf(access[word]);
      const personal = items.filter((item) => item.split(".")[0] === PERSONAL);
      for (const item of personal)
        draft.say(`${word} on ${kind} ${item} of ${role}: name the schemas one by one`);
      const named = items.filter((item) => !personal.includes(item)).map((item) => patternOf(item, draft));
      if (named.length === 0) continue;
      draft.grant(role, { privileges: [...privileges], [kind]: named.map(({ pattern }) => pattern) });
      if (kind === "schemas") continue;
      for (const { schema } of named.filter(({ whole }) => whole))
        for (const writer of [...(writers.get(schema) ?? [])].filter((name) => name !== role))
          draft.byDefault(writer, role, {
            in: displayName(schema),
            [kind]: true,
            privileges: [...privileges],
          });
    }
    for (const key of otherKeys(access, ["read", "write"]))
      draft.say(`\`${key}\` on ${kind} of ${role}: ${JSON.stringify(access[key])}`);
  }
}

function addRole(role: string, body: Fields, spec: Spec, draft: RolesDraft): void {
  const refuse = (what: string) => draft.say(`${what} of ${role}`);
  const flags = { login: flagOf(body.can_login), superuser: flagOf(body.is_superuser) };
  draft.role(role, {
    ...(flags.login === true && { login: true }),
    ...(flags.superuser === true && { superuser: true }),
    ...Object.assign({}, ...textsOf(body.attributes).map((text) => optionsOf(text, refuse))),
  });
  for (const group of textsOf(body.member_of)) draft.member(group, role);
  const owns = fieldsOf(body.owns);
  for (const kind of KINDS) {
    const named = textsOf(owns[kind]).map((item) => patternOf(item, draft));
    if (named.length > 0)
      draft.owner(role, { [kind]: named.map(({ pattern }) => pattern) }, [
        ...new Set(named.map(({ schema }) => schema)),
      ]);
  }
  // A superuser's privileges are not configured.
  if (!flags.superuser) addPrivileges(role, fieldsOf(body.privileges), spec, draft);
  if (flagOf(body.has_personal_schema))
    draft.say(`the personal schema of ${role}: schemas are made by definitions`);
  for (const key of otherKeys(body, KEYS)) draft.say(`\`${key}\` of ${role}: ${JSON.stringify(body[key])}`);
}

/** Reads a spec. */
export function fromPgbedrock(value: unknown, draft: RolesDraft): void {
  const spec: Spec = new Map(Object.entries(fieldsOf(value)).map(([role, body]) => [role, fieldsOf(body)]));
  for (const [role, body] of spec) addRole(role, body, spec, draft);
}
