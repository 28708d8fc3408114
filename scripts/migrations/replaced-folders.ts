/** Folders of revisions that take the place of others, at once for everybody who reads generated/. */
import { randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { FOLDER } from "./revision-name.ts";

/** Once this folder has its name the new revisions count and the old ones do not, wherever they still lie. */
const REPLACING = ".replacing";

/** In it, the names of the folders that no longer count. */
const REMOVED = "removed.json";

const foldersIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && FOLDER.test(entry.name))
        .map((entry) => entry.name)
    : [];

function removedIn(out: string): string[] {
  const file = join(out, REPLACING, REMOVED);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as string[]) : [];
}

/** The folders of revisions by their names, those among them that are about to be moved into their place. */
export function revisionFolders(out: string): Map<string, string> {
  const removed = new Set(removedIn(out));
  const there = foldersIn(out).filter((name) => !removed.has(name));
  const coming = join(out, REPLACING);
  return new Map([
    ...there.map((name) => [name, join(out, name)] as const),
    ...foldersIn(coming).map((name) => [name, join(coming, name)] as const),
  ]);
}

/** Ends what a run began that was killed once its revisions counted. */
async function finishReplacing(out: string): Promise<void> {
  const coming = join(out, REPLACING);
  if (!existsSync(coming)) return;
  for (const name of removedIn(out)) await rm(join(out, name), { recursive: true, force: true });
  for (const name of foldersIn(coming)) await rename(join(coming, name), join(out, name));
  await rm(coming, { recursive: true });
}

/**
 * Lets new revisions be written beside generated/ and then take the place of others: all of them or none.
 *
 * @param removed names of the folders that go
 * @param write writes the new folders into the folder that it is given; where it throws, nothing is changed
 */
export async function replaceFolders<Result>(
  out: string,
  removed: readonly string[],
  write: (beside: string) => Promise<Result>,
): Promise<Result> {
  await finishReplacing(out);
  const beside = join(out, `.writing-${randomUUID()}`);
  await mkdir(beside, { recursive: true });
  try {
    const result = await write(beside);
    await writeFile(join(beside, REMOVED), `${JSON.stringify(removed)}\n`);
    await rename(beside, join(out, REPLACING));
    await finishReplacing(out);
    return result;
  } catch (error) {
    await rm(beside, { recursive: true, force: true });
    throw error;
  }
}
