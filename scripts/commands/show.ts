// `dwh show`: a revision as it is read, or as it runs on a target.
import { findRevision } from "../migrations/find-revision.ts";
import { loadRevisions, type Revision } from "../migrations/folder.ts";
import { EXIT } from "../model/exit-code.ts";
import { reviewOf, type ScriptDirection, scriptAsWritten, scriptOn } from "../move/shown-revision.ts";
import { readTargetState } from "../move/target-state.ts";
import { openProject } from "../sources/project.ts";
import { openTargetToLook } from "../sources/target-to-look.ts";
import type { Options } from "../verbs/verbs.ts";

/** Prints review and SQL: as they lie in the folder, or where a target is named, as they are there. */
export async function run([name = ""]: readonly string[], options: Options<"show">): Promise<number> {
  const project = await openProject();
  const direction: ScriptDirection = options.down ? "down" : "up";
  const print = (review: string, script: string, { code }: Revision) => {
    const whole = code ? `${script}\n-- migration.ts\n\n${code.text}` : script;
    process.stdout.write(options.sql ? script : `${review.trimEnd()}\n\n${whole}`);
  };
  if (options.target === undefined) {
    const revisions = await loadRevisions(project.config.out);
    const revision = findRevision(revisions, name, revisions.length);
    print(await reviewOf(revision), scriptAsWritten(revision, direction), revision);
    return EXIT.done;
  }
  const target = await openTargetToLook(project, options.target);
  const { revisions, server, applied } = await readTargetState(project, target);
  const revision = findRevision(revisions, name, applied.at(-1)?.number ?? 0);
  const circumstances = { ...server, variables: target.variables };
  print(await reviewOf(revision, target.variables), scriptOn(revision, direction, circumstances), revision);
  return EXIT.done;
}
