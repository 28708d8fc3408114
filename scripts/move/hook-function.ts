// A hook that is a function of drizzle.config.ts.
import { cancelRunning, connect, disconnect, type Sql } from "../database/connect/connect.ts";
import type { HookContext, HookEvent, HookFunction } from "../model/hook-event.ts";

/** Rejects once the signal is given. */
const untilAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });

/**
 * Calls it, with a session of its own on the target if it asks for one.
 *
 * @returns why it failed; undefined where it did not
 * @throws the signal's reason where that is given; what the function still does goes on then
 */
export async function callFunction(
  hook: HookFunction,
  event: HookEvent,
  { url, signal }: { readonly url: string; readonly signal: AbortSignal },
): Promise<string | undefined> {
  let opened: Promise<Sql> | undefined;
  const query: HookContext["query"] = async (text, parameters = []) => {
    signal.throwIfAborted();
    opened ??= connect(url);
    return [...(await (await opened).unsafe<Record<string, unknown>[]>(text, [...parameters]))];
  };
  try {
    const work = (async () => hook(event, { query, signal }))();
    const answer = await Promise.race([work, untilAborted(signal)]);
    return answer === false ? "the function gave false" : undefined;
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    return error instanceof Error ? error.message : String(error);
  } finally {
    const sql = await opened?.catch(() => undefined);
    if (sql && signal.aborted) await cancelRunning(sql);
    if (sql) await disconnect(sql);
  }
}
