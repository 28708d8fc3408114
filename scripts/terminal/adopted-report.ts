// What is said of a database that was taken over.
import { EXIT } from "../model/exit-code.ts";

interface AdoptedSummary {
  readonly written: readonly string[];
  readonly unsaid: readonly string[];
  readonly differences: readonly string[];
}

/** Tells what was written and what was not, and gives the exit code. */
export function reportAdopted(shown: string, { written, unsaid, differences }: AdoptedSummary): number {
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
