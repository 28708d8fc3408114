import { z } from "zod";
import { ATTRIBUTES, type Form, type RoleAttributes } from "../model/attributes.ts";
import { DEFAULT_KINDS, type DefaultKind } from "../model/default-privileges.ts";

const text = z.string().min(1);

const condition = z.record(z.string(), z.array(text));

/** The value of an attribute by its form. */
const VALUES = {
  flag: z.boolean(),
  count: z.int().min(-1),
  time: text,
  variable: text,
  text,
  settings: z.record(text, z.string()),
} satisfies Record<Form, z.ZodType>;

/** Attributes stand there where they are not what CREATE ROLE gives by itself. */
const attributes = Object.fromEntries(
  ATTRIBUTES.map(({ key, form, unlessSaid }): [string, z.ZodType] => {
    const value: z.ZodType = VALUES[form];
    return [key, unlessSaid === undefined ? value.optional() : value.default(unlessSaid)];
  }),
) as { readonly [Key in keyof RoleAttributes]-?: z.ZodType<RoleAttributes[Key]> };

const role = z.strictObject({
  name: text,
  management: z.enum(["managed", "shared", "external"]),
  ...attributes,
  when: condition.optional(),
  template: text.optional(),
  schema: text.optional(),
});

const membership = z.strictObject({
  role: text,
  member: text,
  admin: z.boolean(),
  inherit: z.boolean(),
  set: z.boolean(),
  when: condition.optional(),
});

/** One grantee's privileges on one object by one grantor: a line of the file. */
const grant = z.strictObject({
  on: text,
  to: text,
  privileges: text,
  grantable: z.literal(true).optional(),
  by: text.optional(),
  when: text.optional(),
});

/** The same of default privileges. */
const defaultGrant = grant.omit({ on: true }).extend({
  creator: text,
  schema: text.optional(),
  kind: z.enum(Object.keys(DEFAULT_KINDS) as [DefaultKind, ...DefaultKind[]]),
});

const ownership = z.strictObject({ on: text, owner: text });

const comment = z.strictObject({ on: text, text: z.string() });

const rename = z.strictObject({
  kind: z.enum(["schema", "relation", "column", "sequence", "type", "role"]),
  from: z.array(text).min(1),
  to: z.array(text).min(1),
});

const changes = <Schema extends z.ZodType>(entry: Schema) =>
  z.strictObject({ added: z.array(entry), removed: z.array(entry) });

/** delta.json. */
export const deltaFile = z.strictObject({
  version: z.literal(1),
  /** SHA-256 of the rest of this file, so that an edit by hand is noticed. */
  checksum: text,
  message: text,
  snapshot: z.strictObject({ id: text, parents: z.array(text) }),
  /** SHA-256 of the files beside this one as they were when they were proved. */
  files: z.record(z.string(), text),
  renames: z.array(rename),
  roles: changes(role),
  memberships: changes(membership),
  privileges: changes(grant),
  defaults: changes(defaultGrant),
  owners: changes(ownership),
  externalSchemas: changes(text),
  revokingSchemas: changes(text),
  sensitive: changes(text),
  comments: changes(comment),
  keptSequences: changes(z.strictObject({ column: text, sequence: text })),
});

/** A line of `privileges`. */
export type Grant = z.infer<typeof grant>;
/** A line of `defaults`. */
export type DefaultGrant = z.infer<typeof defaultGrant>;
/** What delta.json says. */
export type DeltaFile = z.infer<typeof deltaFile>;
