// A database taken over, with what is said of it.
import { EXIT } from "../model/exit-code.ts";
import { withProgress } from "./progress.ts";

interface AdoptedSummary {
  readonly written: readonly string[];
  readonly unsaid: readonly string[];
  readonly differences: readonly string[];
}

/** Takes a database over with progress, tells what was written and what was not, and gives the exit code. */
export async function adoptAndReport(
  shown: string,
  adopt: (onStep: (text: string) => void) => Promise<AdoptedSummary>,
): Promise<number> {
  const { written, unsaid, differences } = await withProgress(adopt);
  process.stdout.write(written.map((file) => `Wrote ${file}\n`).join(""));
  for (const sentence of unsaid) process.stderr.write(`not said: ${sentence}\n`);
  if (differences.length === 0) {
    process.stdout.write(`${shown} is taken over: it is what the first revision makes, and stamped at it.\n`);
    return unsaid.length > 0 ? EXIT.differs : EXIT.done;
  }
  process.stdout.write(
    `${shown} is not stamped: the first revision makes something else.\n${differences.map((text) => `  ${text}\n`).join("")}`,
  );
  return EXIT.differs;
}
