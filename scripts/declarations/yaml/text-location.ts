// Offsets into a text → lines and columns.
import { LineCounter } from "yaml";
import type { Location } from "../../model/diagnostic.ts";

/** Turns offsets into a text, in UTF-16 units, into a place; the mark ends with its first line. */
export type Locate = (start: number, end?: number) => Location;

/** Knows where the lines of a text begin. */
export function locator(file: string, text: string): Locate {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (const { index } of text.matchAll(/\n/g)) lines.addNewLine(index + 1);
  return (start, end = start) => {
    const { line, col: column } = lines.linePos(start);
    const shown = text.slice(lines.lineStarts[line - 1], lines.lineStarts[line]).trimEnd();
    const endColumn = Math.min(column + end - start, shown.length + 1);
    return { file, line, column, ...(endColumn > column && { endColumn }) };
  };
}
