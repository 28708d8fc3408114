// What one's own revisions say of things that are new or got another name, so that nobody is asked again.
import { answerHint, type Hint, type Question } from "../migrations/kit/drizzle-kit-hints.ts";
import { ENTITY_KINDS, type EntityPath, pathOf } from "../migrations/kit/entities.ts";
import { type KitRename, kitRenames } from "../migrations/kit/kit-renames.ts";
import type { KitSnapshot, KitState } from "../migrations/kit/kit-state.ts";
import { displayPath } from "../model/identifier.ts";

/** What a revision did, and the state that it came to. */
interface OwnStep {
  readonly snapshot: KitSnapshot;
  readonly after: KitState;
}

/** The path with the name of before a rename, of itself or of what it lies in. */
function before(path: EntityPath, kind: Question["kind"], rename: KitRename): EntityPath {
  const inside = rename.to.every((name, index) => path[index] === name);
  const isContainer = (rename.kind === "schema" || rename.kind === "table") && rename.to.length < path.length;
  const isItself = rename.kind === kind && rename.to.length === path.length;
  return inside && (isContainer || isItself) ? [...rename.from, ...path.slice(rename.to.length)] : path;
}

function isMadeBy({ snapshot }: OwnStep, { kind }: Question, path: EntityPath): boolean {
  const { type } = ENTITY_KINDS[kind];
  const rows =
    snapshot.type === "base"
      ? snapshot.ddl
      : snapshot.deltas.flatMap((delta) => (delta.op === "create" ? [delta.row] : []));
  return rows.some((row) => row.entityType === type && displayPath(pathOf(row)) === displayPath(path));
}

/** The answer that the steps, oldest first, give to a question; undefined where they say nothing of it. */
export function knownAnswer(steps: readonly OwnStep[], question: Question): Hint | undefined {
  let path = question.entity;
  for (const step of steps.toReversed()) {
    if (isMadeBy(step, question, path)) return answerHint(question, undefined);
    for (const rename of kitRenames(step.snapshot, step.after).toReversed())
      path = before(path, question.kind, rename);
  }
  // A candidate lies in containers that have their new names.
  const former = displayPath([...question.entity.slice(0, -1), path.at(-1) ?? ""]);
  const candidate = question.candidates.find((one) => one === displayPath(path) || one === former);
  return candidate === undefined ? undefined : answerHint(question, candidate);
}
