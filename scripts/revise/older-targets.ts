// Targets whose PostgreSQL is older than what the SQL of a revision says.
import type { ResolvedWarehouse } from "../declarations/config/config-shape.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import { type Directives, runsUnder } from "../sql/directive.ts";
import { type LateWord, lateWords } from "../sql/late-words.ts";
import { parseScript, type ScriptStatement } from "../sql/script.ts";

/** A target of which the configuration says the major version. */
interface KnownTarget {
  readonly name: string;
  readonly major: number;
  readonly variables: Readonly<Record<string, string>>;
}

/** The targets by their `major`, else by that of the scratch server, which is chosen to be like them. */
function knownTargets({ targets, scratch }: ResolvedWarehouse): KnownTarget[] {
  const proved = scratch && "major" in scratch ? scratch.major : undefined;
  return Object.entries(targets).flatMap(([name, target]) => {
    const major = target.major ?? proved;
    return major === undefined ? [] : [{ name, major, variables: target.variables }];
  });
}

/** Whether a statement may run there: the environment may give what the target does not. */
function mayRun({ variables: asked = {}, ...rest }: Directives, { major, variables }: KnownTarget): boolean {
  const known = Object.keys(asked).every((name) => variables[name] !== undefined);
  return runsUnder(known ? { ...rest, variables: asked } : rest, { variables, major });
}

/** Shown in one line. */
const short = (sql: string): string => {
  const line = sql.replaceAll(/\s+/g, " ");
  return line.length > 100 ? `${line.slice(0, 100)}…` : line;
};

/** A warning for each thing that some target does not understand, with the first statement that says it. */
export function olderTargets(config: ResolvedWarehouse, scripts: readonly string[]): Diagnostic[] {
  const known = knownTargets(config);
  if (known.length === 0) return [];
  const first = new Map<string, { readonly word: LateWord; readonly statements: ScriptStatement[] }>();
  for (const statement of scripts.flatMap((script) => parseScript(script).statements)) {
    for (const word of lateWords(statement.sql)) {
      const found = first.get(word.name) ?? { word, statements: [] };
      found.statements.push(statement);
      first.set(word.name, found);
    }
  }
  return [...first.values()].flatMap(({ word, statements }): Diagnostic[] => {
    const isTooOld = (target: KnownTarget) =>
      target.major < word.since && statements.some(({ directives = {} }) => mayRun(directives, target));
    const old = known.filter(isTooOld).map(({ name, major }) => `${name} (${major})`);
    if (old.length === 0) return [];
    const message = `${word.name} needs PostgreSQL ${word.since}, and a target is older: ${old.join(", ")}`;
    const help = `It is in: ${short(statements[0]?.sql ?? "")}\nupgrade fails there. Say it in another way, or put \`-- when server >= ${word.since}\` before it in a draft (--edit; make: edit=1).`;
    return [{ code: "target-too-old", severity: "warning", message, help }];
  });
}
