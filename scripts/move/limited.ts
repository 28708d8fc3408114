// Work of others that ends by itself, by its time limit, or by Ctrl-C and SIGTERM.
import { INTERRUPTIONS, Interrupted, type Interruption } from "../database/connect/interruption.ts";

/** It took longer than it may. */
export class OutOfTime extends Error {
  override readonly name = "OutOfTime";
}

/**
 * Does work whose signal is given once it has taken too long, or the process is told to end.
 *
 * @param milliseconds no limit unless said
 * @throws {OutOfTime | Interrupted} as the signal's reason, where the work throws it
 */
export async function limited<Result>(
  milliseconds: number | undefined,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  const listeners = (Object.keys(INTERRUPTIONS) as Interruption[]).map(
    (name) => [name, () => controller.abort(new Interrupted(name))] as const,
  );
  for (const [name, listener] of listeners) process.on(name, listener);
  const timer =
    milliseconds === undefined
      ? undefined
      : setTimeout(
          () => controller.abort(new OutOfTime(`it took more than ${milliseconds} ms`)),
          milliseconds,
        );
  try {
    return await work(controller.signal);
  } finally {
    clearTimeout(timer);
    for (const [name, listener] of listeners) process.off(name, listener);
  }
}
