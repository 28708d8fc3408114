/** Reads statements from SQL. */
import { remembering } from "../model/remembering.ts";
import { Cursor } from "./cursor.ts";
import { path } from "./form-parts.ts";
import { stringText } from "./names.ts";
import type { Statement, StatementOf } from "./statement.ts";
import { DEED } from "./statement-form.ts";
import { type Token, tokens } from "./tokens.ts";

/**
 * Reads one statement, with or without its semicolon, as PostgreSQL does; what has no form here is `other`. A revision
 * is read by all that tell of it, prove it and run it.
 */
export const readStatement = remembering(
  (sql: string): Statement => DEED.read(new Cursor(sql)) ?? { kind: "other", text: sql },
);

const VERBS = /^(?:CREATE|ALTER|DROP|TRUNCATE|DELETE)$/i;

/** Where a statement that begins within another one ends: at a semicolon or at a parenthesis around it. */
function endFrom(pieces: readonly Token[], at: number): number {
  let depth = 0;
  const end = pieces.findIndex(({ kind }, index) => {
    if (index < at) return false;
    if (kind === "open") depth++;
    else if (kind === "close") depth--;
    return kind === "semicolon" || depth < 0;
  });
  return end < 0 ? pieces.length : end;
}

/** @param strings whether what stands in strings is run too */
function readWithin(sql: string, strings: boolean): Statement[] {
  const pieces = [...tokens(sql)];
  const found: Statement[] = [];
  for (let at = 0; at < pieces.length; at++) {
    const { kind, start, end } = pieces[at] as Token;
    const text = sql.slice(start, end);
    if (strings && kind === "string") found.push(...readWithin(stringText(text), true));
    if (kind !== "word" || !VERBS.test(text)) continue;
    const last = endFrom(pieces, at);
    const statement = readStatement(sql.slice(start, pieces[last - 1]?.end));
    if (statement.kind === "other") continue;
    found.push(statement);
    at = last;
  }
  return found;
}

/** What MERGE deletes. */
function mergedAway(cursor: Cursor): Statement[] {
  cursor.take("ONLY");
  const from = path.read(cursor);
  for (; from && !cursor.isAtEnd; cursor.at++) {
    if (cursor.take("THEN DELETE")) return [{ kind: "delete", path: from }];
  }
  return [];
}

/**
 * What a statement without a form runs as far as one can see: the block of DO, with strings that it may execute, and
 * the parts of WITH, EXPLAIN and MERGE. What CREATE FUNCTION and the like say runs later, if at all.
 */
export function statementsWithin({ text }: StatementOf<"other">): Statement[] {
  const cursor = new Cursor(text);
  if (cursor.take("CREATE")) return [];
  if (cursor.take("MERGE INTO")) return mergedAway(cursor);
  return readWithin(text, cursor.take("DO"));
}
