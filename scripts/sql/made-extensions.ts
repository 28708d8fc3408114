// Which extensions scripts make.
import { parseScript } from "./script.ts";

const ABOUT = /\b(?:CREATE|DROP)\s+EXTENSION\b/i;
const NAME = String.raw`"(?:[^"]|"")+"|[\p{L}_][\p{L}\p{N}_$]*`;
const BEFORE = String.raw`^(?:\s|--[^\n]*\n|/\*[\s\S]*?\*/)*`;
const MAKES = new RegExp(`${BEFORE}CREATE\\s+EXTENSION\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?(${NAME})`, "iu");
const DROPS = new RegExp(
  `${BEFORE}DROP\\s+EXTENSION\\s+(?:IF\\s+EXISTS\\s+)?((?:${NAME})(?:\\s*,\\s*(?:${NAME}))*)`,
  "iu",
);

/** A name as PostgreSQL reads it. */
const read = (text: string): string =>
  text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text.toLowerCase();

/** The extensions that are there when these scripts have run one after the other; what they find is not among them. */
export function madeExtensions(scripts: Iterable<string>): ReadonlySet<string> {
  const made = new Set<string>();
  for (const script of scripts) {
    if (!ABOUT.test(script)) continue;
    for (const { sql } of parseScript(script).statements) {
      const [, name] = MAKES.exec(sql) ?? [];
      if (name !== undefined) made.add(read(name));
      const [, names = ""] = DROPS.exec(sql) ?? [];
      for (const [gone] of names.matchAll(new RegExp(NAME, "giu"))) made.delete(read(gone));
    }
  }
  return made;
}
