/** Where a project keeps what can be made anew: `.dwh`, or a temporary folder where that cannot be written. */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { access, chmod, constants, lstat, mkdir, realpath, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { problem, Refusal } from "../model/diagnostic.ts";
import { forgetHomes, nameHome } from "./forgotten-homes.ts";

const FOLDER = "/var/tmp";

/**
 * A directory of ours that every user of the system can enter, one for each `path` and caller:
 * `/var/tmp/dwh-<our uid>-<hash of path's real path>`, made (mode 0711) if it is not there. Where one is made, those of
 * paths that are gone are emptied.
 *
 * @throws {Refusal} when something there is not a directory that only we can write to: anyone may put names into
 * /var/tmp before us
 */
export async function privateHome(path: string): Promise<string> {
  const uid = process.getuid?.() ?? 0;
  const of = await realpath(path);
  const key = createHash("sha256").update(of).digest("hex");
  const prefix = `dwh-${uid}-`;
  const home = `${FOLDER}/${prefix}${key.slice(0, 16)}`;
  const isNew = await mkdir(home, { mode: 0o711 }).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
      return false;
    },
  );
  const found = await lstat(home);
  if (!found.isDirectory() || found.uid !== uid || (found.mode & 0o022) !== 0) {
    throw new Refusal([
      problem("unsafe-folder", `${home} is not a folder that only this user can write to`, {
        help: "Look who made it, and remove it.",
      }),
    ]);
  }
  await chmod(home, 0o711); // what mkdir's mode lost to the umask
  await nameHome(home, of);
  // Not everybody may list the folder.
  if (isNew) await forgetHomes(FOLDER, prefix).catch(() => {});
  return home;
}

/** The folder of packages that files of the project find. */
function packagesOf(root: string): string | undefined {
  for (let folder = root; ; folder = dirname(folder)) {
    const packages = join(folder, "node_modules");
    if (existsSync(packages)) return packages;
    if (folder === dirname(folder)) return undefined;
  }
}

async function inProject(root: string): Promise<string> {
  const folder = join(root, ".dwh");
  await mkdir(folder, { recursive: true });
  await access(folder, constants.W_OK | constants.X_OK);
  const ignore = join(folder, ".gitignore");
  if (!existsSync(ignore)) await writeFile(ignore, "*\n");
  return folder;
}

/** A bundle that lies there finds the packages of the project. */
async function elsewhere(root: string): Promise<string> {
  const home = await privateHome(root);
  const packages = packagesOf(root);
  // Another run may have made it, or makes it now.
  if (packages) await symlink(packages, join(home, "node_modules")).catch(() => {});
  return home;
}

/**
 * The folder, made if it is not there: `.dwh`, which git ignores, or the project's {@link privateHome} where `.dwh`
 * is no folder or cannot be written to.
 *
 * @throws {Refusal} as {@link privateHome} does
 */
export function keptFolder(root: string): Promise<string> {
  return inProject(root).catch(() => elsewhere(root));
}
