// `dwh history`: the revisions in the folder, and what became of them on a target.
import { loadRevisions, type Revision } from "../migrations/folder.ts";
import { Refusal } from "../model/diagnostic.ts";
import { EXIT } from "../model/exit-code.ts";
import { stepWords } from "../move/half-done.ts";
import { readTargetState, type TargetState, utcTime } from "../move/target-state.ts";
import { openProject } from "../sources/project.ts";
import { openTargetToLook } from "../sources/target-to-look.ts";
import { ownWords } from "../terminal/own-words.ts";
import { formatTable } from "../terminal/table.ts";
import type { Options } from "../verbs/verbs.ts";

const print = (rows: readonly (readonly string[])[]) => process.stdout.write(`${formatTable(rows)}\n`);

const milliseconds = (time: number | undefined): string =>
  time === undefined ? "" : `${Math.round(time)} ms`;

const named = ({ number, name, message }: Revision): string[] => [`#${number}`, name, message];

const HEADING = ["number", "revision", "message"];

function printApplied({ revisions, how, half }: TargetState): void {
  const rows = revisions.map((revision) => {
    const applied = how.get(revision.name);
    if (half?.revision === revision.name) return [...named(revision), stepWords(half)];
    if (!applied) return [...named(revision), "pending"];
    const { at = "applied", by = "", stamped } = applied;
    return [...named(revision), at, stamped ? "stamped" : milliseconds(applied.milliseconds), by];
  });
  print([[...HEADING, "applied (UTC)", "took", "by"], ...rows]);
}

function printLog({ log = [] }: TargetState): void {
  const rows = log.map(({ beganAt, action, revision, outcome, role, person, tool, ...more }) => [
    utcTime(beganAt),
    action,
    revision,
    outcome,
    milliseconds(more.milliseconds),
    `${role}, ${person}`,
    tool,
    more.problem ?? "",
  ]);
  if (rows.length === 0) process.stdout.write("The log is empty, or may not be read.\n");
  else print([["began (UTC)", "what", "revision", "outcome", "took", "by", "version", "why"], ...rows]);
}

function asJson({ revisions, how, log }: TargetState, withLog: boolean): unknown {
  if (withLog) return log ?? [];
  return revisions.map(({ number, name, message }) => ({
    number,
    name,
    message,
    applied: how.get(name) ?? null,
  }));
}

/** Lists the revisions, oldest first; of a target that is named, what is applied, when, by whom, how long. */
export async function run(_args: readonly string[], options: Options<"history">): Promise<number> {
  const project = await openProject();
  const { target: name, log = false, json = false } = options;
  if (name === undefined && !log) {
    const revisions = await loadRevisions(project.config.out);
    if (json)
      process.stdout.write(
        `${JSON.stringify(
          revisions.map(({ number, name, message }) => ({ number, name, message })),
          undefined,
          2,
        )}\n`,
      );
    else if (revisions.length === 0)
      process.stdout.write(
        ownWords(
          "There is no revision yet. Write the first: `dwh revision -m init` (make: `make revision m=init`)\n",
        ),
      );
    else print([HEADING, ...revisions.map(named)]);
    return EXIT.done;
  }
  const state = await readTargetState(project, await openTargetToLook(project, name));
  if (json) process.stdout.write(`${JSON.stringify(asJson(state, log), undefined, 2)}\n`);
  else if (log) printLog(state);
  else printApplied(state);
  if (state.problems.length > 0) throw new Refusal(state.problems);
  return EXIT.done;
}
