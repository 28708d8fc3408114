/** What Ctrl-C and SIGTERM do to a run on a server: what runs there is cancelled, and nothing more begins. */
import { EXIT } from "../../model/exit-code.ts";
import { cancelRunning, type Sql } from "./connect.ts";
import { errorCode } from "./connection-problem.ts";

/** Signals that end a run, and what the process then exits with: 128 and the signal's number. */
export const INTERRUPTIONS = { SIGINT: EXIT.interrupted, SIGTERM: EXIT.terminated } as const;

/** One of them. */
export type Interruption = keyof typeof INTERRUPTIONS;

/** A cancel request reaches what runs at that moment, if anything does: it is repeated until the run has ended. */
const REPEAT_MS = 200;

/** The statement was cancelled, or one that was sent before it, whose own error may be heard later. */
const CANCELLED = /^(57014|25P02)$/;

/** The run was interrupted; its transaction is rolled back. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
  constructor(readonly signal: Interruption) {
    super(`interrupted by ${signal}`);
  }
}

const interrupted = new WeakMap<Sql, Interruption>();

/** @throws {Interrupted} where the run that uses the connection was interrupted */
export function refuseIfInterrupted(sql: Sql): void {
  const signal = interrupted.get(sql);
  if (signal) throw new Interrupted(signal);
}

/** Whether an error is what an interruption comes to. */
const isInterruption = (error: unknown): boolean =>
  error instanceof Interrupted ||
  CANCELLED.test(errorCode(error)) ||
  CANCELLED.test(errorCode((error as Error | undefined)?.cause));

/**
 * Does work that Ctrl-C and SIGTERM end in good order; a second signal ends the process at once.
 *
 * @param onSignal told of the first signal
 * @throws {Interrupted} where that ended the work
 */
export async function interruptible<Result>(
  connections: readonly Sql[],
  onSignal: (signal: Interruption) => void,
  work: () => Promise<Result>,
): Promise<Result> {
  let given: Interruption | undefined;
  let repeat: NodeJS.Timeout | undefined;
  const cancel = () => {
    for (const sql of connections) void cancelRunning(sql);
  };
  const listener = (signal: Interruption) => {
    if (given) process.exit(INTERRUPTIONS[signal]);
    given = signal;
    for (const sql of connections) interrupted.set(sql, signal);
    onSignal(signal);
    cancel();
    repeat = setInterval(cancel, REPEAT_MS);
  };
  const signals = Object.keys(INTERRUPTIONS) as Interruption[];
  for (const signal of signals) process.on(signal, listener);
  try {
    return await work();
  } catch (error) {
    throw given && isInterruption(error) ? new Interrupted(given) : error;
  } finally {
    clearInterval(repeat);
    for (const signal of signals) process.off(signal, listener);
  }
}
