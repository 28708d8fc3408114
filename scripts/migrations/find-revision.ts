// Which revision somebody means by a name, a part of it, a number, `head`, `base`, or steps from where a database is.

import { problem, Refusal } from "../model/diagnostic.ts";
import type { Revision } from "./folder.ts";

const HELP =
  "Name a revision by its folder, the beginning of it, its message, its number (3, #3), a distance (-1, +2), base or head.";

/** What one may be named by. */
type NamedRevision = Pick<Revision, "name" | "number" | "message">;

/** So many candidates are listed where a name means several. */
const SHOWN = 10;

function unknown(target: string, why: string, help = HELP): Refusal {
  return new Refusal([problem("unknown-revision", `${why}: ${target || "(empty)"}`, { help })]);
}

/** The name without the time: `20261121071107_add_orders` → `add_orders`. */
const slugOf = ({ name }: NamedRevision): string => name.slice(15);

const words = (text: string): string => text.normalize("NFC").trim().toLowerCase();

/** What a name may mean, the surest first: the first of these that finds something says what is meant. */
const MEANINGS: readonly ((revision: NamedRevision, target: string) => boolean)[] = [
  ({ name }, target) => name === target,
  (revision, target) => slugOf(revision) === words(target) || words(revision.message) === words(target),
  (revision, target) => revision.name.startsWith(target) || slugOf(revision).startsWith(words(target)),
];

/** Those that a name means, without a distance: one, several where it is ambiguous, or none. */
function meant(revisions: readonly NamedRevision[], target: string): readonly NamedRevision[] {
  if (target.trim() === "") return [];
  for (const isMeant of MEANINGS) {
    const found = revisions.filter((revision) => isMeant(revision, target));
    if (found.length > 0) return found;
  }
  return [];
}

function byName(revisions: readonly NamedRevision[], target: string): number {
  const found = meant(revisions, target);
  const [only] = found;
  if (!only) throw unknown(target, "there is no such revision");
  if (found.length > 1) {
    const more = found.length > SHOWN ? `\n  … and ${found.length - SHOWN} more` : "";
    const candidates = found.slice(0, SHOWN).map(({ name, number }) => `\n  ${name} (#${number})`);
    throw unknown(
      target,
      `${found.length} revisions are called so`,
      `Say more of the name, or the number:${candidates.join("")}${more}`,
    );
  }
  return only.number;
}

/** Names that are no revision's: how many are applied then. */
const ENDS: Readonly<Record<string, (count: number) => number>> = {
  head: (count) => count,
  heads: (count) => count,
  base: () => 0,
};

/** Fewer digits than the day of a folder's name are a number. */
const NUMBER = /^(?:#(?<said>\d+)|(?<short>\d{1,7}))$/;

/** `20261121+1`, `-2`: a name, which may be empty, and a distance. */
const RELATIVE = /^(?<name>.*?)(?<step>[+-]\d+)$/s;

/**
 * How many revisions, counted from the oldest, are applied once the database is at `target`: its folder, the beginning
 * of that, its message, its number, `head`, `base`, or a distance from one of these or from what is applied.
 *
 * @param applied how many are applied now: what `+1` and `-1` count from
 * @throws {Refusal} when the target names no revision, several (which are listed), or one beyond either end
 */
export function resolveRevision(
  revisions: readonly NamedRevision[],
  target: string,
  applied: number,
): number {
  const end = ENDS[target];
  if (end) return end(revisions.length);
  const number = NUMBER.exec(target)?.groups;
  if (number) {
    const count = Number(number.said ?? number.short);
    if (count < 1) throw unknown(target, "revisions are counted from 1");
    if (count > revisions.length) throw unknown(target, "there are not so many revisions");
    return count;
  }
  const relative = RELATIVE.exec(target)?.groups;
  // A message may end like a distance.
  if (relative?.step !== undefined && meant(revisions, target).length === 0) {
    const start = relative.name ? resolveRevision(revisions, relative.name, applied) : applied;
    const count = start + Number(relative.step);
    if (count < 0 || count > revisions.length) throw unknown(target, "there are not so many revisions");
    return count;
  }
  return byName(revisions, target);
}

/**
 * The revision that a name means, as {@link resolveRevision} understands it.
 *
 * @throws {Refusal} as that does, and for `base`, where there is none
 */
export function findRevision<Known extends NamedRevision>(
  revisions: readonly Known[],
  target: string,
  applied: number,
): Known {
  const revision = revisions[resolveRevision(revisions, target, applied) - 1];
  if (!revision) throw unknown(target, "there is no revision at base");
  return revision;
}
