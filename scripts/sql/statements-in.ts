// The text of a script → its statements as values.
import { readStatement } from "./read-statement.ts";
import { parseScript } from "./script.ts";
import type { Statement } from "./statement.ts";

/** The statements of a script, whatever their directives, but for those that are for what the other way left. */
export const statementsIn = (script: string): Statement[] =>
  parseScript(script)
    .statements.filter(({ directives }) => !directives?.turned)
    .map(({ sql }) => readStatement(sql));
