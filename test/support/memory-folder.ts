/** Temporary folders in memory: a database that is made and dropped costs a fifth there of what it costs on a disk. */
import { accessSync, constants, statfsSync } from "node:fs";

const MEMORY = "/dev/shm";
/** What a run needs at its peak, some times over. */
const NEEDED_BYTES = 4 * 2 ** 30;

/** Has this process and those it starts make temporary folders in memory, where there is enough and nothing else is said. */
export function keepTemporaryInMemory(): void {
  if (process.platform !== "linux" || process.env.TMPDIR !== undefined) return;
  try {
    accessSync(MEMORY, constants.W_OK | constants.X_OK);
    const { bavail, bsize } = statfsSync(MEMORY);
    if (bavail * bsize >= NEEDED_BYTES) process.env.TMPDIR = MEMORY;
  } catch {} // there is none
}
