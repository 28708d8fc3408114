/** What PostgreSQL does in no transaction that others' statements share, by the words of a statement. */
import type { ScriptStatement } from "./script.ts";
import { tokens } from "./tokens.ts";

/** Words of statements that PostgreSQL refuses within a transaction; a quoted name is `"`. Source: its manual, by command. */
const REFUSED: readonly RegExp[] = [
  /^CREATE (?:UNIQUE )?INDEX CONCURRENTLY\b/,
  /^DROP INDEX CONCURRENTLY\b/,
  /^REINDEX\b.* ?\bCONCURRENTLY\b/,
  /^REINDEX (?:VERBOSE )?(?:DATABASE|SYSTEM|SCHEMA)\b/,
  /^VACUUM\b/,
  /^CLUSTER$/,
  /^(?:CREATE|DROP) (?:DATABASE|TABLESPACE|SUBSCRIPTION)\b/,
  /^ALTER DATABASE \S+ SET TABLESPACE\b/,
  /^ALTER SYSTEM\b/,
  /^ALTER TABLE\b.* DETACH PARTITION .*\bCONCURRENTLY$/,
];

/** Each of those has one of these words; most statements have none, and are not cut into words. */
const TELLING = /CONCURRENTLY|REINDEX|VACUUM|CLUSTER|DATABASE|TABLESPACE|SUBSCRIPTION|SYSTEM/i;

/** The words of SQL in upper case, names in quotes as `"`, all else left out. */
function wordsOf(sql: string): string {
  const words: string[] = [];
  for (const { kind, start, end } of tokens(sql)) {
    if (kind === "word") words.push(sql.slice(start, end).toUpperCase());
    else if (kind === "name") words.push('"');
  }
  return words.join(" ");
}

/** Whether a statement runs in no transaction: by what it is, or since a line before it says so. */
export function runsOutside({ sql, directives }: Pick<ScriptStatement, "sql" | "directives">): boolean {
  if (directives?.outside) return true;
  if (!TELLING.test(sql)) return false;
  const words = wordsOf(sql);
  return REFUSED.some((pattern) => pattern.test(words));
}

/** Whether a script is more than one transaction, so that only our runner can apply it. */
export const isInPhases = (statements: readonly Pick<ScriptStatement, "sql" | "directives">[]): boolean =>
  statements.some((one) => one.directives?.apart || one.directives?.batches || runsOutside(one));
