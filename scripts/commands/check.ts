// `dwh check`: whether a revision is missing.
import { relative } from "node:path";
import { EXIT } from "../model/exit-code.ts";
import { askOnce } from "../sources/ask-once.ts";
import { openProject, type Project } from "../sources/project.ts";
import { formatDiagnostics } from "../terminal/diagnostics.ts";
import { printFailure } from "../terminal/failure.ts";
import { ownWords } from "../terminal/own-words.ts";
import type { Options } from "../verbs/verbs.ts";

/** Tells it once. @returns the exit code */
async function check(
  project: Project,
  oneHead: boolean,
  onFiles?: (files: readonly string[]) => void,
): Promise<number> {
  const find = async () => {
    const { findAgreement } = await import("../branches/agreement.ts");
    return findAgreement(project, oneHead);
  };
  const found = await askOnce(project, `check ${oneHead}`, find, onFiles);
  const { open, agrees, missing, warnings } = found;
  if (open.length > 0) {
    process.stdout.write(
      `Branches are open, and what they change does not conflict: ${open.join(" and ")}.\n` +
        "Make your own again behind the others: dwh rebase. Or join them: dwh merge.\n",
    );
    if (oneHead) return EXIT.differs;
  }
  if (warnings.length > 0) process.stderr.write(`${formatDiagnostics(warnings)}\n`);
  if (agrees) {
    process.stdout.write("Definitions, roles and generated agree.\n");
    return EXIT.done;
  }
  const command = ownWords('`dwh revision --message "…"` (make: `make revision m="…"`)').replaceAll("`", "");
  process.stdout.write(
    `A revision is missing:\n${missing.map((line) => `  ${line}\n`).join("")}Write it: ${command}\n`,
  );
  return EXIT.differs;
}

/** Tells it again whenever something of it changes, until Ctrl-C. */
async function watch(oneHead: boolean): Promise<number> {
  const { answerOnChanges } = await import("../sources/answer-on-changes.ts");
  await answerOnChanges(process.cwd(), {
    answer: async (project, onFiles) => void (await check(project, oneHead, onFiles)),
    onFailure: printFailure,
    onWait: () => process.stderr.write("Waiting for changes; Ctrl-C ends it.\n"),
    onChange: (path) => process.stderr.write(`\n${relative(process.cwd(), path) || path} changed.\n`),
  });
  return EXIT.done;
}

/** Tells whether definitions, roles and generated agree. */
export async function run(
  _args: readonly string[],
  { oneHead = false, watch: again = false }: Options<"check">,
): Promise<number> {
  return again ? watch(oneHead) : check(await openProject(), oneHead);
}
