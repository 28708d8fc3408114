// Work of ours while the server does its own.
import { setImmediate as turn } from "node:timers/promises";

/**
 * Does something that waits for nobody once a server has been sent what it is asked.
 *
 * @param asked is waited for in any case, so that nothing is on its way when this fails
 * @throws what the work throws, before what the server says
 */
export async function meanwhile<Found>(asked: Promise<Found>, work: () => void): Promise<Found> {
  const answered = asked.then(
    () => {},
    () => {},
  );
  // The driver sends in the turn after the one in which it is asked.
  await turn();
  await turn();
  try {
    work();
  } finally {
    await answered;
  }
  return asked;
}
