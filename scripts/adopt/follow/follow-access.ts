// Role files with what a server has beside them.
import { join, resolve } from "node:path";
import type { Drift } from "../../drift/find-drift.ts";
import type { Project } from "../../sources/project.ts";
import type { Target } from "../../sources/target.ts";
import { ACCEPTED_FILE, acceptDrift } from "../accept-drift.ts";
import { type EditedFiles, editedFiles, textThere } from "./edited-files.ts";

/** Writes what drifted of the access into accepted.yaml, as far as entries beside the others can say it. */
export async function followAccess(
  project: Project,
  { shown }: Target,
  major: number,
  drift: Drift,
): Promise<EditedFiles> {
  const path = join(resolve(project.root, project.config.roles), ACCEPTED_FILE);
  const before = await textThere(path);
  const { file } = await acceptDrift(project, drift, { shown, major });
  return editedFiles(file === undefined ? new Map() : new Map([[path, before]]));
}
