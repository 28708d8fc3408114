// Which entities of two states a hint speaks of, and what must be asked where there is none.

import { type Diagnostic, problem } from "../../model/diagnostic.ts";
import { displayPath } from "../../model/identifier.ts";
import { type Hint, hintText, type KitHint, type Question } from "./drizzle-kit-hints.ts";
import { ENTITY_KINDS, type EntityKind, type EntityPath, EntityPaths, KINDS } from "./entities.ts";
import type { KitState } from "./kit-state.ts";

/** What is never asked: making it anew loses nothing, and a rename can be told by a hint. */
const AUTOMATIC = ["unique", "check", "index", "primary_key", "foreign key", "policy"] as const;

/** Hints against the states. */
export interface ResolvedHints {
  readonly hints: readonly KitHint[];
  /** What was there before, under the names that the hints give it. */
  readonly before: EntityPaths;
  readonly after: EntityPaths;
  readonly diagnostics: readonly Diagnostic[];
}

const lengthOf = (hint: Hint): number => (hint.type === "create" ? hint.entity : hint.to).length;

/** Columns before what else has three names, tables before what else has two. */
function kindsOf(length: number): EntityKind[] {
  const kinds = KINDS.filter((kind) => ENTITY_KINDS[kind].pathLength === length);
  const first = (kind: EntityKind) => (kind === "table" || kind === "column" ? 0 : 1);
  return kinds.sort((a, b) => first(a) - first(b));
}

/** The path with the new names of its containers. */
function withNewContainers(path: EntityPath, renames: readonly KitHint[]): EntityPath {
  return renames.reduce((current, hint) => {
    if (hint.type !== "rename" || (hint.kind !== "schema" && hint.kind !== "table")) return current;
    const inside =
      hint.from.length < current.length && hint.from.every((name, index) => name === current[index]);
    return inside ? [...hint.to, ...current.slice(hint.from.length)] : current;
  }, path);
}

function wrongRename(from: EntityPath, to: EntityPath, before: EntityPaths, after: EntityPaths): Diagnostic {
  const kinds = kindsOf(from.length);
  const text = `${displayPath(from)} cannot become ${displayPath(to)}`;
  const help = "Names that change places, or pass on, take two revisions.";
  if (kinds.some((kind) => before.has(kind, from) && after.has(kind, from))) {
    return problem("rename-still-declared", `${text}: it is still declared under its old name`, { help });
  }
  if (kinds.some((kind) => after.has(kind, to) && before.has(kind, to))) {
    return problem("rename-target-exists", `${text}: that was there before`, { help });
  }
  if (!kinds.some((kind) => before.has(kind, from))) {
    const went = kinds
      .flatMap((kind) => before.beyond(after, kind))
      .slice(0, 5)
      .map(displayPath);
    return problem("rename-unknown-source", `${text}: no revision has ${displayPath(from)}`, {
      help:
        went.length > 0 ? `No longer declared are: ${went.join(", ")}.` : "Nothing of the kind went away.",
    });
  }
  return problem("rename-unknown-target", `${text}: no definition declares ${displayPath(to)}`, {
    help: "Give it the new name in the definition first.",
  });
}

/**
 * Fits hints to the state before and after: finds the kind of each and refuses what drizzle-kit would silently
 * pass over, such as a rename to a name that was taken.
 */
export function resolveHints(hints: readonly Hint[], from: KitState, to: KitState): ResolvedHints {
  const after = EntityPaths.ofState(to);
  let before = EntityPaths.ofState(from);
  const resolved: KitHint[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const hint of [...hints].sort((a, b) => lengthOf(a) - lengthOf(b))) {
    const kinds = hint.kind ? [hint.kind] : kindsOf(lengthOf(hint));
    if (hint.type === "create") {
      const entity = withNewContainers(hint.entity, resolved);
      const kind = kinds.find((candidate) => after.has(candidate, entity) && !before.has(candidate, entity));
      if (kind) resolved.push({ type: "create", kind, entity });
      else diagnostics.push(problem("create-unknown", `nothing new is called ${hintText(hint)}`));
      continue;
    }
    const source = withNewContainers(hint.from, resolved);
    const target = withNewContainers(hint.to, resolved);
    const kind = kinds.find(
      (candidate) =>
        before.has(candidate, source) &&
        !after.has(candidate, source) &&
        after.has(candidate, target) &&
        !before.has(candidate, target),
    );
    if (kind) {
      resolved.push({ type: "rename", kind, from: source, to: target });
      before = before.renamed(kind, source, target);
    } else diagnostics.push(wrongRename(source, target, before, after));
  }
  return { hints: resolved, before, after, diagnostics };
}

/**
 * Hints that all of these kinds are new which are there after and not before. Where nothing of a kind went away,
 * drizzle-kit does not ask.
 */
export function createHints(
  { before, after }: Pick<ResolvedHints, "before" | "after">,
  kinds: readonly EntityKind[] = AUTOMATIC,
): KitHint[] {
  const mayBeAsked = kinds.filter((kind) => before.beyond(after, kind).length > 0);
  return mayBeAsked.flatMap((kind) =>
    after.beyond(before, kind).map((entity) => ({ type: "create" as const, kind, entity })),
  );
}

/** What must be asked of a new thing; it may be what went, of the same kind and, below a table, of the same table. */
export function questionOf({ before, after }: ResolvedHints, kind: EntityKind, entity: EntityPath): Question {
  const container = displayPath(entity.slice(0, 2));
  const candidates = before
    .beyond(after, kind)
    .filter((path) => entity.length < 3 || displayPath(path.slice(0, 2)) === container)
    .map(displayPath);
  return { kind, entity, name: displayPath(entity), candidates };
}
