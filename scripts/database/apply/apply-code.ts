// Code that runs as a part of a script, and where in it.
import type { ScriptStatement } from "../../sql/script.ts";
import type { Queryable } from "../connect/connect.ts";

/** What runs where the script says `-- run migration.ts`. */
export interface ApplyCode {
  /** Where it runs if no statement says that. */
  readonly unlessSaid: "first" | "last";
  /** @returns what it said */
  readonly run: (tx: Queryable) => Promise<readonly string[]>;
}

/** The index of the statement before which it runs; -1 without code. */
export function codeIndex(code: ApplyCode | undefined, statements: readonly ScriptStatement[]): number {
  if (!code) return -1;
  const said = statements.findIndex(({ directives }) => directives?.code);
  if (said >= 0) return said;
  return code.unlessSaid === "first" ? 0 : statements.length;
}

/** @returns what it said */
export const runCode = async (tx: Queryable, code: ApplyCode | undefined): Promise<readonly string[]> =>
  (await code?.run(tx)) ?? [];
