// The stamp of a database that is taken over: where it fails, what was written for it goes again.
import { withConnection } from "../database/connect/connect.ts";
import { Refusal } from "../model/diagnostic.ts";
import type { Project } from "../sources/project.ts";
import type { Target } from "../sources/target.ts";
import { type ComparedBaseline, stampBaseline } from "./baseline.ts";
import { refuseManaged } from "./refuse-managed.ts";

/** What failed once the files were written, which stay: the target may have been stamped before its answer was lost. */
function withFiles(error: unknown): unknown {
  if (!(error instanceof Refusal)) return error;
  const help =
    "The files are written. `dwh current` (make: `make current`) says whether the target is at the revision; if it is not, " +
    "`dwh stamp REV` (make: `make stamp to=REV`) says so without comparing.";
  const told = error.diagnostics.map((one) => ({ ...one, help: one.help ? `${one.help}\n${help}` : help }));
  return Object.assign(new Refusal(told), { cause: error.cause });
}

/**
 * Stamps a target at a revision, whose roles were there before.
 *
 * @param undo takes back what was written, so that a second run begins where this one did
 * @throws what the stamp throws; the files stay only where the target may be at them
 */
export async function stampOrUndo(
  project: Project,
  target: Target,
  compared: ComparedBaseline,
  { onStep, undo }: { readonly onStep: (text: string) => void; readonly undo: () => Promise<unknown> },
): Promise<void> {
  try {
    await stampBaseline(project, target, compared, onStep);
  } catch (error) {
    const isBare = await withConnection(target.url, (sql) => refuseManaged(project, target, sql)).then(
      () => true,
      () => false,
    );
    if (!isBare) throw withFiles(error);
    await undo();
    throw error;
  }
}
