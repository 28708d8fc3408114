import { readFile } from "node:fs/promises";
import {
  type Hint,
  parseCreateHint,
  parseHintsFile,
  parseRenameHint,
} from "../migrations/drizzle-kit-hints.ts";
import { type Diagnostic, problem, Refusal } from "../model/diagnostic.ts";
import { draftFolder, readDraft, removeDraft, writeDraft } from "../project/draft.ts";
import { type PlannedRevision, planRevision, readSources, type Sources } from "../project/plan-revision.ts";
import { openProject } from "../project/project.ts";
import { proveAndWrite, refuseDestruction, revisionFiles } from "../project/write-revision.ts";
import { isInteractive } from "../terminal/ask.ts";
import { askQuestions } from "../terminal/ask-questions.ts";
import { formatDiagnostics, placeText } from "../terminal/diagnostics.ts";
import { startProgress } from "../terminal/progress.ts";

interface Options {
  readonly message?: string;
  readonly rename?: readonly string[];
  readonly create?: readonly string[];
  readonly hints?: string;
  readonly destructive?: boolean;
  readonly edit?: boolean;
  readonly continue?: boolean;
  /** False with --no-proof. */
  readonly proof: boolean;
}

async function givenHints({ rename = [], create = [], hints }: Options): Promise<Hint[]> {
  const fromFile = hints === undefined ? [] : parseHintsFile(hints, await readFile(hints, "utf8"));
  return [...fromFile, ...rename.map(parseRenameHint), ...create.map(parseCreateHint)];
}

const messageMissing: Diagnostic = problem("message-missing", "a revision needs a message", {
  help: 'Say what it does: make revision m="add orders".',
});

/** Plans, asking what must be asked: in a terminal one kind after the other, elsewhere all at once by refusing. */
async function planAsking(sources: Sources, message: string, given: readonly Hint[]) {
  const hints = [...given];
  for (;;) {
    const plan = await planRevision(sources, message, hints);
    if (plan.kind !== "questions") return plan;
    if (!isInteractive()) {
      throw new Refusal(
        plan.questions.map((question) =>
          problem(
            "rename-or-create",
            `is the ${question.kind} ${question.name} new, or did it get another name?`,
            {
              help: `Say --create ${question.name}, or --rename OLD=${question.name}${
                question.candidates.length > 0
                  ? ` where OLD is one of: ${question.candidates.join(", ")}`
                  : ""
              }.`,
            },
          ),
        ),
      );
    }
    hints.push(...(await askQuestions(plan.questions)));
  }
}

/** The text of a diff of grants may be long: what is shown is the review; the SQL is in the folder. */
function report(folder: string, review: string): void {
  process.stdout.write(`${review}\n`);
  process.stdout.write(`Wrote ${placeText({ file: folder })}\n`);
}

async function write(sources: Sources, revision: PlannedRevision, options: Options): Promise<number> {
  const { project } = sources;
  if (!options.destructive && !options.continue) refuseDestruction(revision);
  if (options.edit) {
    const folder = await writeDraft(project, revision.name, revisionFiles(revision, ["not proved: a draft"]));
    process.stdout.write(
      `Kept as a draft in ${placeText({ file: folder })}.\n` +
        "Correct migration.sql and down.sql there, then run `make revision continue=1`.\n",
    );
    return 0;
  }
  const progress = await startProgress();
  try {
    const { folder, files } = await proveAndWrite(project, revision, {
      proof: options.proof,
      ...(options.continue && { where: draftFolder(project) }),
      onStep: (text) => progress.step(text),
    });
    if (options.continue) await removeDraft(project);
    progress.done();
    report(folder, files["review.md"] ?? "");
    return 0;
  } catch (error) {
    progress.fail();
    throw error;
  }
}

/** Writes the next revision, or says that there is nothing to write. */
export async function run(_args: readonly string[], options: Options): Promise<number> {
  const message = options.message?.trim() ?? "";
  if (!options.continue && message === "") throw new Refusal([messageMissing]);
  const hints = await givenHints(options);
  const sources = await readSources(await openProject());
  if (options.continue) return write(sources, await readDraft(sources), options);
  const plan = await planAsking(sources, message, hints);
  const warnings = plan.kind === "nothing" ? plan.warnings : plan.revision.warnings;
  if (warnings.length > 0) process.stderr.write(`${formatDiagnostics(warnings)}\n`);
  if (plan.kind === "nothing") {
    process.stdout.write(
      "Nothing changed: definitions, roles and generated agree. No revision was written.\n",
    );
    return 0;
  }
  return write(sources, plan.revision, options);
}
