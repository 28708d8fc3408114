// The zod shapes of what roles and schemas are.
import * as z from "zod";
import { ATTRIBUTES, type Attribute, type Form } from "../../model/attributes.ts";
import { DEFAULT_KINDS, type DefaultKind } from "../../model/default-privileges.ts";
import { type KeyOf, KIND_OF_KEY, kindFacts, OBJECT_KINDS } from "../../model/object-kinds.ts";
import { privileges, publicPrivileges } from "./schema-of-grants.ts";
import { addIssue, listOf, oneOrMore, roleName, schemas, text, when } from "./schema-parts.ts";

const membership = z.union([
  roleName,
  z.strictObject({
    role: roleName,
    admin: z.boolean().optional().describe("May give the membership on; false unless said"),
    inherit: z.boolean().optional().describe("Has the privileges without SET ROLE; true unless said"),
    set: z.boolean().optional().describe("May SET ROLE to it; true unless said"),
    when: when.optional(),
  }),
]);

const settingValue = z.union([z.string(), z.number(), z.boolean(), listOf(text)]);

const settings = z
  .record(z.string(), settingValue)
  .describe("Settings by name: durations and sizes with their unit, search_path as a list");

/** What stands behind the key of an attribute, by its form. */
const VALUES = {
  flag: z.boolean(),
  count: z.int32().min(-1),
  time: text,
  variable: text,
  text,
  settings,
} satisfies Record<Form, z.ZodType>;

const attributes = Object.fromEntries(
  ATTRIBUTES.map(({ yaml, form, description }) => {
    const value = VALUES[form].optional();
    return [yaml, description === undefined ? value : value.describe(description)];
  }),
) as { readonly [A in Attribute as A["yaml"]]: z.ZodOptional<(typeof VALUES)[A["form"]]> };

const { comment, ...otherAttributes } = attributes;

/** What a role is; what it gets stands beside it. */
export const roleShape = {
  comment,
  ...otherAttributes,
  shared: z.boolean().optional().describe("One role for all environments of the cluster, on purpose"),
  external: z.boolean().optional().describe("Made elsewhere: never created, altered or dropped here"),
  renamed_from: roleName.optional().describe("What the role was called before"),
  when: when.optional(),
  member_of: oneOrMore(membership).optional().describe("Roles that this one is a member of"),
  members: oneOrMore(membership).optional().describe("Roles that are members of this one"),
};

/** A role that goes. */
export const removedRole = z
  .strictObject({
    reassign_owned_to: roleName.optional().describe("Who gets what it owns; else it must own nothing"),
  })
  .describe("A role that goes: {}, or who gets what it owns");

/** What is said of the schemas that a pattern names. */
export const schemaBody = z
  .strictObject({
    owner: roleName.optional().describe("Owns the schema; else whoever applies the revisions"),
    objects_owner: roleName.optional().describe("Owns its tables, views, sequences and types"),
    external: z
      .literal(true)
      .optional()
      .describe("Made elsewhere: may be named, is never created or dropped"),
    unmanaged: z
      .enum(["keep", "revoke"])
      .optional()
      .describe("What roles have there that no file names; keep unless said"),
  })
  .describe("What is said of the schemas that the key names");

/** Where a role makes tables. */
export const creatorSchemas = schemas.describe("The schemas in which the role makes tables");

/** The keys of `default_privileges` that say for which kind of object. */
export const DEFAULT_KEYS = (Object.keys(DEFAULT_KINDS) as DefaultKind[]).map((of) => OBJECT_KINDS[of].key);
const KEY_LIST = DEFAULT_KEYS.map((key) => `\`${key}: true\``).join(", ");

const kind = z.literal(true).optional();
const kinds = Object.fromEntries(DEFAULT_KEYS.map((key) => [key, kind])) as Record<
  KeyOf<DefaultKind>,
  typeof kind
>;

type DefaultsTo = Partial<Record<"privileges" | "to" | "public" | "grant_option" | "in" | "when", unknown>>;

/** Default privileges are of roles, `privileges` and `to`, or what PUBLIC has, `public`. */
function checkDefaultsTo(entry: DefaultsTo, context: z.RefinementCtx): void {
  if (entry.public === undefined) {
    for (const key of ["privileges", "to"] as const)
      if (entry[key] === undefined) addIssue(context, [key], "missing-key", "", "");
    return;
  }
  for (const key of ["privileges", "to", "grant_option", "when"] as const) {
    if (entry[key] === undefined) continue;
    const help = "Make two entries of it: one for roles, one that says what PUBLIC has everywhere.";
    addIssue(context, [key], "default-public", `\`${key}\` does not go with \`public\``, help);
  }
  if (entry.in !== undefined && Array.isArray(entry.public) && entry.public.length === 0) {
    const message = "nothing can be taken from PUBLIC in single schemas";
    const help = "PostgreSQL adds what holds in a schema to what holds everywhere: take `in` away.";
    addIssue(context, ["in"], "default-public", message, help);
  }
}

/** Default privileges beyond what creators give. */
export const defaultPrivileges = z
  .strictObject({
    for: oneOrMore(roleName).describe("Whoever creates the objects"),
    in: schemas.optional().describe("Schemas; everywhere in the database unless said"),
    ...kinds,
    privileges: privileges.optional(),
    to: oneOrMore(roleName).optional(),
    public: publicPrivileges.optional(),
    grant_option: z.boolean().optional().describe("May give them on"),
    when: when.optional(),
  })
  .superRefine((entry, context) => {
    const [first, second] = DEFAULT_KEYS.filter((key) => entry[key]);
    const code = "default-kind";
    if (!first) {
      const message = "it is not said for which kind of object";
      addIssue(context, [], code, message, `Add one of: ${KEY_LIST}.`);
    } else if (second) {
      const message = `\`${second}\` stands beside \`${first}\``;
      addIssue(context, [second], code, message, "Make an entry for each kind of object.");
    } else if (entry.in !== undefined && kindFacts(KIND_OF_KEY[first]).path.length === 1) {
      const message = `\`in\` does not go with \`${first}\`, which lie in no schema`;
      addIssue(context, ["in"], code, message, "Take `in` away.");
    }
    checkDefaultsTo(entry, context);
  });

/** A membership with its options. */
export type MembershipBody = z.infer<typeof membership>;
/** A setting as it is written. */
export type SettingBody = z.infer<typeof settingValue>;
/** What is said of a role that goes. */
export type RemovedBody = z.infer<typeof removedRole>;
/** What is said of schemas. */
export type SchemaBody = z.infer<typeof schemaBody>;
/** Default privileges as they are said. */
export type DefaultsBody = z.infer<typeof defaultPrivileges>;
