import type { Location } from "../../model/diagnostic.ts";

/** Turns offsets into a text, in UTF-16 units, into a place; the mark ends with its first line. */
export type Locate = (start: number, end?: number) => Location;

/** Knows where the lines of a text begin. */
export function locator(file: string, text: string): Locate {
  const lineStarts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lineStarts.push(at + 1);
  const lineOf = (offset: number): number => {
    let low = 0;
    let high = lineStarts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low;
  };
  return (start, end = start) => {
    const line = lineOf(start);
    const lineStart = lineStarts[line] ?? 0;
    const lineText = text.slice(lineStart, lineStarts[line + 1]).trimEnd();
    const stop = Math.min(end, lineStart + lineText.length);
    return {
      file,
      line: line + 1,
      column: start - lineStart + 1,
      ...(stop > start && { endColumn: stop - lineStart + 1 }),
    };
  };
}
