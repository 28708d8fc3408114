// The way up of a revision, as drizzle-kit makes it, and the questions that it has.

import { type Diagnostic, hasErrors, problem } from "../../model/diagnostic.ts";
import { displayPath } from "../../model/identifier.ts";
import type { Rename } from "../../model/rename.ts";
import { cutStatements } from "../../sql/cut-statements.ts";
import { readStatement } from "../../sql/read-statement.ts";
import type { Statement } from "../../sql/statement.ts";
import { aroundObjects } from "../corrections/around-objects.ts";
import { type Around, type Change, NOTHING_AROUND } from "../corrections/change.ts";
import { sequenceRenames } from "../corrections/column-sequence-names.ts";
import { followingRenames, renameDeltas } from "../corrections/derived-names.ts";
import { kitCheck, kitGenerate, kitMigration, stateOfSnapshots } from "./drizzle-kit.ts";
import type { Hint, KitHint, Question } from "./drizzle-kit-hints.ts";
import { exportsWithout } from "./exports-without.ts";
import { kitDiagnostics } from "./kit-error.ts";
import { type KitRename, kitRenames, modelRenames } from "./kit-renames.ts";
import { type KitSnapshot, type KitState, sharing } from "./kit-state.ts";
import { withOrderedViews } from "./ordered-views.ts";
import { createHints, questionOf, type ResolvedHints, resolveHints } from "./resolve-hints.ts";
import {
  identified,
  leafIds,
  parseSnapshots,
  type SnapshotFile,
  snapshotText,
  unchanged,
  wholeSnapshot,
} from "./snapshot-files.ts";
import { tablesToLeaveOut, withoutTables } from "./untouched-tables.ts";

/** From what to make the next revision. */
export interface UpRequest {
  /** What the definition files export. */
  readonly exports: Readonly<Record<string, unknown>>;
  /** The states that the snapshots add up to and that the exports are. */
  readonly before: KitState;
  readonly after: KitState;
  /** Of every revision. */
  readonly snapshots: readonly SnapshotFile[];
  /** The new revision's folder; it is part of the snapshot's id. */
  readonly name: string;
  readonly hints: readonly Hint[];
  /** True to leave the tables as they are, for a revision of access only. */
  readonly custom?: boolean;
  /** What the states do not say. */
  readonly around?: Around;
}

/** What drizzle-kit contributes to a revision. */
export interface GeneratedUp {
  readonly status: "ok";
  /** In drizzle-kit's order but for views. */
  readonly statements: readonly Statement[];
  /** The text of snapshot.json. */
  readonly snapshot: string;
  readonly id: string;
  /** Ids of the snapshots on which it builds, newest first; none for the first. */
  readonly parents: readonly string[];
  /** Schemas, relations, columns and sequences that got another name, in the order in which they did. */
  readonly renames: readonly Rename[];
  /** All that got another name. */
  readonly kitRenames: readonly KitRename[];
  /** The state afterwards: the exports, but for derived names that an earlier rename left as they were. */
  readonly state: KitState;
}

/** What came of it. */
export type UpResult =
  | GeneratedUp
  | { readonly status: "no_changes" }
  /** Answer them with hints and ask again: further ones may follow. All are of one kind. */
  | { readonly status: "questions"; readonly questions: readonly Question[] }
  | { readonly status: "error"; readonly diagnostics: readonly Diagnostic[] };

/**
 * The request with one whole snapshot instead of a long history, so that its length costs nothing, and what of it
 * drizzle-kit need see. Branches stay as they are: what conflicts is found by going through both.
 */
function condensed(request: UpRequest): {
  request: UpRequest;
  seen: Pick<UpRequest, "exports" | "snapshots">;
} {
  const { snapshots, before, after, exports } = request;
  const [leaf, ...others] = leafIds(parseSnapshots(snapshots));
  const last = snapshots.at(-1);
  if (leaf === undefined || others.length > 0 || !last) return { request, seen: request };
  const whole = (state: KitState): readonly SnapshotFile[] => [
    { name: last.name, text: JSON.stringify(wholeSnapshot(leaf, state)) },
  ];
  const untouched = tablesToLeaveOut(before, after);
  return {
    request: { ...request, snapshots: whole(before) },
    seen: {
      exports: exportsWithout(exports, untouched),
      snapshots: whole(withoutTables(before, untouched)),
    },
  };
}

