// Finds the definition files.
import { glob } from "tinyglobby";
import { compareText } from "../../model/identifier.ts";

const SCRIPT = /(?<!\.d)\.[mc]?[jt]sx?$/;

/** The paths of the files that globs match, relative to the root, sorted. */
export async function findDefinitionFiles(root: string, globs: readonly string[]): Promise<string[]> {
  const found = await glob([...globs], { cwd: root, ignore: ["**/node_modules/**"] });
  return found.filter((path) => SCRIPT.test(path)).sort(compareText);
}
