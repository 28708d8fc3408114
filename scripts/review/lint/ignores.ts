// Comments in role files that ignore findings.

import { type Diagnostic, problem } from "../../model/diagnostic.ts";

/** `# ignore grant-to-login: the driver cannot SET ROLE` on the line of the finding, or on lines right above it. */
const IGNORE = /#\s*ignore\s+([a-z-]+)(?:\s*:\s*(\S.*?))?\s*$/;

const COMMENT_ONLY = /^\s*#/;

interface Ignore {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly code: string;
  readonly reason: string | undefined;
  /** The line that it speaks of. */
  readonly target: number;
}

function ignoresIn(file: string, text: string): Ignore[] {
  const lines = text.split(/\r?\n/);
  return lines.flatMap((content, index) => {
    const match = IGNORE.exec(content);
    if (!match?.[1]) return [];
    let target = index;
    while (target < lines.length - 1 && COMMENT_ONLY.test(lines[target] ?? "")) target++;
    return [{ file, line: index + 1, code: match[1], reason: match[2], target: target + 1 }];
  });
}

/**
 * Leaves out what comments in the files ignore, and says what is wrong with these comments: one without a reason,
 * one of an unknown rule, one that nothing needs any more.
 *
 * @param known the codes of all rules
 */
export function applyIgnores(
  findings: readonly Diagnostic[],
  files: readonly { readonly file: string; readonly text: string }[],
  known: readonly string[],
): Diagnostic[] {
  const ignores = files.flatMap(({ file, text }) => ignoresIn(file, text));
  const used = new Set<Ignore>();
  const left = findings.filter(({ code, at }) => {
    const found = ignores.filter(
      (ignore) => ignore.code === code && ignore.file === at?.file && ignore.target === at?.line,
    );
    for (const ignore of found) used.add(ignore);
    return found.length === 0;
  });
  const wrong = ignores.flatMap((ignore): Diagnostic[] => {
    const at = { at: { file: ignore.file, line: ignore.line } };
    if (!known.includes(ignore.code)) {
      const help = `The rules are: ${known.join(", ")}.`;
      return [problem("unknown-rule", `there is no rule ${ignore.code}`, { ...at, help })];
    }
    if (ignore.reason === undefined) {
      const help = `Write why: # ignore ${ignore.code}: …`;
      return [
        problem("ignore-without-reason", `${ignore.code} is ignored without a reason`, { ...at, help }),
      ];
    }
    if (used.has(ignore)) return [];
    const message = `nothing is to be ignored by ${ignore.code} here`;
    return [{ code: "ignore-unused", severity: "warning", message, ...at, help: "Take the comment out." }];
  });
  return [...left, ...wrong];
}
