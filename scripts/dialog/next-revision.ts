// Plans, proves and writes the next revision, with the questions that it asks.
import { join } from "node:path";
import { refuseApplied } from "../branches/applied-anywhere.ts";
import { unanswered } from "../branches/plan-declared.ts";
import { inPlaceOf } from "../branches/prove-in-place.ts";
import { replacedByDraft } from "../branches/replacing-draft.ts";
import { loadRevisions, type Revision } from "../migrations/folder.ts";
import { answerHint, type Hint, type Question } from "../migrations/kit/drizzle-kit-hints.ts";
import { parseAllowance } from "../model/allowance.ts";
import { type Diagnostic, Refusal } from "../model/diagnostic.ts";
import { type Ground, leaveGround, prepareGround } from "../prove/ground.ts";
import { CODE_SCAFFOLD } from "../revise/code-scaffold.ts";
import { draftFolder, readDraft, removeDraft, writeDraft } from "../revise/draft.ts";
import { withMembersAhead } from "../revise/members-ahead.ts";
import { planRevision } from "../revise/plan-revision.ts";
import type { PlannedRevision } from "../revise/planned-revision.ts";
import { revisionFiles } from "../revise/revision-files.ts";
import { proveAndWrite, refuseDestruction } from "../revise/write-revision.ts";
import type { Found } from "../sources/ask-once.ts";
import type { Project } from "../sources/project.ts";
import { readSources, type Sources } from "../sources/read-sources.ts";
import { scratchPlace } from "../sources/scratch-place.ts";
import { choose, isInteractive } from "../terminal/ask.ts";
import { formatDiagnostics, placeText } from "../terminal/diagnostics.ts";
import { ownWords } from "../terminal/own-words.ts";
import { withProgress } from "../terminal/progress.ts";
import type { Options } from "../verbs/verbs.ts";

async function ask(question: Question): Promise<Hint> {
  const { kind, name, candidates } = question;
  const choices = candidates.map((from, index) => ({ value: String(index), label: `renamed from ${from}` }));
  const chosen = await choose(`The ${kind} ${name} is`, [{ value: "new", label: "new" }, ...choices]);
  return answerHint(question, candidates[Number(chosen)]);
}

/** Plans, asking what must be asked: in a terminal one kind after the other, elsewhere by refusing. */
async function planAsking(
  sources: Sources,
  message: string,
  given: readonly Hint[],
  options: Parameters<typeof planRevision>[3],
) {
  const hints = [...given];
  for (;;) {
    const plan = await planRevision(sources, message, hints, options);
    if (plan.kind !== "questions") return plan;
    if (!isInteractive()) throw new Refusal(plan.questions.map(unanswered));
    // One at a time: an answer may settle others.
    const [question] = plan.questions;
    if (question) hints.push(await ask(question));
  }
}

/** The review is shown; the SQL may be long and is in the folder. */
function report(folder: string, review: string): void {
  process.stdout.write(`${review}\n`);
  process.stdout.write(`Wrote ${placeText({ file: folder })}\n`);
}

function warn(warnings: readonly Diagnostic[]): void {
  if (warnings.length > 0) process.stderr.write(`${formatDiagnostics(warnings)}\n`);
}

/** Whether somebody writes in it before it is proved. */
const isDraft = ({ edit, empty, typescript }: Options<"revision">): boolean =>
  [edit, empty, typescript].some((said) => said === true);

async function write(
  sources: Sources,
  revision: PlannedRevision,
  options: Options<"revision">,
  {
    ground,
    replaced = [],
  }: { readonly ground?: Ground | undefined; readonly replaced?: readonly Revision[] } = {},
): Promise<void> {
  const { project } = sources;
  warn(revision.warnings);
  refuseDestruction(revision, parseAllowance(options.destructive));
  if (isDraft(options)) {
    const draft = options.typescript ? { ...revision, code: CODE_SCAFFOLD } : revision;
    const folder = await writeDraft(project, draft, revisionFiles(draft, { lines: ["not proved: a draft"] }));
    process.stdout.write(
      `Kept as a draft in ${placeText({ file: folder })}.\n` +
        `${options.empty ? "Write" : "Correct"} migration.sql${options.typescript ? ", migration.ts" : ""} and down.sql there, then run ${ownWords("`dwh revision --continue` (make: `make revision continue=1`)")}.\n`,
    );
    return;
  }
  const { files } = await withProgress((onStep) =>
    inPlaceOf(project, replaced, (beside) =>
      proveAndWrite(beside, revision, {
        proof: options.proof ?? true,
        ground,
        ...(options.continue && { where: draftFolder(project) }),
        onStep,
      }),
    ),
  );
  if (options.continue) await removeDraft(project);
  report(join(project.config.out, revision.name), files["review.md"] ?? "");
}

/** Proves the draft, which may take the place of revisions. */
async function writeFromDraft(project: Project, options: Options<"revision">): Promise<void> {
  const { revisions, unappliedOn } = await replacedByDraft(project);
  const all = await loadRevisions(project.config.out);
  const replaced = all.filter(({ name }) => revisions.includes(name));
  if (replaced.length > 0) await refuseApplied(project, replaced, unappliedOn);
  const sources = await readSources(project, revisions);
  await write(sources, await readDraft(sources, { online: options.online === true }), options, { replaced });
}

/** What came of it. */
export interface Outcome {
  readonly isWritten: boolean;
  /** Where nothing was written; else they are told before. */
  readonly warnings: readonly Diagnostic[];
}

/**
 * Writes the next revision, or finds that there is nothing to write.
 *
 * @param hints the answers to drizzle-kit's questions that were given
 * @throws {Refusal} when it cannot be planned or proved
 */
export async function writeNext(
  project: Project,
  message: string,
  hints: readonly Hint[],
  options: Options<"revision">,
): Promise<Found<Outcome>> {
  const written: Found<Outcome> = { answer: { isWritten: true, warnings: [] } };
  if (options.continue) {
    await writeFromDraft(project, options);
    return written;
  }
  const read = await readSources(project);
  let ground: Ground | undefined;
  const prepare = () => {
    if ((options.proof ?? true) && !isDraft(options))
      ground ??= prepareGround(scratchPlace(project), read.earlier, project.config.variables);
    return ground;
  };
  try {
    const sources = await withMembersAhead(read, prepare);
    const plan = await planAsking(sources, message, hints, {
      empty: options.empty === true,
      draft: isDraft(options),
      allowed: parseAllowance(options.destructive),
      online: options.online === true,
      onChange: async () => prepare()?.begun,
    });
    if (plan.kind === "nothing") {
      const { definitions } = sources.declarations;
      return { answer: { isWritten: false, warnings: plan.warnings }, keep: definitions };
    }
    await write(sources, plan.revision, options, { ground });
    return written;
  } finally {
    if (ground) await leaveGround(ground);
  }
}
