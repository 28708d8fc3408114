// A hook that is a function of drizzle.config.ts.
import type { HookEvent, HookFunction } from "../model/hook-event.ts";
import { HookSession } from "./hook-session.ts";

/** Where a function that is a hook works, and who hears of it. */
interface FunctionCall {
  /** Of the target, with its password. */
  readonly url: string;
  readonly signal: AbortSignal;
  /** Told what went wrong behind its end. */
  readonly onLine: (line: string) => void;
}

/** Rejects once the signal is given. */
const untilAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * Calls it, with a session of its own on the target if it asks for one.
 *
 * @returns why it failed; undefined where it did not
 * @throws the signal's reason where that is given; what the function still does goes on then, but for its SQL
 */
export async function callFunction(
  hook: HookFunction,
  event: HookEvent,
  { url, signal, onLine }: FunctionCall,
): Promise<string | undefined> {
  const session = new HookSession(url, signal, (error) => onLine(wordsOf(error)));
  const { query } = session;
  const work = async () => {
    try {
      return await hook(event, { query, signal });
    } finally {
      await session.end();
    }
  };
  try {
    const answer = await Promise.race([work(), untilAborted(signal)]);
    if (answer === false) return "the function gave false";
    const [forgotten] = session.forgotten;
    return forgotten && `SQL that the function did not wait for: ${wordsOf(forgotten)}`;
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    return wordsOf(error);
  } finally {
    await session.close();
  }
}
