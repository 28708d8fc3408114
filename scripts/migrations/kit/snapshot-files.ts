// snapshot.json of the revisions: read, merged, written.

import { createHash } from "node:crypto";
import { problem, Refusal } from "../../model/diagnostic.ts";
import { compareText } from "../../model/identifier.ts";
import { type KitSnapshot, type KitState, NO_PARENT } from "./kit-state.ts";

/** snapshot.json of a revision. */
export interface SnapshotFile {
  /** The revision's folder. */
  readonly name: string;
  readonly text: string;
}

/** Snapshots by the names of their folders, in order. */
type SnapshotsByName = Readonly<Record<string, KitSnapshot>>;

/** Sorts behind every folder that a clock of our time names. */
const LAST = "99999999999999_merge";

/** @throws {Refusal} naming the first that is no JSON */
export function parseSnapshots(files: readonly SnapshotFile[]): SnapshotsByName {
  const sorted = [...files].sort((a, b) => compareText(a.name, b.name));
  return Object.fromEntries(
    sorted.map(({ name, text }) => {
      try {
        return [name, JSON.parse(text) as KitSnapshot];
      } catch {
        throw new Refusal([
          problem("snapshot-broken", `snapshot.json of ${name} is not JSON`, {
            help: "Restore it from version control: it is written by `revision` only.",
          }),
        ]);
      }
    }),
  );
}

/** The ids of the snapshots on which none builds, newest first: what the next one builds on. */
export function leafIds(snapshots: SnapshotsByName): string[] {
  const all = Object.values(snapshots);
  const parents = new Set(all.flatMap(({ prevIds }) => prevIds));
  return all
    .map(({ id }) => id)
    .filter((id) => !parents.has(id))
    .reverse();
}

/** Adds a merge of the leaves where there are several: drizzle-kit only adds up to one. */
export function withMerge(snapshots: SnapshotsByName): SnapshotsByName {
  const prevIds = leafIds(snapshots);
  return prevIds.length < 2 ? snapshots : { ...snapshots, [LAST]: unchanged(prevIds) };
}

/** A snapshot that holds a whole state under the id of the revision that led to it. */
export function wholeSnapshot(id: string, { ddl }: Pick<KitState, "ddl">): KitSnapshot {
  return { version: "9", dialect: "postgres", id, prevIds: [NO_PARENT], footprints: [], type: "base", ddl };
}

/** The snapshot of a revision that changes no table; its id is to be given by {@link identified}. */
export function unchanged(prevIds: readonly string[]): KitSnapshot {
  const head = { version: "9", dialect: "postgres", id: "unnamed", footprints: [] } as const;
  return prevIds.length === 0
    ? { type: "base", ...head, prevIds: [NO_PARENT], ddl: [] }
    : { type: "diff", ...head, prevIds, deltas: [] };
}

/**
 * The snapshot with an id made of its content, in the form of a UUID.
 *
 * @param seed tells revisions of the same content apart, such as two of access only on two branches
 */
export function identified(snapshot: KitSnapshot, seed: string): KitSnapshot {
  const content = JSON.stringify([seed, { ...snapshot, id: "" }]);
  const hex = createHash("sha256").update(content).digest("hex");
  const id = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20, 32),
  ].join("-");
  return { ...snapshot, id };
}

/** The text of snapshot.json: the same snapshot gives the same bytes. */
export function snapshotText(snapshot: KitSnapshot): string {
  return `${JSON.stringify(snapshot, null, 2)}\n`;
}
