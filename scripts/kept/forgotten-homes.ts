// Folders of ours in /var/tmp whose project is gone: the clusters in them, which can be made anew, go too.
import { lstat, readdir, readlink, rm, rmdir, stat, symlink } from "node:fs/promises";
import { join } from "node:path";

/** The link in a home to what it is of. */
const OF = "of";

/** What goes. Programs may run, a local server's data and replaced revisions are somebody's: they stay. */
const CLUSTERS = "scratch";

/** Nobody works there so long after the last proof. */
const FORGET_MS = 24 * 60 * 60 * 1000;

/** Says in a home what it is of. Another run may have done it. */
export async function nameHome(home: string, of: string): Promise<void> {
  await symlink(of, join(home, OF)).catch(() => {});
}

/** Whether a path is gone, and not only out of reach. */
const isGone = (path: string): Promise<boolean> =>
  stat(path).then(
    () => false,
    ({ code }: NodeJS.ErrnoException) => code === "ENOENT" || code === "ENOTDIR",
  );

async function forget(home: string): Promise<void> {
  const clusters = join(home, CLUSTERS);
  const { mtimeMs } = await stat(clusters);
  if (Date.now() - mtimeMs < FORGET_MS || !(await isGone(await readlink(join(home, OF))))) return;
  await rm(clusters, { recursive: true, force: true });
  if ((await readdir(home)).some((entry) => entry !== OF)) return;
  await rm(join(home, OF), { force: true });
  await rmdir(home);
}

/**
 * Empties the homes that are of nothing any more: each has some 90 MB of clusters.
 *
 * @param folder in which homes are
 * @param prefix with which the names of this user's begin
 */
export async function forgetHomes(folder: string, prefix: string): Promise<void> {
  const uid = process.getuid?.();
  for (const name of await readdir(folder)) {
    if (!name.startsWith(prefix)) continue;
    const home = join(folder, name);
    const found = await lstat(home).catch(() => undefined);
    // What another run does with it at the same time is no concern of this one.
    if (found?.isDirectory() && found.uid === uid) await forget(home).catch(() => {});
  }
}
