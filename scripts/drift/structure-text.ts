// A difference in structure as a sentence.
import type { StructureDifference } from "../prove/structure-differences.ts";

/** What the catalogs call a relation, by `relkind`. */
const RELATION_WORDS: Readonly<Record<string, string>> = {
  r: "table",
  v: "view",
  m: "materialized view",
  f: "foreign table",
  S: "sequence",
  c: "composite type",
};

/** `relation "S".t` of the kind `r` → `table "S".t`. */
export const inWords = (object: string, line: string): string => {
  const [, kind = ""] = /^kind (.)/.exec(line) ?? [];
  return object.replace(/^relation /, `${RELATION_WORDS[kind] ?? "relation"} `);
};

/** How two structures are spoken of, between which differences were found. */
interface StructureWords {
  /** Of what only the second has. */
  readonly extra: string;
  readonly differs: string;
  /** Stands between what the second says and what the first says. */
  readonly beside: string;
}

/** A server is measured by what revisions made of it. */
export const DRIFTED: StructureWords = {
  extra: "was made by hand",
  differs: "is not as revisions made it",
  beside: "they made it",
};

/**
 * Of one line of the catalogs, which has its line breaks as `\n`.
 *
 * @param line what the catalogs say first of the object
 */
export function structureText(
  { object, kind, fresh, actual }: StructureDifference,
  line: string,
  words: StructureWords,
): string {
  if (kind === "missing") return `${inWords(object, fresh)} is missing`;
  if (kind === "extra") {
    const isWhole = /^(?:relation|routine|type|schema) /.test(object) || actual === "";
    return `${inWords(object, actual)} ${words.extra}${isWhole ? "" : `: ${actual.trim()}`}`;
  }
  return `${inWords(object, line)} ${words.differs}\n    ${actual || "(nothing)"}\n  ${words.beside}\n    ${fresh || "(nothing)"}`;
}
