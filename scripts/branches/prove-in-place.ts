// Revisions proved beside generated/ that then take the place of others.
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { keptFolder } from "../kept/kept-folder.ts";
import type { Revision } from "../migrations/folder.ts";
import { replaceFolders } from "../migrations/replaced-folders.ts";
import { type Diagnostic, Refusal } from "../model/diagnostic.ts";
import type { Project } from "../sources/project.ts";

/** Where folders of revisions are kept that others took the place of. */
const KEPT = "replaced";

/** What is said of a folder beside generated/, as if it were in its place: where it was tried nobody finds it. */
const inPlace =
  (beside: string, out: string) =>
  (diagnostic: Diagnostic): Diagnostic =>
    diagnostic.at
      ? { ...diagnostic, at: { ...diagnostic.at, file: diagnostic.at.file.replace(beside, () => out) } }
      : diagnostic;

/**
 * Does work that writes revisions, and lets them take the place of others at once, of which copies are kept in .dwh;
 * where it throws, generated/ is as before.
 *
 * @param replaced where there are none, what is written is in its place at once
 * @param work is given the project with another folder of revisions, in which nothing is yet
 */
export async function inPlaceOf<Result>(
  project: Project,
  replaced: readonly Pick<Revision, "name" | "folder">[],
  work: (beside: Project) => Promise<Result>,
): Promise<Result> {
  if (replaced.length === 0) return work(project);
  const { root, config } = project;
  const names = replaced.map(({ name }) => name);
  return replaceFolders(config.out, names, async (out) => {
    const result = await work({ ...project, config: { ...config, out } }).catch((error: unknown) => {
      throw error instanceof Refusal ? new Refusal(error.diagnostics.map(inPlace(out, config.out))) : error;
    });
    const kept = join(await keptFolder(root), KEPT);
    for (const { name, folder } of replaced)
      await cp(folder, join(kept, name), { recursive: true, force: true });
    return result;
  });
}
