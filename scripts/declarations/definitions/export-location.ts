import { readFileSync } from "node:fs";
import type { Location } from "../../model/diagnostic.ts";

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
    exportName === "default"
      ? "default\\b"
      : `(?:const|let|var)\\s+(${exportName.replaceAll("$", "\\$")})\\b`;
  const text = readFileSync(file, "utf8");
  const match = new RegExp(`^export\\s+${name}`, "m").exec(text);
  if (!match) return { file };
  const line = text.slice(0, match.index).split("\n").length;
  const column = match[0].length - (match[1] ?? "").length + 1;
  return match[1] ? { file, line, column, endColumn: column + match[1].length } : { file, line, column: 1 };
}
