// Waits for a server to come up, as a container's first command must.
import { setTimeout as pause } from "node:timers/promises";
import { Refusal } from "../../model/diagnostic.ts";
import { connect, disconnect } from "./connect.ts";

/** What a server says, or does not say, that comes up in a moment; its name may come with it. */
const COMING = new Set([
  "server-down",
  "server-starting",
  "connect-timeout",
  "unknown-host",
  "connection-lost",
]);

const PAUSE_MS = 250;

/**
 * Waits until a server takes connections.
 *
 * @param milliseconds how long at most
 * @throws {Refusal} with what it said last, when the time is over; at once where waiting does not help
 */
export async function waitForServer(
  url: string,
  milliseconds: number,
  onWait: (text: string) => void = () => {},
): Promise<void> {
  const end = performance.now() + milliseconds;
  for (let told = false; ; ) {
    try {
      return await disconnect(await connect(url));
    } catch (error) {
      const [first] = error instanceof Refusal ? error.diagnostics : [];
      if (!first || !COMING.has(first.code) || performance.now() >= end) throw error;
      if (!told) onWait(`Waiting for the server: ${first.message}`);
      told = true;
      await pause(Math.min(PAUSE_MS, Math.max(0, end - performance.now())));
    }
  }
}
