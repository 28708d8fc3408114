// What zod finds wrong in a file of roles, in words.
import type * as z from "zod";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { problemAt } from "../yaml/placed.ts";
import { nearest } from "../yaml/suggest.ts";
import type { YamlPath, YamlSource } from "../yaml/yaml-source.ts";
import type { CustomIssue } from "./schema-parts.ts";
import { guessed, keyProblem, subjectOf, typeProblem, valueProblem } from "./shape-words.ts";

type Issue = z.core.$ZodIssue;

function valueAt(value: unknown, path: YamlPath): unknown {
  return path.reduce((current, key) => (current as Record<PropertyKey, unknown> | undefined)?.[key], value);
}

/** True where the value is not even of the type that the alternative takes; a list is none of some words. */
function isOtherType(issues: readonly Issue[], isList: boolean): boolean {
  return issues.some((issue) => {
    if (issue.path.length > 0) return false;
    if (issue.code === "invalid_union") return issue.errors.every((branch) => isOtherType(branch, isList));
    return issue.code === "invalid_type" || (issue.code === "invalid_value" && isList);
  });
}

/** The problems of the alternative that was meant, as the value's type shows; the union's where none fits. */
function settle(issue: Issue, root: unknown): Issue[] {
  if (issue.code !== "invalid_union") return [issue];
  const isList = Array.isArray(valueAt(root, issue.path));
  const meant = issue.errors.find((branch) => !isOtherType(branch, isList));
  if (!meant) return [issue];
  return meant.flatMap((inner) => settle({ ...inner, path: [...issue.path, ...inner.path] }, root));
}

/**
 * The keys that a map may have. zod's finished issues do not tell, so they travel in the message, where
 * {@link shapeProblems} looks for them.
 */
export const knownKeysAsMessage: z.core.$ZodErrorMap = (issue) => {
  if (issue.code !== "unrecognized_keys") return undefined;
  const { shape = {} } = (issue.inst?._zod.def ?? {}) as { shape?: object };
  return Object.keys(shape).join(" ");
};

function problemsOf(issue: Issue, { value: root, locate }: YamlSource): Diagnostic[] {
  const { path } = issue;
  if (issue.code === "unrecognized_keys") {
    const known = issue.message.split(" ").filter((key) => key !== "");
    return issue.keys.map((key) => problemAt(locate([...path, key], "key"), ...keyProblem(key, known)));
  }
  const value = valueAt(root, path);
  if (value === undefined && path.length > 0) {
    const message = `${subjectOf(path)} is missing`;
    return [problemAt(locate(path.slice(0, -1), "key"), "missing-key", message, "Add it to this entry.")];
  }
  const at = locate(path);
  if (value === null) return [problemAt(at, ...typeProblem(issue, value))];
  switch (issue.code) {
    case "invalid_type":
    case "invalid_union":
      return [problemAt(at, ...typeProblem(issue, value))];
    case "invalid_value":
      return [problemAt(at, ...valueProblem(path, value, issue.values))];
    case "too_small":
    case "too_big": {
      if (issue.origin === "array" || issue.origin === "string") {
        const message = `${subjectOf(path)} is empty`;
        return [problemAt(at, "empty-value", message, "Write a value, or take it away.")];
      }
      if (issue.code === "too_big") {
        return [problemAt(at, "out-of-range", `${subjectOf(path)} is too large`, "Write a smaller number.")];
      }
      const least = `at least ${issue.minimum}`;
      return [problemAt(at, "out-of-range", `${subjectOf(path)} must be ${least}`, `Write ${least}.`)];
    }
    case "custom": {
      const { code, help } = issue.params as CustomIssue;
      return [problemAt(at, code, issue.message, help)];
    }
    default:
      return [problemAt(at, "wrong-value", `${subjectOf(path)}: ${issue.message}`)];
  }
}

/** Entries with keys that are misspelt: what they seem to lack is said there. */
function misspeltEntries(issue: Issue): string[] {
  if (issue.code !== "unrecognized_keys") return [];
  const known = issue.message.split(" ");
  return issue.keys.some((key) => guessed(key, known) !== undefined) ? [JSON.stringify(issue.path)] : [];
}

/** The paths of keys that are missing only because they are misspelt. */
function misspelt(issue: Issue): string[] {
  if (issue.code !== "unrecognized_keys") return [];
  const known = issue.message.split(" ");
  return issue.keys.map((key) => JSON.stringify([...issue.path, nearest(key, known)]));
}

/** What zod found, in the words of somebody who edits a file of roles. */
export function shapeProblems(issues: readonly Issue[], source: YamlSource): Diagnostic[] {
  const settled = issues.flatMap((issue) => settle(issue, source.value));
  const said = new Set(settled.flatMap(misspelt));
  const entries = new Set(settled.flatMap(misspeltEntries));
  return settled
    .filter(({ code, path }) => {
      const at = JSON.stringify(path);
      return !said.has(at) && !(code === "custom" && entries.has(at));
    })
    .flatMap((issue) => problemsOf(issue, source));
}
