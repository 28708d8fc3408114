/** Cuts SQL that drizzle-kit wrote into its statements. */
import { tokens } from "./tokens.ts";

/** The statements of SQL that drizzle-kit wrote: cut where its breakpoints stand between statements, not within one. */
export function cutStatements(sql: string): string[] {
  const statements: string[] = [];
  let depth = 0;
  let from = 0;
  for (const { kind, start, end } of tokens(sql)) {
    if (kind === "open") depth++;
    else if (kind === "close") depth--;
    else if (kind === "breakpoint" && depth === 0) {
      statements.push(sql.slice(from, start));
      from = end;
    }
  }
  return [...statements, sql.slice(from)].filter((statement) => statement.trim() !== "");
}
