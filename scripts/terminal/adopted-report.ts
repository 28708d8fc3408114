// A database taken over, with what is said of it.
import type { Location } from "../model/diagnostic.ts";
import { EXIT } from "../model/exit-code.ts";
import { placeText } from "./diagnostics.ts";
import { withProgress } from "./progress.ts";

const CHOICE =
  "Either change the server or the files, and begin again without the files; or `dwh stamp head` (make: `make stamp " +
  "to=head`) takes it as it is, and `dwh drift --write` (make: `make drift write=1`) makes it what the files say.\n";

const REPAIR =
  "`dwh drift --write` (make: `make drift write=1`) makes it what the files say; `--sql` shows how before.\n";

const REST =
  "No revision was written. Change these where they are declared, or on the server, and run it again; `git diff` shows what\n" +
  "was written already. Or: dwh adopt --stamp-anyway (make: make adopt anyway=1), and `dwh drift --write` repairs them.\n";

const MORE =
  "The role files say by now what its access has for itself: look through them, then dwh check, dwh revision.\n";

const OTHER =
  "Not stamped. Change these on the server, or where they are declared, and run it again. Or: dwh adopt --stamp-anyway (make:\n" +
  "make adopt anyway=1), and `dwh drift --write` makes it what the revisions say.\n";

const OPEN =
  "Nothing was written. Whose word counts?\n" +
  "  dwh adopt --follow-server    writes the files as the server has it (make: make adopt follow=1)\n" +
  "  dwh adopt --stamp-anyway     keeps the files: the first revision makes what they say, and `dwh drift --write` the\n" +
  "                               server what that says (make: make adopt anyway=1)\n" +
  "Neither changes anything on the server but its history.\n";

interface AdoptedSummary {
  readonly written: readonly string[];
  readonly unsaid: readonly string[];
  readonly differences: readonly { readonly text: string; readonly at?: Location }[];
  readonly isStamped: boolean;
  readonly open?: "choice" | "rest" | "other";
  readonly revision?: string;
  readonly edited?: readonly string[];
  readonly gained?: readonly string[];
}

const lineOf = ({ text, at }: AdoptedSummary["differences"][number]): string =>
  `  ${text}${at ? `\n      declared at ${placeText(at)}` : ""}\n`;

/** Takes a database over with progress, tells what was written and what was not, and gives the exit code. */
export async function adoptAndReport(
  shown: string,
  adopt: (onStep: (text: string) => void) => Promise<AdoptedSummary>,
): Promise<number> {
  const {
    written,
    unsaid,
    differences,
    isStamped,
    open,
    edited = [],
    gained = [],
    revision,
  } = await withProgress(adopt);
  process.stdout.write(written.map((file) => `Wrote ${file}\n`).join(""));
  process.stdout.write(edited.map((file) => `Changed ${file}\n`).join(""));
  for (const sentence of unsaid) process.stderr.write(`not said: ${sentence}\n`);
  if (gained.length > 0) {
    const list = gained.map((text) => `  ${text}\n`).join("");
    process.stdout.write(
      `The files give what levels imply, and the database does not yet:\n${list}${REPAIR}`,
    );
  }
  if (differences.length === 0) {
    const how =
      revision === undefined
        ? "it is what the first revision makes, and stamped at it"
        : `it is stamped at ${revision}`;
    const isMore = revision !== undefined && written.length + edited.length > 0;
    process.stdout.write(`${shown} is taken over: ${how}.\n${isMore ? MORE : ""}`);
    return unsaid.length > 0 ? EXIT.differs : EXIT.done;
  }
  const how = open
    ? revision === undefined
      ? "is not what the definitions and role files say"
      : `is not what ${revision} and the role files say`
    : `is ${isStamped ? "stamped though" : "not stamped:"} the first revision makes something else`;
  process.stdout.write(`${shown} ${how}.\n${differences.map(lineOf).join("")}`);
  const next = { choice: OPEN, rest: REST, other: OTHER };
  process.stdout.write(open ? next[open] : isStamped ? REPAIR : CHOICE);
  return EXIT.differs;
}
