/** The shapes of what stands in delta.json. */
import * as z from "zod";
import { ATTRIBUTES, type Form, type RoleAttributes } from "../model/attributes.ts";
import { DEFAULT_KINDS, type DefaultKind } from "../model/default-privileges.ts";
import { SQL_OBJECT_KINDS } from "../model/sql-object.ts";

/** A name, or a text that says something. */
export const text = z.string().min(1);

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

/** A line of `roles`. */
export const role = z.strictObject({
  name: text,
  management: z.enum(["managed", "shared", "external"]),
  ...attributes,
  when: condition.optional(),
  template: text.optional(),
  schema: text.optional(),
});

/** A line of `memberships`. */
export const membership = z.strictObject({
  role: text,
  member: text,
  admin: z.boolean(),
  inherit: z.boolean(),
  set: z.boolean(),
  when: condition.optional(),
});

/** A line of `privileges`: what one grantee has on one object by one grantor. */
export const grant = z.strictObject({
  on: text,
  to: text,
  privileges: text,
  grantable: z.literal(true).optional(),
  by: text.optional(),
  when: text.optional(),
});

/** The same of default privileges: a line of `defaults`. */
export const defaultGrant = grant.omit({ on: true }).extend({
  creator: text,
  schema: text.optional(),
  kind: z.enum(Object.keys(DEFAULT_KINDS) as [DefaultKind, ...DefaultKind[]]),
});

/** A line of `owners`. */
export const ownership = z.strictObject({ on: text, owner: text });

/** A line of `comments`. */
export const comment = z.strictObject({ on: text, text: z.string() });

/** A line of `sqlObjects`. */
export const sqlObject = z.strictObject({
  kind: z.enum(SQL_OBJECT_KINDS),
  path: z.array(z.string()).min(1),
  parts: z.record(text, z.string()),
  needs: z.array(text).default([]),
  comment: text.optional(),
});

/** A line of `distributions`: of a table without a column, a copy on every node. */
export const distribution = z.strictObject({ on: text, by: text.optional(), colocateWith: text.optional() });

/** A line of `keptSequences`. */
export const keptSequence = z.strictObject({ column: text, sequence: text });

/** A line of `viewReads`: what a server said in the proof. */
export const viewReads = z.strictObject({
  view: text,
  definition: text,
  invoker: z.literal(true).optional(),
  materialized: z.literal(true).optional(),
  reads: z.array(
    z.strictObject({ relation: text, columns: z.array(text), rows: z.literal(true).optional() }),
  ),
  shows: z.record(z.string(), z.array(text)),
  writes: z
    .strictObject({
      relation: text,
      columns: z.record(z.string(), text),
      privileges: z.array(z.enum(["DELETE", "INSERT", "UPDATE"])),
      looksAt: z.array(text).optional(),
      checked: z.literal(true).optional(),
    })
    .optional(),
  calls: z
    .array(
      z.strictObject({
        routine: text,
        columns: z.array(text).optional(),
        writes: z.literal(true).optional(),
      }),
    )
    .optional(),
});

/** An entry of `renames`. */
export const rename = z.strictObject({
  kind: z.enum(["schema", "relation", "column", "sequence", "type", "role"]),
  from: z.array(text).min(1),
  to: z.array(text).min(1),
});

/** What came and what went; a file that is older than the collection has neither. */
export const changes = (line: z.ZodType) =>
  z.strictObject({ added: z.array(line), removed: z.array(line) }).default({ added: [], removed: [] });

/** A line of `privileges`. */
export type Grant = z.infer<typeof grant>;
/** A line of `defaults`. */
export type DefaultGrant = z.infer<typeof defaultGrant>;
/** A line of `sqlObjects`. */
export type SqlObjectLine = z.infer<typeof sqlObject>;
/** A line of `viewReads`. */
export type ViewReadsLine = z.infer<typeof viewReads>;
