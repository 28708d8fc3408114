// `dwh revision`: the next revision.
import { givenHints } from "../migrations/given-hints.ts";
import { type Diagnostic, problem, Refusal } from "../model/diagnostic.ts";
import { EXIT } from "../model/exit-code.ts";
import { withRevisionLock } from "../revise/revision-lock.ts";
import { askOnce } from "../sources/ask-once.ts";
import { openProject } from "../sources/project.ts";
import { formatDiagnostics } from "../terminal/diagnostics.ts";
import type { Options } from "../verbs/verbs.ts";

const messageMissing: Diagnostic = problem("message-missing", "a revision needs a message", {
  help: 'Say what it does: `dwh revision -m "add orders"` (make: `make revision m="add orders"`).',
});

/** Writes the next revision, or says that there is nothing to write. */
export async function run(_args: readonly string[], options: Options<"revision">): Promise<number> {
  const message = options.message?.trim() ?? "";
  if (!options.continue && message === "") throw new Refusal([messageMissing]);
  const hints = await givenHints(options);
  const project = await openProject();
  return withRevisionLock(project, async () => {
    const find = async () => {
      const { writeNext } = await import("../dialog/next-revision.ts");
      return writeNext(project, message, hints, options);
    };
    // That nothing changed is an answer only to who asked for nothing more.
    const isPlain = hints.length === 0 && !options.continue && !options.empty;
    const { isWritten, warnings } = isPlain
      ? await askOnce(project, "revision", find)
      : (await find()).answer;
    if (warnings.length > 0) process.stderr.write(`${formatDiagnostics(warnings)}\n`);
    if (!isWritten) {
      process.stdout.write(
        "Nothing changed: definitions, roles and generated agree. No revision was written.\n",
      );
    }
    return EXIT.done;
  });
}
