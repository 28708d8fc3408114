// Zod shapes that several sections have parts of.
import * as z from "zod";
import type { DiagnosticCode } from "../../model/diagnostic-codes.ts";

/** A text that says something. */
export const text = z.string().min(1);

/** A list of at least one item. */
export const listOf = <Item extends z.ZodType>(item: Item) => z.array(item).min(1);

/** One, or a list of at least one. */
export const oneOrMore = <Item extends z.ZodType>(item: Item) => z.union([item, listOf(item)]);

export const schemas = oneOrMore(text).describe("Schemas: exact names, * for any letters");

export const roleName = text.describe("A role of this or another file");

/** Where an entry exists; see resolveWhen. */
export const when = z
  .record(z.string(), oneOrMore(text))
  .refine((condition) => Object.keys(condition).length > 0, {
    error: "`when` names no variable",
    params: { code: "empty-value", help: "Write one with its values, {env: prod}, or take `when` away." },
  })
  .describe("Where this exists: {env: prod}, or several values [test, prod]; everywhere unless said");

/** What `when` says, as it is written. */
export type When = z.infer<typeof when>;

/** What a rule that zod has no word for says beside its message. */
export interface CustomIssue {
  readonly code: DiagnosticCode;
  readonly help: string;
}

/** Reports what zod has no word for. */
export function addIssue(
  context: z.RefinementCtx,
  path: string[],
  code: DiagnosticCode,
  message: string,
  help: string,
): void {
  const params: CustomIssue = { code, help };
  context.addIssue({ code: "custom", path, message, params: { ...params } });
}
