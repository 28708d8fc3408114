// Whether a package of which parts are built in is still what it was when the program was built.
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/**
 * Compares the files of a package with those that were built in, by their sizes: another version or a patch has others.
 *
 * @param list the file of the build that says what they were, `{ "index.js": 123 }`; there is none beside the sources
 * @param folder of the package as it is now
 */
export function isBuiltFrom(list: URL, folder: string): boolean {
  try {
    const sizes = JSON.parse(readFileSync(list, "utf8")) as Readonly<Record<string, number>>;
    return Object.entries(sizes).every(([file, bytes]) => statSync(join(folder, file)).size === bytes);
  } catch {
    return false;
  }
}
