// A draft whose statements are made online: what stands in the file stays as somebody wrote it, but for those.
import type { KitState } from "../migrations/kit/kit-state.ts";
import { BREAKPOINT } from "../model/breakpoint.ts";
import { type AllowedVariables, escapeTemplate } from "../model/variable.ts";
import type { OnlineFacts } from "../plan/online/online-parts.ts";
import { onlineParts, stepsOf, withLeftIndex } from "../plan/online/online-way.ts";
import { withoutGuard } from "../sql/guard-needed.ts";
import { readStatement } from "../sql/read-statement.ts";
import { parseScript, type ScriptStatement } from "../sql/script.ts";
import type { Statement } from "../sql/statement.ts";
import { writeScript, writeStatement } from "../sql/write-statement.ts";
import { onlineFacts } from "./online-facts.ts";

/** One way: its text, and what the other has to take away first. */
interface OnlineText {
  readonly text: string;
  readonly leftovers: readonly Statement[];
}

/** Where a statement begins, and where it ends with its semicolon. */
function rangeOf(
  text: string,
  { line, column, sql }: ScriptStatement,
): readonly [start: number, end: number] {
  const before = text.split("\n").slice(0, line - 1);
  const start = before.reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
  const end = start + sql.length;
  return [start, end + (/^\s*;/.exec(text.slice(end))?.[0].length ?? 0)];
}

function onlineText(script: string, facts: OnlineFacts): OnlineText {
  const text = withoutGuard(script);
  // What a line before it says more of was put together by hand.
  const plain = parseScript(text).statements.filter(({ directives }) => directives === undefined);
  const statements = plain.map(({ sql }) => readStatement(sql));
  const parts = onlineParts(statements, facts);
  let changed = text;
  for (const [index, one] of [...plain.entries()].reverse()) {
    const [start, end] = rangeOf(text, one);
    const own = parts[index]?.within ?? statements.slice(index, index + 1);
    const within = own.flatMap((statement) => withLeftIndex(statement, facts));
    if (parts[index] === undefined && within.length === 1) continue;
    changed = changed.slice(0, start) + within.map(writeStatement).join("\n") + changed.slice(end);
  }
  const steps = stepsOf(parts, facts);
  const leftovers = parts.flatMap((one) => one?.leftovers ?? []);
  if (steps.length === 0) return { text: changed, leftovers };
  const behind = writeScript([{ title: "Behind the transaction, each on its own", statements: steps }]);
  const twice = new RegExp(`(${BREAKPOINT}\\n)\\s*(?:${BREAKPOINT}\\n\\s*)+`, "g");
  const kept = changed.replace(twice, "$1").trim();
  const between = kept === "" || kept.endsWith(BREAKPOINT) ? "\n" : `\n${BREAKPOINT}\n`;
  return { text: `${kept}${between}${behind}`.trimStart(), leftovers };
}

const behindLeftovers = (leftovers: readonly Statement[], text: string): string =>
  leftovers.length === 0
    ? text
    : `${writeScript([{ title: "Left by the other way", statements: leftovers }])}${BREAKPOINT}\n${text}`;

/** Both scripts of a draft, online. Statements behind a line that says something of them stay as they are. */
export function onlineScripts(
  { migration, down }: { readonly migration: string; readonly down: string },
  { before, after }: { readonly before: KitState; readonly after: KitState },
  partitioned: ReadonlySet<string>,
  variables: AllowedVariables,
): { readonly migration: string; readonly down: string } {
  const asTemplate = (name: string) => escapeTemplate(name, variables);
  const up = onlineText(migration, onlineFacts({ from: before, to: after }, partitioned, asTemplate));
  const back = onlineText(down, onlineFacts({ from: after, to: before }, partitioned, asTemplate));
  return {
    migration: behindLeftovers(back.leftovers, up.text),
    down: behindLeftovers(up.leftovers, back.text),
  };
}
