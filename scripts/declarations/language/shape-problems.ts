// What zod finds wrong in a file of roles, in words.
import type { z } from "zod";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { problemAt, type Words } from "../yaml/placed.ts";
import { nearest } from "../yaml/suggest.ts";
import type { YamlPath, YamlSource } from "../yaml/yaml-source.ts";
import { ALL } from "./schema-of-grants.ts";
import type { CustomIssue } from "./schema-parts.ts";

type Issue = z.core.$ZodIssue;

const WORD_OF_TYPE: Readonly<Record<string, string>> = {
  string: "text",
  boolean: "true or false",
  int: "a whole number",
  number: "a whole number",
  array: "a list",
  object: "a map",
  record: "a map",
};

const HELP_FOR_TYPE: Readonly<Record<string, string>> = {
  text: "Write one name or text here.",
  "a whole number": "Write a number without a point and without quotes.",
  "a list": "Write it as [a, b], or one item a line behind a -.",
  "a map": "Write it as {key: value}, or one key a line, indented.",
};

const TRUTHS: Readonly<Record<string, boolean>> = {
  yes: true,
  on: true,
  y: true,
  true: true,
  no: false,
  off: false,
  n: false,
  false: false,
};

function wordOf(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "string") return value.length > 40 ? "this text" : `the text "${value}"`;
  return typeof value === "object" ? "a map" : `the ${typeof value} ${value}`;
}

function valueAt(value: unknown, path: YamlPath): unknown {
  return path.reduce((current, key) => (current as Record<PropertyKey, unknown> | undefined)?.[key], value);
}

/** A key in backquotes; of a list's item the key of the list. */
function subjectOf(path: YamlPath): string {
  const name = path.findLast((key) => typeof key === "string");
  if (name === undefined) return "the file";
  return typeof path.at(-1) === "number" ? `an item of \`${name}\`` : `\`${name}\``;
}

/** True where the value is not even of the type that the alternative takes; a list is none of some words. */
function isOtherType(issues: readonly Issue[], isList: boolean): boolean {
  return issues.some((issue) => {
    if (issue.path.length > 0) return false;
    if (issue.code === "invalid_union") return issue.errors.every((branch) => isOtherType(branch, isList));
    return issue.code === "invalid_type" || (issue.code === "invalid_value" && isList);
  });
}

function expectedTypes(issues: readonly Issue[]): string[] {
  return issues.flatMap((issue) => {
    if (issue.code === "invalid_union") return issue.errors.flatMap(expectedTypes);
    return issue.code === "invalid_type" ? [WORD_OF_TYPE[issue.expected] ?? issue.expected] : [];
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

function typeProblem(issue: Issue, value: unknown): Words {
  const subject = subjectOf(issue.path);
  const expected = [...new Set(expectedTypes([issue]))];
  if (value === null) {
    const help = expected.join() === "a map" ? "Write one, {} at least" : "Write one";
    return ["empty-value", `${subject} has no value`, `${help}, or take the line away.`];
  }
  if (expected.join() === "true or false") {
    const truth = TRUTHS[String(value).toLowerCase()];
    const help = truth === undefined ? "Write true or false." : `Write ${truth}, without quotes.`;
    return ["not-boolean", `${subject} must be true or false, not ${wordOf(value)}`, help];
  }
  const message = `${subject} must be ${expected.join(" or ")}, not ${wordOf(value)}`;
  if (expected.includes("text") && typeof value !== "object")
    return ["not-text", message, `Quote it: "${value}".`];
  return ["wrong-type", message, HELP_FOR_TYPE[expected[0] ?? ""]];
}

function valueProblem(path: YamlPath, value: unknown, values: readonly unknown[]): Words {
  const known = values.map(String);
  if (value === ALL)
    return ["unknown-value", `${ALL} stands alone, not in a list`, `Write it alone: ${ALL}.`];
  const guess = nearest(String(value), known);
  const help = guess ? `Did you mean ${guess}?` : `It can be: ${known.join(", ")}.`;
  const message = `${subjectOf(path)} cannot be ${typeof value === "object" ? wordOf(value) : value}`;
  return ["unknown-value", message, help];
}

function keyProblem(key: string, known: readonly string[]): Words {
  const [name = "", rest = ""] = key.split(/:(.*)/);
  if (rest && known.includes(name)) {
    return [
      "unknown-key",
      `the key ${key} is not known`,
      `Write a space behind the colon: ${name}: ${rest.trim()}.`,
    ];
  }
  const guess = known.find((other) => other.startsWith(`${key}_`)) ?? nearest(key, known);
  const help = guess
    ? `Did you mean ${guess}?`
    : known.length === 0
      ? "Nothing can be said here yet: write {}."
      : `Known here are: ${known.join(", ")}.`;
  return ["unknown-key", `the key ${key} is not known`, help];
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
  return settled
    .filter(({ path }) => !said.has(JSON.stringify(path)))
    .flatMap((issue) => problemsOf(issue, source));
}
