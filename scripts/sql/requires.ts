// `-- requires: REVISION`: the lines of migration.sql that say which revisions one builds on by what was written by hand.
import { tokens } from "./tokens.ts";

/** One name of such a line. */
export interface Requirement {
  /** As it stands there: in a revision that is written, the name of a folder. */
  readonly revision: string;
  readonly line: number;
  readonly column: number;
}

/** A line, by its offsets in the script. */
interface RequiresLine {
  readonly start: number;
  readonly end: number;
  readonly names: readonly string[];
}

const LINE = /^--\s*requires:\s*(.*?)\s*$/i;

function linesIn(script: string): RequiresLine[] {
  // Nothing is cut into tokens that cannot have any.
  if (!/--\s*requires:/i.test(script)) return [];
  return [...tokens(script)].flatMap(({ kind, start, end }) => {
    const said = kind === "comment" ? LINE.exec(script.slice(start, end))?.[1] : undefined;
    const isOwnLine = script.slice(script.lastIndexOf("\n", start - 1) + 1, start).trim() === "";
    if (said === undefined || !isOwnLine) return [];
    return [{ start, end, names: said.split(",").map((name) => name.trim()) }];
  });
}

/** What a script says that must have run before it, each name once. */
export function requirementsIn(script: string): Requirement[] {
  const found = new Map<string, Requirement>();
  for (const { start, names } of linesIn(script)) {
    const before = script.slice(0, start).split("\n");
    const place = { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
    for (const revision of names) if (!found.has(revision)) found.set(revision, { revision, ...place });
  }
  return [...found.values()];
}

/** A line that says it. */
export const requiresLine = (revisions: readonly string[]): string => `-- requires: ${revisions.join(", ")}`;

/** The script with other names in these lines. */
export function renameRequirements(script: string, nameOf: (revision: string) => string): string {
  return linesIn(script).reduceRight(
    (text, { start, end, names }) => text.slice(0, start) + requiresLine(names.map(nameOf)) + text.slice(end),
    script,
  );
}
