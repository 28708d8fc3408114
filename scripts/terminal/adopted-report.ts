// A database taken over, with what is said of it.
import { EXIT } from "../model/exit-code.ts";
import { withProgress } from "./progress.ts";

const CHOICE =
  "Either change the server or the files, and begin again without the files; or `dwh stamp head` (make: `make stamp " +
  "to=head`) takes it as it is, and `dwh drift --write` (make: `make drift write=1`) makes it what the files say.\n";

const REPAIR =
  "`dwh drift --write` (make: `make drift write=1`) makes it what the files say; `--sql` shows how before.\n";

interface AdoptedSummary {
  readonly written: readonly string[];
  readonly unsaid: readonly string[];
  readonly differences: readonly string[];
  readonly isStamped: boolean;
  readonly gained: readonly string[];
}

/** Takes a database over with progress, tells what was written and what was not, and gives the exit code. */
export async function adoptAndReport(
  shown: string,
  adopt: (onStep: (text: string) => void) => Promise<AdoptedSummary>,
): Promise<number> {
  const { written, unsaid, differences, isStamped, gained } = await withProgress(adopt);
  process.stdout.write(written.map((file) => `Wrote ${file}\n`).join(""));
  for (const sentence of unsaid) process.stderr.write(`not said: ${sentence}\n`);
  if (gained.length > 0) {
    const list = gained.map((text) => `  ${text}\n`).join("");
    process.stdout.write(
      `The files give what levels imply, and the database does not yet:\n${list}${REPAIR}`,
    );
  }
  if (differences.length === 0) {
    process.stdout.write(`${shown} is taken over: it is what the first revision makes, and stamped at it.\n`);
    return unsaid.length > 0 ? EXIT.differs : EXIT.done;
  }
  process.stdout.write(
    `${shown} is ${isStamped ? "stamped though" : "not stamped:"} the first revision makes something else.\n${differences.map((text) => `  ${text}\n`).join("")}`,
  );
  process.stdout.write(isStamped ? REPAIR : CHOICE);
  return EXIT.differs;
}
