// Reads patterns and compares them with names.
import { splitPath } from "../../model/identifier.ts";

/** A name or several: exact but for `*`, which stands for any letters within its segment. */
export interface Pattern {
  readonly text: string;
  readonly segments: readonly string[];
  /** False where it can only be the one name that it says. */
  readonly wildcard: boolean;
}

/** Objects that a pattern names; `open` allows a wildcard that names nothing yet. */
export interface MatchOptions {
  readonly open?: boolean;
}

/** Reads `DM_*`, `DM_USER.info` or `"geo.v2".*`; undefined where a quote is left open or a segment is empty. */
export function parsePattern(text: string): Pattern | undefined {
  const segments = splitPath(text);
  if (!segments || segments.includes("")) return undefined;
  return { text, segments, wildcard: segments.some((segment) => segment.includes("*")) };
}

/** In one pass over the name, however many stars there are. */
function matchesSegment(segment: string, name: string): boolean {
  const [head = "", ...rest] = segment.split("*");
  const tail = rest.pop();
  if (tail === undefined) return segment === name;
  if (name.length < head.length + tail.length || !name.startsWith(head) || !name.endsWith(tail)) return false;
  const end = name.length - tail.length;
  let at = head.length;
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}

/** Whether the pattern names this path, segment by segment, in the same case. */
export function matches({ segments }: Pick<Pattern, "segments">, path: readonly string[]): boolean {
  return (
    segments.length === path.length &&
    segments.every((segment, index) => matchesSegment(segment, path[index] ?? ""))
  );
}
