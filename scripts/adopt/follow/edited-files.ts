// Files that are changed in place, and can be put back as they were.
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/** What was changed. */
export interface EditedFiles {
  /** Absolute paths. */
  readonly files: readonly string[];
  /** Makes the files what they were. */
  undo(): Promise<void>;
}

/** The text of a file; undefined where there is none. */
export const textThere = (file: string): Promise<string | undefined> =>
  readFile(file, "utf8").catch(() => undefined);

/** What was changed, by what files were before; undefined where there was none. */
export function editedFiles(before: ReadonlyMap<string, string | undefined>): EditedFiles {
  return {
    files: [...before.keys()],
    async undo() {
      for (const [file, text] of before) {
        if (text === undefined) await rm(file, { force: true });
        else await writeFile(file, text);
      }
    },
  };
}

/** Writes files. @param texts by absolute paths */
export async function editFiles(texts: ReadonlyMap<string, string>): Promise<EditedFiles> {
  const before = new Map<string, string | undefined>();
  for (const [file, text] of texts) {
    const there = await textThere(file);
    if (there === text) continue;
    before.set(file, there);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  return editedFiles(before);
}
