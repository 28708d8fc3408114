// One file of roles: text → sections with their places.
import type * as z from "zod";
import { type Diagnostic, hasErrors } from "../../model/diagnostic.ts";
import { byPlace, type Placed } from "../yaml/placed.ts";
import { parseYaml, type YamlPath } from "../yaml/yaml-source.ts";
import { type RolesFile, rolesFile } from "./roles-schema.ts";
import { knownKeysAsMessage, shapeProblems } from "./shape-problems.ts";

/** A file of roles as far as it could be read. */
export interface ParsedRolesFile {
  /** As it is shown: relative to the project. */
  readonly file: string;
  /** What it says, but for entries that have problems. */
  readonly content: Placed<RolesFile>;
  /** False where something had to be left out: what seems to be missing may have been said there. */
  readonly complete: boolean;
}

/** The paths to what must go for an issue: an entry of a map of entries, or a section that is a list. */
function faultyPaths(issue: z.core.$ZodIssue, value: object): YamlPath[] {
  const [section, entry] = issue.path;
  if (section === undefined) return issue.code === "unrecognized_keys" ? issue.keys.map((key) => [key]) : [];
  const isList = Array.isArray((value as Record<PropertyKey, unknown>)[section]);
  return [entry === undefined || isList ? [section] : [section, entry]];
}

function without(value: object, [key, ...rest]: YamlPath): object {
  if (key === undefined) return {};
  const { [key]: inner, ...others } = value as Record<PropertyKey, unknown>;
  if (inner === undefined) return value;
  return rest.length > 0 ? { ...others, [key]: without(inner as object, rest) } : others;
}

function usablePart(value: object, issues: readonly z.core.$ZodIssue[]): RolesFile {
  const rest = issues.flatMap((issue) => faultyPaths(issue, value)).reduce(without, value);
  return rolesFile.safeParse(rest).data ?? {};
}

/**
 * Reads one file of roles. Where there are errors, what they are in is left out, so that the rest can be
 * checked too; nothing of it may be used then.
 */
export function parseRolesFile(
  file: string,
  text: string,
): { file: ParsedRolesFile; diagnostics: readonly Diagnostic[] } {
  const { source, diagnostics } = parseYaml(file, text);
  if (!source) {
    const nothing: Placed<RolesFile> = { value: {}, path: [], locate: () => ({ file }) };
    return { file: { file, content: nothing, complete: diagnostics.length === 0 }, diagnostics };
  }
  const value = source.value ?? {};
  const parsed = rolesFile.safeParse(value, { error: knownKeysAsMessage });
  const issues = parsed.error?.issues ?? [];
  const content = parsed.data ?? (typeof value === "object" ? usablePart(value, issues) : {});
  const all = [...diagnostics, ...shapeProblems(issues, source)].sort(byPlace);
  return {
    file: { file, content: { value: content, path: [], locate: source.locate }, complete: !hasErrors(all) },
    diagnostics: all,
  };
}
