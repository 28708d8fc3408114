// A file that one process at a time holds, which is taken from those that died.
import { randomBytes } from "node:crypto";
import { link, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type Diagnostic, Refusal } from "../../model/diagnostic.ts";
import { processLives, processTraits } from "./run-as.ts";

const POLL_MS = 20;

/** How long the lock of somebody who died may be in other hands that take it over too. */
const BURIAL_MS = 1_000;

/** What is said of a process that does not give the lock back. */
export type Held = (pid: string, lock: string) => Diagnostic;

/**
 * Does the work while no other process holds the lock.
 *
 * @param lock the file; its folder is made if it is not there
 * @param waitMs how long another process may hold it until that is refused
 * @throws {Refusal} with what is said of the process that holds it
 */
export async function withProcessLock<T>(
  lock: string,
  waitMs: number,
  held: Held,
  work: () => Promise<T>,
): Promise<T> {
  await mkdir(dirname(lock), { recursive: true });
  await takeLock(lock, Date.now() + waitMs, held);
  return work().finally(() => rm(lock, { force: true }));
}

/**
 * The lock is a file that names its holder. One whose holder is dead is replaced under a lock of its own,
 * named after that holder, so that of several who see the death only one acts on it.
 */
async function takeLock(lock: string, deadline: number, held: Held): Promise<void> {
  const key = randomBytes(6).toString("hex");
  const mine = `${lock}.${key}`;
  await writeFile(mine, `${process.pid} ${processTraits(process.pid)?.started ?? ""} ${key}`);
  try {
    while (!(await made(claim(mine, lock)))) {
      const holder = await readFile(lock, "utf8").catch(() => "");
      const [pid, started, key] = holder.split(" ");
      if (key && !processLives(Number(pid), started)) {
        const burial = `${lock}.${key}.dead`;
        await takeLock(burial, Math.max(deadline, Date.now() + BURIAL_MS), held);
        const unchanged = (await readFile(lock, "utf8").catch(() => "")) === holder;
        if (unchanged) await rename(mine, lock);
        await rm(burial);
        if (unchanged) return;
      } else if (Date.now() > (holder === "" ? deadline + BURIAL_MS : deadline)) {
        throw new Refusal([held(pid ?? "", lock)]);
      } else {
        await pause(POLL_MS);
      }
    }
  } finally {
    await rm(mine, { force: true });
  }
}

/** What a file system says that knows no second names of a file. */
const NO_LINKS: ReadonlySet<string | undefined> = new Set(["EPERM", "ENOTSUP", "ENOSYS", "EOPNOTSUPP"]);

/** Makes the lock with its content at once, where the file system can do that. */
async function claim(mine: string, lock: string): Promise<void> {
  try {
    await link(mine, lock);
  } catch (error) {
    if (!NO_LINKS.has((error as NodeJS.ErrnoException).code)) throw error;
    await writeFile(lock, await readFile(mine, "utf8"), { flag: "wx" });
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
