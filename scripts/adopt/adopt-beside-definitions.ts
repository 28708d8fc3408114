// A database taken over by a project that has definitions already: in what they differ, and whose word counts.
import { relative } from "node:path";
import type { Project } from "../sources/project.ts";
import type { Target } from "../sources/target.ts";
import type { AdoptedDatabase, TakeOverOptions } from "./adopted-database.ts";
import { compareMigrations } from "./drizzle-migrations.ts";
import { followServer } from "./follow/follow-server.ts";
import { stampOrUndo } from "./stamp-or-undo.ts";
import { type Existing, tryBaseline, undo } from "./try-baseline.ts";

/**
 * Takes a database over into a project with definitions. Without a choice nothing is written where the two differ.
 *
 * @throws {Refusal} where definitions or role files cannot be used, or the first revision cannot be proved
 */
export async function adoptBesideDefinitions(
  project: Project,
  target: Target,
  there: Existing,
  { stampAnyway = false, followServer: isFollowed = false, onStep = () => {} }: TakeOverOptions,
): Promise<AdoptedDatabase> {
  const migrations = await compareMigrations(project, there.sql, there.found.histories);
  const found = { ...there.found, histories: migrations.histories };
  const existing = { ...there, found };
  const alone = { ...existing, beside: undefined, proof: !isFollowed };
  const first = await tryBaseline(project, target, alone, onStep);
  const tried = isFollowed
    ? await followServer(project, target, existing, first, onStep)
    : { ...first, edited: [], undoEdits: async () => {} };
  const { files, edited, undoEdits } = tried;
  const differences = [...migrations.pending, ...tried.differences];
  const unsaid = [...tried.unsaid, ...migrations.unknown];
  const shown = (paths: readonly string[]) => paths.map((file) => relative(process.cwd(), file));
  if (differences.length > 0 && !stampAnyway) {
    await undo(files);
    const open = isFollowed ? "rest" : "choice";
    return { written: [], edited: shown(edited), unsaid, differences, isStamped: false, open };
  }
  const undoAll = () => undo(files).then(undoEdits);
  await stampOrUndo(project, target, tried, { onStep, undo: undoAll });
  return { written: shown(files), edited: shown(edited), unsaid, differences, isStamped: true };
}
