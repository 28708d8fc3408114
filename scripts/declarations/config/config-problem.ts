// What zod finds wrong in drizzle.config.ts, in words and with its place.
import type * as z from "zod";
import { type Diagnostic, type Location, problem } from "../../model/diagnostic.ts";
import { escapePattern } from "../../model/regexp.ts";
import { nearest } from "../yaml/suggest.ts";
import { locator } from "../yaml/text-location.ts";
import { HOOK_KEYS, TARGET_KEYS, WAREHOUSE_KEYS } from "./config-shape.ts";

/** Where the keys of a path stand in the text of the file, one behind the other, as far as they are found. */
export function placeOf(file: string, text: string, path: readonly PropertyKey[]): Location {
  let [start, end] = [-1, -1];
  for (const key of path) {
    if (typeof key !== "string") continue;
    const property = new RegExp(`(?<![\\w$])(["']?)${escapePattern(key)}\\1(?=\\s*[:,}])`, "g");
    property.lastIndex = Math.max(end, 0);
    const match = property.exec(text);
    if (!match) break;
    start = match.index;
    end = match.index + match[0].length;
  }
  return start < 0 ? { file } : locator(file, text)(start, end);
}

function unknownKey(path: readonly PropertyKey[], key: string, at: Location): Diagnostic {
  const inTarget = path.length === 3;
  const known = inTarget ? TARGET_KEYS : path.at(-1) === "hooks" ? HOOK_KEYS : WAREHOUSE_KEYS;
  if (inTarget && key === "url") {
    return problem("url-in-config", "a target does not hold its URL, which may hold a password", {
      at,
      help: 'Say which environment variable has it: urlFrom: "DATABASE_URL".',
    });
  }
  const guess = nearest(key, known);
  return problem("unknown-key", `${[...path, key].join(".")} is not known`, {
    at,
    help: guess ? `Did you mean ${guess}?` : `Known here are: ${known.join(", ")}.`,
  });
}

/**
 * What is wrong with a value of drizzle.config.ts.
 *
 * @param text of the file, in which the key is looked for
 */
export function configDiagnostics(issue: z.core.$ZodIssue, file: string, text: string): Diagnostic[] {
  const { path } = issue;
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => unknownKey(path, key, placeOf(file, text, [...path, key])));
  }
  const name = path.join(".");
  // Of a key, zod says only in the second place what is wrong with it.
  const said = (issue.code === "invalid_key" ? issue.issues[0]?.message : undefined) ?? issue.message;
  const message = name ? `${name}: ${said}` : `drizzle.config.ts has no default export: ${said}`;
  return [problem("wrong-value", message, { at: placeOf(file, text, path) })];
}
