/** What is wrong with the folders of a history as a whole: copies, other names, times, the same change twice. */
import { join } from "node:path";
import { entryKey } from "../model/acl.ts";
import type { Collection } from "../model/collection.ts";
import { COLLECTIONS, EMPTY_WAREHOUSE } from "../model/collections.ts";
import { type Diagnostic, problem } from "../model/diagnostic.ts";
import { applyRenames, foldDelta } from "../model/fold.ts";
import { groupBy } from "../model/group.ts";
import { branchProblems } from "./branch-problems.ts";
import { RECORDED } from "./delta-lines.ts";
import { type Revision, readSnapshot } from "./folder.ts";
import { identified, parseSnapshots } from "./kit/snapshot-files.ts";
import { requirementProblems } from "./requirements.ts";
import { folderTime } from "./revision-name.ts";

/** How far a clock may be ahead. */
const DAY_MS = 24 * 60 * 60 * 1000;

const deltaOf = ({ folder }: Revision) => ({ file: join(folder, "delta.json") });

/** A time that no clock shows, or that is yet to come: whatever is made next would sort before it, or far from now. */
function wrongTimes(revisions: readonly Revision[], now: Date): Diagnostic[] {
  return revisions.flatMap(({ name, folder }) => {
    const time = new Date(folderTime(name) ?? 0);
    const digits = time.toISOString().replace(/\D/g, "").slice(0, 14);
    const what =
      digits !== name.slice(0, 14)
        ? "a time that there is not"
        : time.getTime() > now.getTime() + DAY_MS
          ? "a time that is yet to come"
          : undefined;
    if (what === undefined) return [];
    return [
      problem("folder-time", `the name of the revision ${name} begins with ${what}`, {
        at: { file: folder },
        help: "A name begins with the time at which the revision was made, in UTC: 20260131235959_what_it_does. Where no database has it, remove the folder and make it again.",
      }),
    ];
  });
}

/** Folders that hold one and the same revision. */
function copies(revisions: readonly Revision[]): Diagnostic[] {
  const first = new Map<string, Revision>();
  return revisions.flatMap((revision) => {
    const { id } = revision.snapshot;
    const other = first.get(id);
    if (other === undefined) {
      first.set(id, revision);
      return [];
    }
    return [
      problem("revision-twice", `${revision.name} and ${other.name} are the same revision: one is a copy`, {
        at: deltaOf(revision),
        related: [{ message: "the other one", at: deltaOf(other) }],
        help: "Remove the one that version control does not know, or that no database has.",
      }),
    ];
  });
}

/** A snapshot's id is made of its content and of the folder's name. */
function renamedFolder(revision: Revision): Diagnostic[] {
  const { name, snapshot } = revision;
  const own = parseSnapshots([{ name, text: readSnapshot(revision) }])[name];
  if (!own || identified(own, name).id === snapshot.id) return [];
  return [
    problem("folder-renamed", `the folder ${name} was called otherwise when the revision was written`, {
      at: { file: revision.folder },
      help: "Give it its name of before, which version control and databases know: a history goes by names.",
    }),
  ];
}

/** What of an entry can be there twice: itself, or of an ACL each of its entries. */
function partsOf(key: string, entry: unknown): string[] {
  const acl = (entry as { acl?: { entries: ReadonlyMap<string, Parameters<typeof entryKey>[0]> } }).acl;
  if (acl === undefined) return [key];
  return [...acl.entries.values()].map((one) => `${key}\t${entryKey(one)}`);
}

const partWords = (part: string): string => {
  const [key = "", grantee, , privilege] = part.split("\t");
  return grantee === undefined || privilege === undefined ? key : `${privilege} on ${key} to ${grantee}`;
};

/** What a revision adds that one before it has added, and what it takes away that is gone: that of two branches. */
function twice(revisions: readonly Revision[]): Diagnostic[] {
  const lastBy = new Map<string, Revision>();
  let before = EMPTY_WAREHOUSE;
  const found: Diagnostic[] = [];
  for (const revision of revisions) {
    const { delta } = revision;
    const renamed = applyRenames(before, delta.renames);
    const doubled: { readonly what: string; readonly other: Revision }[] = [];
    for (const name of RECORDED) {
      const row = COLLECTIONS[name] as Collection<unknown, unknown>;
      const { added, removed } = delta[name];
      const there = new Set([...row.entries(renamed[name])].flatMap(([key, entry]) => partsOf(key, entry)));
      const parts = (list: readonly unknown[]) => list.flatMap((entry) => partsOf(row.key(entry), entry));
      const goes = new Set(parts(removed));
      for (const part of parts(added)) {
        const other = lastBy.get(`${name} added ${part}`);
        if (other && there.has(part) && !goes.has(part))
          doubled.push({ what: `adds ${partWords(part)}, which ${other.name} has added`, other });
      }
      for (const part of goes) {
        const other = lastBy.get(`${name} removed ${part}`);
        if (other && !there.has(part))
          doubled.push({ what: `takes away ${partWords(part)}, which ${other.name} has taken away`, other });
      }
      for (const part of parts(added)) lastBy.set(`${name} added ${part}`, revision);
      for (const part of goes) lastBy.set(`${name} removed ${part}`, revision);
    }
    const [first, ...more] = doubled;
    // Where it was so before this was looked at, it stays: what databases have cannot be made again.
    if (first && revision.files["review.md"] !== undefined) {
      const rest = more.length === 0 ? "" : `, and ${more.length} more`;
      found.push(
        problem("changed-twice", `${revision.name} ${first.what}${rest}`, {
          at: deltaOf(revision),
          related: [{ message: "the first time", at: deltaOf(first.other) }],
          help: `Two branches did the same. Where no database has ${revision.name}, remove its folder and make it again.`,
        }),
      );
    }
    before = foldDelta(before, delta);
  }
  return found;
}

/** All of it, each with the places. */
export function historyProblems(revisions: readonly Revision[], now: Date = new Date()): Diagnostic[] {
  const copied = copies(revisions);
  if (copied.length > 0) return copied;
  const renamed = revisions.flatMap(renamedFolder);
  const double = [...twice(revisions), ...branchProblems(revisions)];
  // One that does much twice is told once.
  const byPlace = groupBy(double, ({ at }) => at?.file ?? "");
  const once = [...byPlace.values()].flatMap((list) => list.slice(0, 1));
  return [...wrongTimes(revisions, now), ...renamed, ...requirementProblems(revisions), ...once];
}
