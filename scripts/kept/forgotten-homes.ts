// Folders of ours in /var/tmp whose project is gone: what can be made anew of it goes too.
import { existsSync } from "node:fs";
import { lstat, readdir, readlink, rm, rmdir, symlink } from "node:fs/promises";
import { join } from "node:path";

/** The link in a home to what it is of. */
const OF = "of";

/** A local server's data are somebody's: their folder may come back, such as one on a disk that is not mounted. */
const STAYS = "local";

/** Says in a new home what it is of. Another run may do it now. */
export async function nameHome(home: string, of: string): Promise<void> {
  await symlink(of, join(home, OF)).catch(() => {});
}

async function forget(home: string): Promise<void> {
  const of = await readlink(join(home, OF));
  if (existsSync(of)) return;
  const entries = await readdir(home);
  for (const entry of entries) {
    if (entry !== STAYS && entry !== OF) await rm(join(home, entry), { recursive: true, force: true });
  }
  if (entries.includes(STAYS)) return;
  await rm(join(home, OF), { force: true });
  await rmdir(home);
}

/**
 * Empties the homes that are of nothing any more: clusters and copies of programs are 90 MB each.
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
