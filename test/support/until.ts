/** Waiting for a condition instead of a time. */
import { setTimeout as pause } from "node:timers/promises";

const POLL_MS = 20;
const DEADLINE_MS = 60_000;

/** Waits until a question is answered with something true. @throws {Error} after a minute */
export async function until<Answer>(
  what: string,
  ask: () => Answer | Promise<Answer>,
): Promise<NonNullable<Answer>> {
  for (const deadline = Date.now() + DEADLINE_MS; Date.now() < deadline; await pause(POLL_MS)) {
    const answer = await ask();
    if (answer) return answer;
  }
  throw new Error(`this never came: ${what}`);
}
