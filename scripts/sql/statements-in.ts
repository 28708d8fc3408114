// The text of a script → its statements as values.
import { readStatement } from "./read-statement.ts";
import { parseScript } from "./script.ts";
import type { Statement } from "./statement.ts";

/** The statements of a script, whatever their directives. */
export const statementsIn = (script: string): Statement[] =>
  parseScript(script).statements.map(({ sql }) => readStatement(sql));
