// `dwh squash`: one revision instead of one's own.
import { squash } from "../branches/squash-revisions.ts";
import { givenHints } from "../migrations/given-hints.ts";
import { parseAllowance } from "../model/allowance.ts";
import { EXIT } from "../model/exit-code.ts";
import { splitList } from "../model/identifier.ts";
import { withRevisionLock } from "../revise/revision-lock.ts";
import { openProject } from "../sources/project.ts";
import { placeText } from "../terminal/diagnostics.ts";
import { withProgress } from "../terminal/progress.ts";
import type { Options } from "../verbs/verbs.ts";

/** Makes one revision of one's own. */
export async function run(_args: readonly string[], options: Options<"squash">): Promise<number> {
  const hints = await givenHints(options);
  const project = await openProject();
  const again = {
    message: options.message?.trim(),
    base: options.base,
    edit: options.edit === true,
    unappliedOn: (options.unappliedOn ?? []).flatMap(splitList),
    hints,
    destructive: parseAllowance(options.destructive),
  };
  const say = (text: string) => process.stdout.write(`${text}\n`);
  const squashed = await withProgress((onStep) =>
    withRevisionLock(project, () => squash(project, { ...again, onStep })),
  );
  if (squashed.kind === "none") say(`There is no revision that ${squashed.base || "others"} does not have.`);
  else if (squashed.kind === "gone")
    say(`${squashed.replaced.join(", ")}: nothing of it is declared any more. No revision is left.`);
  else if (squashed.kind === "written") {
    say(squashed.review);
    say(`Wrote ${squashed.name} instead of ${squashed.replaced.join(", ")}`);
  } else {
    say(
      `Kept as a draft in ${placeText({ file: squashed.folder })}; ${squashed.replaced.join(", ")} stay until it is proved.`,
    );
    if (squashed.carried > 0)
      say(
        `${squashed.carried} statements that were written by hand stand in it: see that they are where they belong.`,
      );
    say("Correct migration.sql and down.sql there, then run `make revision continue=1`.");
  }
  return EXIT.done;
}
