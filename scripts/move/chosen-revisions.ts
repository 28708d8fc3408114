// The revisions that one run is about: to which one, a distance, head or base.
import { resolveRevision } from "../migrations/find-revision.ts";
import type { Revision } from "../migrations/folder.ts";
import { type Diagnostic, problem, Refusal } from "../model/diagnostic.ts";
import type { HistoryState } from "./compare-history.ts";

interface Way {
  readonly direction: "up" | "down";
  readonly to: string;
}

function wrongWay(to: string, use: string): Refusal {
  return new Refusal([
    problem("wrong-way", `${to} lies the other way from what is applied`, { help: `Use \`${use}\`.` }),
  ]);
}

/** `+2` and `-1` count what is pending or applied, which after a merge need not be one after the other. */
function byDistance(
  list: readonly Revision[],
  sign: "+" | "-",
  { direction, to }: Way,
): Revision[] | undefined {
  const match = /^([+-])(\d+)$/.exec(to);
  if (!match) return undefined;
  if (match[1] !== sign) throw wrongWay(to, direction === "up" ? "downgrade" : "upgrade");
  const count = Number(match[2]);
  if (count > list.length) {
    throw new Refusal([problem("unknown-revision", `there are not so many revisions: ${to}`)]);
  }
  return list.slice(0, count);
}

/** The revisions to run, in order. @throws {Refusal} when the revision is unknown or lies the other way */
export function chosenRevisions(
  revisions: readonly Revision[],
  { applied, pending }: HistoryState,
  request: Way,
): Revision[] {
  const { direction, to } = request;
  const back = applied.toReversed();
  const near = direction === "up" ? byDistance(pending, "+", request) : byDistance(back, "-", request);
  if (near) return near;
  const count = resolveRevision(revisions, to, applied.at(-1)?.number ?? 0);
  const up = pending.filter(({ number }) => number <= count);
  const down = back.filter(({ number }) => number > count);
  if (direction === "up" && up.length === 0 && down.length > 0) throw wrongWay(to, "downgrade");
  if (direction === "down" && down.length === 0 && up.length > 0) throw wrongWay(to, "upgrade");
  return direction === "up" ? up : down;
}

/** A stamped revision never ran here, so that there is nothing to take back: it is a floor. */
export function belowFloor(chosen: readonly Revision[], stamped: ReadonlySet<string>): Diagnostic[] {
  const floor = chosen.find(({ name }) => stamped.has(name));
  if (!floor) return [];
  return [
    problem("stamped-floor", `${floor.name} was stamped and did not run here: downgrade goes no further`, {
      help: "Go down to it, or say by `dwh stamp REV` that the database is at another revision.",
    }),
  ];
}
