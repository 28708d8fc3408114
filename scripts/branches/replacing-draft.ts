// A draft that takes the place of revisions once it is proved; until then they stay.
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { draftFolder, writeDraft } from "../revise/draft.ts";
import type { PlannedRevision } from "../revise/planned-revision.ts";
import { revisionFiles } from "../revise/revision-files.ts";
import type { Project } from "../sources/project.ts";

/** The file of the draft that says so. */
const REPLACES = "replaces.json";

/** What a draft takes the place of. */
interface Replaced {
  /** Names of revisions. */
  readonly revisions: readonly string[];
  /** Databases of which somebody said that they have applied none of them. */
  readonly unappliedOn: readonly string[];
}

/** Keeps a revision as a draft instead of any before, and what it is to take the place of. */
export function writeReplacingDraft(
  project: Project,
  revision: PlannedRevision,
  replaced: Replaced,
): Promise<string> {
  const files = revisionFiles(revision, { lines: ["not proved: a draft"] });
  return writeDraft(project, revision, { ...files, [REPLACES]: `${JSON.stringify(replaced)}\n` });
}

/** What the draft takes the place of; nothing where it is a new revision, or there is no draft. */
export async function replacedByDraft(project: Project): Promise<Replaced> {
  const file = join(draftFolder(project), REPLACES);
  if (!existsSync(file)) return { revisions: [], unappliedOn: [] };
  return JSON.parse(await readFile(file, "utf8")) as Replaced;
}
