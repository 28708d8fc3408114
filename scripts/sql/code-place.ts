// Where a script says `-- run migration.ts`: once, before a statement that runs everywhere.
import { type Diagnostic, problem } from "../model/diagnostic.ts";
import { isInPhases } from "./outside-transaction.ts";
import { parseScript } from "./script.ts";

/** What is wrong with it. @param hasCode whether a migration.ts stands beside the script */
export function codePlaceProblems(script: string, file: string, hasCode: boolean): Diagnostic[] {
  if (!hasCode && !/--\s*run\s+migration\.ts/i.test(script)) return [];
  const { statements } = parseScript(script);
  const said = statements.filter(({ directives }) => directives?.code);
  const apart = statements.filter((one) => hasCode && isInPhases([one]));
  const inSteps = apart.slice(0, 1).map(({ line, column }) =>
    problem("code-place", "a revision with a migration.ts is one transaction, and this runs apart", {
      at: { file, line, column },
      help: "Put it into a revision of its own, before this one or behind it.",
    }),
  );
  const wrong = said.flatMap(({ directives = {}, line, column }, index) => {
    const { variables, since, before } = directives;
    const isConditional = [variables, since, before].some((one) => one !== undefined);
    const message = !hasCode
      ? "`-- run migration.ts`, and there is no migration.ts beside it"
      : index > 0
        ? "`-- run migration.ts` for the second time"
        : isConditional
          ? "`-- run migration.ts` before a statement that runs under a condition"
          : undefined;
    if (message === undefined) return [];
    return [
      problem("code-place", message, {
        at: { file, line, column },
        help: "Say it once, on a line before a statement that runs everywhere; `up` runs behind all others unless said, `down` before them.",
      }),
    ];
  });
  return [...inSteps, ...wrong];
}
