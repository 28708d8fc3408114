// Lints what is declared.
import { readRolesFiles } from "../declarations/language/role-files.ts";
import { nearest } from "../declarations/yaml/suggest.ts";
import { policiesOf } from "../migrations/kit/snapshot.ts";
import { type Diagnostic, problem, Refusal } from "../model/diagnostic.ts";
import { lint } from "../review/lint/lint-access.ts";
import { RULES } from "../review/lint/rules.ts";
import type { Found } from "./ask-once.ts";
import type { Project } from "./project.ts";
import { compareSources, readSources } from "./read-sources.ts";

/** @throws {Refusal} where the configuration names a rule that does not exist */
function checkSwitches({ config }: Project): void {
  const known: readonly string[] = RULES.map(({ code }) => code);
  const unknown = Object.keys(config.lint).filter((code) => !known.includes(code));
  if (unknown.length === 0) return;
  throw new Refusal(
    unknown.map((code) => {
      const guess = nearest(code, known);
      const help = guess ? `Did you mean ${guess}?` : `The rules are: ${known.join(", ")}.`;
      return problem("unknown-rule", `there is no rule ${code}`, { at: { file: config.file }, help });
    }),
  );
}

/**
 * What the rules find in the declared access, and the warnings of reading it.
 *
 * @throws {Refusal} when the definitions or the role files are wrong
 */
export async function lintDeclarations(project: Project): Promise<Found<Diagnostic[]>> {
  checkSwitches(project);
  const [sources, files] = await Promise.all([
    readSources(project),
    readRolesFiles(project.root, project.config.roles),
  ]);
  const { declared, provenance, views, warnings } = compareSources(sources, []);
  const policies = policiesOf(sources.declarations.state).map((policy) => ({
    ...policy,
    at: views.placeOf(policy.table),
  }));
  const subject = { warehouse: declared, provenance, policies };
  return {
    answer: [...warnings, ...lint(subject, files, project.config.lint)],
    keep: sources.declarations.definitions,
  };
}
