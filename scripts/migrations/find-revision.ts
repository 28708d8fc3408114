// Which revision somebody means by a name, a part of it, `head`, `base`, or steps from where a database is.

import { problem, Refusal } from "../model/diagnostic.ts";
import type { Revision } from "./folder.ts";

const HELP =
  "Name a revision by its folder, the beginning of it, its number (#3), a distance (-1, +2), base or head.";

function unknown(target: string, why: string): Refusal {
  return new Refusal([problem("unknown-revision", `${why}: ${target || "(empty)"}`, { help: HELP })]);
}

function byName(revisions: readonly Revision[], target: string): number {
  const exact = revisions.findIndex((revision) => revision.name === target);
  if (exact >= 0) return exact + 1;
  const matching = revisions.filter(
    (revision) => revision.name.startsWith(target) || revision.name.slice(15) === target,
  );
  const [only] = matching;
  if (!target || !only) throw unknown(target, "there is no such revision");
  if (matching.length > 1) {
    throw unknown(
      target,
      `${matching.length} revisions begin so (${matching[0]?.name}, ${matching[1]?.name})`,
    );
  }
  return only.number;
}

/**
 * How many revisions, counted from the oldest, are applied once the database is at `target`.
 *
 * @param applied how many are applied now: what `+1` and `-1` count from
 * @throws {Refusal} when the target names no revision, several, or one beyond either end
 */
export function resolveRevision(revisions: readonly Revision[], target: string, applied: number): number {
  const relative = /^(?<name>.*?)(?<step>[+-]\d+)$/.exec(target)?.groups;
  if (relative?.step !== undefined) {
    const start = relative.name ? resolveRevision(revisions, relative.name, applied) : applied;
    const count = start + Number(relative.step);
    if (count < 0 || count > revisions.length) throw unknown(target, "there are not so many revisions");
    return count;
  }
  if (target === "head" || target === "heads") return revisions.length;
  if (target === "base") return 0;
  const number = /^#(\d+)$/.exec(target)?.[1];
  if (number === undefined) return byName(revisions, target);
  if (Number(number) > revisions.length) throw unknown(target, "there are not so many revisions");
  return Number(number);
}