async function stateWith({ snapshots, name, before }: UpRequest, snapshot: KitSnapshot): Promise<KitState> {
  return sharing(await stateOfSnapshots([...snapshots, { name, text: snapshotText(snapshot) }]), before);
}

/** The snapshot with the derived names that follow its renames. */
async function withFollowingNames(request: UpRequest, made: KitSnapshot): Promise<KitSnapshot> {
  if (made.type !== "diff" || !made.deltas.some(({ op }) => op === "rename")) return made;
  const state = await stateWith(request, made);
  const following = followingRenames(state, request.after, kitRenames(made, state));
  return { ...made, deltas: [...made.deltas, ...renameDeltas(following)] };
}

/** What drizzle-kit made, with what it cannot make and what it makes wrong put right. */
export async function finishUp(
  request: UpRequest,
  made: KitSnapshot,
  sql: string,
  hints: readonly KitHint[] = [],
): Promise<GeneratedUp> {
  const { name, before, around = NOTHING_AROUND } = request;
  const snapshot = identified(await withFollowingNames(request, made), name);
  const state = await stateWith(request, snapshot);
  const renames = kitRenames(snapshot, state);
  const change = { from: before, to: state, renames, ...around };
  const plain = async (way: Change) =>
    way === change ? cutStatements(sql) : await kitMigration(way.from, way.to, hints);
  const { statements } = await aroundObjects(change, hints, async (way) =>
    (await plain(way)).map(readStatement),
  );
  return {
    status: "ok",
    statements: await withOrderedViews(statements, before, state),
    snapshot: snapshotText(snapshot),
    id: snapshot.id,
    parents: snapshot.type === "base" ? [] : snapshot.prevIds,
    renames: [...modelRenames(renames), ...sequenceRenames(change)],
    kitRenames: renames,
    state,
  };
}

/** drizzle-kit passes over a rename that it cannot make, silently. */
function checkEffect({ hints }: ResolvedHints, done: readonly KitRename[]): Diagnostic[] {
  const key = (from: readonly string[], to: readonly string[]) => `${displayPath(from)}=${displayPath(to)}`;
  const known = new Set(done.map(({ kind, from, to }) => `${kind} ${key(from, to)}`));
  return hints.flatMap((hint) => {
    if (hint.type !== "rename" || known.has(`${hint.kind} ${key(hint.from, hint.to)}`)) return [];
    const what = `${displayPath(hint.from)} to ${displayPath(hint.to)}`;
    return [problem("rename-without-effect", `drizzle-kit does not rename the ${hint.kind} ${what}`)];
  });
}

async function generateCustom(request: UpRequest): Promise<UpResult> {
  const parents = leafIds(parseSnapshots(request.snapshots));
  // One revision of access that merges branches is the end of them: they must not conflict.
  const error = parents.length > 1 ? await kitCheck(request.snapshots) : undefined;
  if (error) return { status: "error", diagnostics: kitDiagnostics(error) };
  return finishUp(request, unchanged(parents), "");
}

/**
 * Lets drizzle-kit make the way up from the revisions to what the definitions export.
 *
 * @throws {Refusal} with drizzle-kit's text where it refuses the exports
 */
export async function generateUp(given: UpRequest): Promise<UpResult> {
  const { request, seen } = condensed(given);
  const resolved = resolveHints(request.hints, request.before, request.after);
  if (hasErrors(resolved.diagnostics)) return { status: "error", diagnostics: resolved.diagnostics };
  if (request.custom) return generateCustom(request);
  const hints = [...resolved.hints, ...createHints(resolved)];
  const answer = await kitGenerate(seen.exports, seen.snapshots, hints);
  switch (answer.status) {
    case "no_changes":
      return { status: "no_changes" };
    case "error":
      return { status: "error", diagnostics: kitDiagnostics(answer.error) };
    case "missing_hints": {
      // An open question on a schema raises false ones on its tables, on a table on its columns.
      const [first] = answer.unresolved;
      const questions = answer.unresolved
        .filter(({ kind }) => kind === first?.kind)
        .map(({ kind, entity }) => questionOf(resolved, kind, entity));
      return { status: "questions", questions };
    }
    case "ok": {
      const up = await finishUp(request, answer.snapshot, answer.sql, hints);
      const diagnostics = checkEffect(resolved, up.kitRenames);
      return diagnostics.length > 0 ? { status: "error", diagnostics } : up;
    }
  }
}
