// Finds and reads the files of roles.
import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import { compareText } from "../../model/identifier.ts";

/** A file of roles with its text. */
interface RolesFileText {
  /** Relative to the project, with slashes. */
  readonly file: string;
  readonly text: string;
}

async function filesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder, { recursive: true });
  } catch (error) {
    // A project need not have roles; those that an earlier revision has are missed later.
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

/**
 * Reads the YAML files of a folder and the folders in it, in the order of their paths. Hidden files are editors'.
 *
 * @throws what the file system throws, but for a folder that is not there
 */
export async function readRolesFiles(projectRoot: string, folder: string): Promise<RolesFileText[]> {
  const root = resolve(projectRoot, folder);
  const paths = (await filesIn(root)).filter(
    (path) => /\.ya?ml$/i.test(path) && !path.split(sep).some((part) => part.startsWith(".")),
  );
  const read = paths.map(async (path): Promise<RolesFileText[]> => {
    const absolute = join(root, path);
    if (!(await stat(absolute)).isFile()) return [];
    // What is no UTF-8 becomes U+FFFD here and is reported with the file's other problems.
    const text = await readFile(absolute, "utf8");
    return [{ file: relative(projectRoot, absolute).split(sep).join("/"), text }];
  });
  return (await Promise.all(read)).flat().sort((a, b) => compareText(a.file, b.file));
}
