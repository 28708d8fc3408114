// What of scripts was written by hand, carried along into a script that is planned anew.
import { BREAKPOINT } from "../model/breakpoint.ts";
import { writeDirectives } from "../sql/directive.ts";
import { parseScript, type ScriptStatement } from "../sql/script.ts";

const textOf = ({ sql, directives }: ScriptStatement): string => `${writeDirectives(directives)}${sql};`;

const textsIn = (script: string): string[] => parseScript(script).statements.map(textOf);

/** Statements of a script that are not in the one that would be planned. */
export function handWritten(script: string, planned: string): string[] {
  const known = new Set(textsIn(planned));
  return textsIn(script).filter((text) => !known.has(text));
}

/** Statements that somebody wrote into a revision. */
export interface Carried {
  /** The revision. */
  readonly name: string;
  readonly statements: readonly string[];
}

/**
 * The planned script with what was written by hand, under the names of the revisions that it comes from.
 *
 * @param side where it stands: behind what is planned on the way up, before it on the way back
 */
export function withCarried(planned: string, carried: readonly Carried[], side: "behind" | "before"): string {
  const there = new Set(textsIn(planned));
  const sections = carried.flatMap(({ name, statements }) => {
    const missing = statements.filter((statement) => !there.has(statement));
    return missing.length > 0 ? [`-- By hand, of ${name}\n${missing.join("\n")}\n`] : [];
  });
  if (sections.length === 0) return planned;
  const own = there.size > 0 ? [planned] : [];
  return (side === "behind" ? [...own, ...sections] : [...sections, ...own]).join(`${BREAKPOINT}\n`);
}
