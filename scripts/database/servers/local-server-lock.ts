// One process at a time makes, starts or stops the local server.
import { join } from "node:path";
import { problem } from "../../model/diagnostic.ts";
import { type Held, withProcessLock } from "./process-lock.ts";

const WAIT_MS = 120_000;

const held: Held = (pid, file) =>
  problem("local-server-locked", `process ${pid} does not give back the lock of the local server`, {
    at: { file },
    help: "End that process, or delete the file.",
  });

/**
 * Does the work while no other process does anything with the local server.
 *
 * @param folder where the lock is kept; made if it is not there
 * @throws {Refusal} when the lock is not to be had within two minutes
 */
export const withLocalLock = <T>(folder: string, work: () => Promise<T>): Promise<T> =>
  withProcessLock(join(folder, "lock"), WAIT_MS, held, work);
