// Where a definition stands in its file.
import { readFileSync } from "node:fs";
import type { Location } from "../../model/diagnostic.ts";
import { escapePattern } from "../../model/regexp.ts";
import { locator } from "../yaml/text-location.ts";

/** Where a definition stands. */
export interface Source {
  /** Absolute. */
  readonly file: string;
  /** As it is exported; `default` for a default export. */
  readonly exportName: string;
}

/** The line on which something is exported, as far as a look at the text tells. */
export function exportLocation({ file, exportName }: Source): Location {
  const name =
    exportName === "default" ? "default\\b" : `(?:const|let|var)\\s+(${escapePattern(exportName)})\\b`;
  const text = readFileSync(file, "utf8");
  const match = new RegExp(`^export\\s+${name}`, "m").exec(text);
  if (!match) return { file };
  const end = match.index + match[0].length;
  const locate = locator(file, text);
  return match[1] ? locate(end - match[1].length, end) : locate(match.index);
}
