// One process at a time makes, starts or stops the local server.
import { randomBytes } from "node:crypto";
import { link, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { problem, Refusal } from "../../model/diagnostic.ts";
import { processLives, processTraits } from "./run-as.ts";

const DEADLINE_MS = 120_000;
const POLL_MS = 20;

/**
 * Does the work while no other process does anything with the local server.
 *
 * @param folder where the lock is kept; made if it is not there
 * @throws {Refusal} when the lock is not to be had within two minutes
 */
export async function withLocalLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  await mkdir(folder, { recursive: true });
  const lock = join(folder, "lock");
  await takeLock(lock, Date.now() + DEADLINE_MS);
  return work().finally(() => rm(lock, { force: true }));
}

/**
 * The lock is a file that names its holder. One whose holder is dead is replaced under a lock of its own,
 * named after that holder, so that of several who see the death only one acts on it.
 */
async function takeLock(lock: string, deadline: number): Promise<void> {
  const key = randomBytes(6).toString("hex");
  const mine = `${lock}.${key}`;
  await writeFile(mine, `${process.pid} ${processTraits(process.pid)?.started ?? ""} ${key}`);
  try {
    while (!(await made(link(mine, lock)))) {
      const holder = await readFile(lock, "utf8").catch(() => "");
      const [pid, started, key] = holder.split(" ");
      if (key && !processLives(Number(pid), started)) {
        const burial = `${lock}.${key}.dead`;
        await takeLock(burial, deadline);
        const unchanged = (await readFile(lock, "utf8").catch(() => "")) === holder;
        if (unchanged) await rename(mine, lock);
        await rm(burial);
        if (unchanged) return;
      } else if (Date.now() > deadline) {
        throw new Refusal([
          problem("local-server-locked", `process ${pid} does not give back the lock of the local server`, {
            at: { file: lock },
            help: "End that process, or delete the file.",
          }),
        ]);
      } else {
        await pause(POLL_MS);
      }
    }
  } finally {
    await rm(mine, { force: true });
  }
}

/** Whether the file was made, false when it was there already. */
function made(attempt: Promise<void>): Promise<boolean> {
  return attempt.then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === "EEXIST") return false;
      throw error;
    },
  );
}
