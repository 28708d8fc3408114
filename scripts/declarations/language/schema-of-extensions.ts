// `extension` beside a kind of object: what belongs to extensions.
import type * as z from "zod";
import type { DiagnosticCode } from "../../model/diagnostic-codes.ts";
import { addIssue, oneOrMore, text } from "./schema-parts.ts";

export const extension = oneOrMore(text)
  .optional()
  .describe("Of tables, sequences, routines or types only those that belong to these extensions");

/** The kinds of object that extensions make and that can be named by them. */
const OF_EXTENSIONS: readonly (string | undefined)[] = ["tables", "sequences", "routines", "types"];

/** Reports what does not go with `extension`. @param kind the key of the kind of object beside it */
export function checkExtension(
  entry: { readonly columns?: unknown; readonly sensitive?: unknown },
  kind: string | undefined,
  context: z.RefinementCtx,
  code: DiagnosticCode,
): void {
  if (kind !== undefined && !OF_EXTENSIONS.includes(kind)) {
    const help = "It goes with `tables`, `sequences`, `routines` and `types`: take it away.";
    addIssue(context, ["extension"], code, `\`extension\` does not go with \`${kind}\``, help);
  }
  for (const name of ["columns", "sensitive"] as const) {
    if (entry[name] === undefined) continue;
    addIssue(context, [name], code, `\`${name}\` does not go with \`extension\``, "Take it away.");
  }
}
