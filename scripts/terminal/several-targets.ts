// One command on several targets: so many at once, each by itself, one summary and one exit code.
import { EXIT } from "../model/exit-code.ts";
import { printError, printFailure } from "./failure.ts";
import { hookExit, type MoveSummary, movedLines } from "./move-report.ts";
import { startRows } from "./progress-rows.ts";
import { formatTable } from "./table.ts";

/** What came of a target. */
interface Outcome {
  readonly name: string;
  readonly summary?: MoveSummary;
  readonly error?: unknown;
  readonly milliseconds?: number;
}

const SIGNALLED = /^(interrupted|terminated)$/;

/** Ctrl-C ends all that run, and nothing more begins. */
const wasSignalled = ({ error }: Outcome): boolean =>
  ((error as { diagnostics?: readonly { code: string }[] } | undefined)?.diagnostics ?? []).some(({ code }) =>
    SIGNALLED.test(code),
  );

/** Works on so many at once, in the order in which they are named. A failure of one is nothing to the others. */
async function onEach(
  names: readonly string[],
  parallel: number,
  work: (name: string) => Promise<Outcome>,
): Promise<Outcome[]> {
  const outcomes = new Map<string, Outcome>();
  const open = [...names];
  const worker = async () => {
    for (let name = open.shift(); name !== undefined; name = open.shift()) {
      const outcome = await work(name);
      outcomes.set(name, outcome);
      if (wasSignalled(outcome)) open.length = 0;
    }
  };
  // Each run listens to signals by itself, and so does the hook that it runs.
  process.setMaxListeners(Math.max(process.getMaxListeners(), 2 * parallel + 10));
  await Promise.all(Array.from({ length: Math.min(parallel, names.length) }, worker));
  return names.map((name) => outcomes.get(name) ?? { name });
}

function summaryRow({ name, summary, error, milliseconds }: Outcome): string[] {
  const took = milliseconds === undefined ? "" : `${Math.round(milliseconds)} ms`;
  if (summary)
    return [
      name,
      summary.hookProblem ? "done, hook failed" : "done",
      String(summary.moved.length),
      summary.head ?? "base",
      took,
    ];
  return [name, error === undefined ? "not begun" : "failed", "", "", took];
}

/**
 * Moves several targets and tells of each.
 *
 * @param move of one, by its name
 * @returns the highest of the exit codes
 */
export async function moveSeveral(
  names: readonly string[],
  parallel: number,
  move: (name: string, onStep: (text: string) => void) => Promise<MoveSummary>,
): Promise<number> {
  const rows = startRows(names);
  const outcomes = await onEach(names, parallel, async (name) => {
    const began = performance.now();
    const took = () => performance.now() - began;
    try {
      const summary = await move(name, (text) => rows.step(name, text));
      rows.end(name, `at ${summary.head ?? "base"}`, summary.hookProblem !== undefined);
      return { name, summary, milliseconds: took() };
    } catch (error) {
      rows.end(name, "failed", true);
      return { name, error, milliseconds: took() };
    }
  });
  for (const { name, summary } of outcomes)
    for (const line of summary ? movedLines(summary) : []) process.stdout.write(`${name}: ${line}\n`);
  const heading = ["target", "outcome", "revisions", "is at", "took"];
  process.stdout.write(`${formatTable([heading, ...outcomes.map(summaryRow)])}\n`);
  const codes = outcomes.map(({ name, summary, error }) => {
    if (error === undefined && !summary?.hookProblem) return EXIT.done;
    printError(`\n${name}:\n`);
    return summary ? hookExit(summary) : printFailure(error);
  });
  return Math.max(...codes);
}
