// What is declared beyond others' revisions, as one revision of one's own.
import type { Hint, Question } from "../migrations/kit/drizzle-kit-hints.ts";
import { type Diagnostic, problem, Refusal } from "../model/diagnostic.ts";
import { type PlanOptions, planRevision } from "../revise/plan-revision.ts";
import type { PlannedRevision } from "../revise/planned-revision.ts";
import type { Sources } from "../sources/read-sources.ts";
import { knownAnswer } from "./known-answers.ts";
import type { OwnRevision } from "./own-revision.ts";

/** The question as a refusal, for where nobody can be asked. */
export function unanswered({ kind, name, candidates }: Question): Diagnostic {
  const way = (option: string, value: string) => `\`--${option} ${value}\` (make: \`${option}=${value}\`)`;
  const renames = candidates.map((from) => way("rename", `${from}=${name}`));
  return problem("rename-or-create", `is the ${kind} ${name} new, or did it get another name?`, {
    help: `Say one of:\n${[way("create", name), ...renames].join("\n")}`,
  });
}

/**
 * Plans the revision that leads from the sources' recorded side to the declared. What it is asked, the revisions answer
 * that it takes the place of; what they allowed to be destroyed stays allowed.
 *
 * @param given answers beyond those
 * @returns undefined where nothing differs
 * @throws {Refusal} with the questions that neither answers
 */
export async function planDeclared(
  sources: Sources,
  own: readonly OwnRevision[],
  message: string,
  given: readonly Hint[],
  options: Pick<PlanOptions, "empty" | "behind"> = {},
): Promise<PlannedRevision | undefined> {
  const steps = own.map(({ snapshot, former }) => ({ snapshot, after: former.states.after }));
  const allowed = new Set(own.flatMap(({ mayCut }) => [...mayCut]));
  const hints = [...given];
  for (;;) {
    const online = own.some(({ revision }) => revision.online);
    const plan = await planRevision(sources, message, hints, { ...options, allowed, online });
    if (plan.kind === "nothing") return undefined;
    if (plan.kind === "planned") {
      return { ...plan.revision, allowed: own.flatMap((revision) => revision.allowed) };
    }
    const answers = plan.questions.map((question) => knownAnswer(steps, question));
    const open = plan.questions.filter((_, index) => answers[index] === undefined);
    if (open.length > 0) throw new Refusal(open.map(unanswered));
    // One at a time: an answer may settle others.
    hints.push(...answers.slice(0, 1).flatMap((answer) => answer ?? []));
  }
}
