/** What is said where a run stops: what is applied, what was rolled back, and what is not known. */
import { connectionProblem, isLost } from "../database/connect/connection-problem.ts";
import { Interrupted } from "../database/connect/interruption.ts";
import { CommitUnanswered } from "../database/connect/transaction.ts";
import { type Diagnostic, problem, Refusal } from "../model/diagnostic.ts";

import type { LeftAt } from "../sql/course.ts";
import { HALF_DONE_HELP, stepWords } from "./half-done.ts";

/** How far a run has come. */
export interface RunState {
  /** The database's address without its password. */
  readonly shown: string;
  readonly direction: "up" | "down";
  /** The revisions that are committed, in order. */
  readonly done: string[];
  /** Where the database stands; undefined before the history was read. */
  head: string | undefined;
  /** The revision whose transaction is open, and where the database stands after it. */
  current:
    | {
        readonly name: string;
        readonly after: string;
        readonly began: number;
        /** Of several phases, how many are committed. */
        step?: Pick<LeftAt, "done" | "of" | "batches">;
      }
    | undefined;
}

/** What PostgreSQL said while a revision ran; the help of others may be SQL to be copied. */
const OF_STATEMENTS = /^(statement|revision|lock|grant|code)-/;

/** What ends a run between revisions. */
const OF_HOOKS = /^hook-/;

const LOOK = "`dwh info` (make: `make info`) says where it stands";

/** What became of the revision that ran. */
function left({ name, step }: NonNullable<RunState["current"]>, direction: RunState["direction"]): string {
  if (!step) return `${name} was rolled back as a whole.`;
  return `${name} is half done: ${stepWords({ direction, ...step })}, which stays. ${HALF_DONE_HELP}`;
}

/** What became of the run, in sentences. */
function outcome({ direction, done, head, current }: RunState): string {
  const did = direction === "up" ? "applied" : "taken back";
  return [
    ...(current ? [left(current, direction)] : []),
    ...(done.length > 0
      ? [`${done.join(", ")} ${done.length > 1 ? "were" : "was"} ${did} before, and that stays.`]
      : []),
    head === undefined
      ? "Nothing was done. Behind a pooler, a run needs two sessions at once."
      : `The database is at ${head}.`,
  ].join(" ");
}

const withHelp = (diagnostic: Diagnostic, more: string): Diagnostic => ({
  ...diagnostic,
  help: diagnostic.help === undefined ? more : `${diagnostic.help}\n${more}`,
});

/** @param isDone whether the history has it; undefined where that could not be asked */
function unanswered({ shown, direction, head, current }: RunState, isDone?: boolean): Refusal {
  const did = direction === "up" ? "applied" : "taken back";
  const name = current?.name ?? "the revision";
  const found =
    isDone === undefined ? `whether it is ${did} is not known` : `it is ${isDone ? "" : "not "}${did}`;
  const message = `the connection to ${shown} was lost while ${name} was being committed: ${found}`;
  const asked = isDone ? `The database is at ${current?.after}.` : `The database is at ${head}.`;
  const notAsked = `${LOOK}: at ${current?.after} if it is ${did}, else at ${head}.`;
  const step = isDone || !current?.step ? "" : ` It is half done: ${LOOK}.`;
  const help = `${isDone === undefined ? notAsked : asked}${step} Running the same command again is safe.`;
  return new Refusal([
    problem(isDone === undefined ? "outcome-unknown" : "connection-lost", message, { help }),
  ]);
}

/**
 * An error of a run, with what became of the run.
 *
 * @param ask whether what was being committed is done; undefined where that cannot be asked
 * @returns what is to be thrown instead
 */
export async function stopped(
  error: unknown,
  state: RunState,
  ask: (name: string) => Promise<boolean | undefined>,
): Promise<unknown> {
  if (error instanceof CommitUnanswered && state.current)
    return unanswered(state, await ask(state.current.name));
  if (error instanceof Interrupted) {
    const code = error.signal === "SIGINT" ? "interrupted" : "terminated";
    return new Refusal([problem(code, `interrupted by ${error.signal}`, { help: outcome(state) })]);
  }
  const cause = error instanceof Refusal || error instanceof CommitUnanswered ? error.cause : error;
  const lost = isLost(cause) ? connectionProblem(cause, state.shown) : undefined;
  if (lost) return new Refusal([{ ...lost, help: `${outcome(state)} ${LOOK}.` }]);
  if (!(error instanceof Refusal)) return error;
  const told = state.current ? OF_STATEMENTS : OF_HOOKS;
  const last = error.diagnostics.findLastIndex(({ code }) => told.test(code));
  return new Refusal(
    error.diagnostics.map((one, index) => (index === last ? withHelp(one, outcome(state)) : one)),
  );
}
