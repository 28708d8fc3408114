// What is wrong with a key or a value of a file of roles, in words.
import type * as z from "zod";
import type { Words } from "../yaml/placed.ts";
import { nearest } from "../yaml/suggest.ts";
import type { YamlPath } from "../yaml/yaml-source.ts";
import { accessRole } from "./roles-schema.ts";
import { ALL } from "./schema-of-grants.ts";
import { roleShape } from "./schema-of-roles.ts";

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

/** What the entries of a section are, and what may be said of them. */
const KEYS_OF_ENTRIES: Readonly<Record<string, { readonly what: string; readonly keys: readonly string[] }>> =
  {
    roles: { what: "a role", keys: [...Object.keys(roleShape), "access", "grants"] },
    access_roles: { what: "access roles", keys: Object.keys(accessRole.shape) },
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

/** A key in backquotes; of a list's item the key of the list. */
export function subjectOf(path: YamlPath): string {
  const name = path.findLast((key) => typeof key === "string");
  if (name === undefined) return "the file";
  return typeof path.at(-1) === "number" ? `an item of \`${name}\`` : `\`${name}\``;
}

function expectedTypes(issues: readonly Issue[]): string[] {
  return issues.flatMap((issue) => {
    if (issue.code === "invalid_union") return issue.errors.flatMap(expectedTypes);
    return issue.code === "invalid_type" ? [WORD_OF_TYPE[issue.expected] ?? issue.expected] : [];
  });
}

/** What was meant where there should be a map: `shared:true`, or a key that stands one level too shallow. */
function mapSlip([section, key, ...rest]: YamlPath, value: unknown): string | undefined {
  const [, name, said] = (typeof value === "string" && /^(\w+):(\S.*)$/.exec(value)) || [];
  if (name !== undefined) return `Write a space behind the colon: ${name}: ${said}.`;
  const of = KEYS_OF_ENTRIES[String(section)];
  if (rest.length > 0 || !of?.keys.includes(String(key))) return undefined;
  return `\`${String(key)}\` is said of ${of.what}: indent it further, below the name.`;
}

/** Of a value that is of another type than it can be. */
export function typeProblem(issue: Issue, value: unknown): Words {
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
  if (expected.includes("a map")) {
    const slip = mapSlip(issue.path, value);
    if (slip) return ["wrong-type", message, slip];
  }
  if (expected.includes("text") && typeof value !== "object")
    return ["not-text", message, `Quote it: "${value}".`];
  return ["wrong-type", message, HELP_FOR_TYPE[expected[0] ?? ""]];
}

/** Of a value that is none of those that can stand there. */
export function valueProblem(path: YamlPath, value: unknown, values: readonly unknown[]): Words {
  const known = values.map(String);
  if (value === ALL)
    return ["unknown-value", `${ALL} stands alone, not in a list`, `Write it alone: ${ALL}.`];
  const parts = String(value)
    .split(/[\s,;|/]+/)
    .filter((part) => part !== "");
  const isList = parts.length > 1 && parts.every((part) => known.includes(part.toUpperCase()));
  const guess = nearest(String(value), known);
  const help = isList
    ? `Write a list: [${parts.map((part) => part.toUpperCase()).join(", ")}].`
    : guess
      ? `Did you mean ${guess}?`
      : `It can be: ${known.join(", ")}.`;
  const message = `${subjectOf(path)} cannot be ${typeof value === "object" ? wordOf(value) : value}`;
  return ["unknown-value", message, help];
}

/** The key that was probably meant. */
export const guessed = (key: string, known: readonly string[]): string | undefined =>
  known.find((other) => other.startsWith(`${key}_`)) ?? nearest(key, known);

/** Of a key that is not known. */
export function keyProblem(key: string, known: readonly string[]): Words {
  const [name = "", rest = ""] = key.split(/:(.*)/);
  if (rest && known.includes(name)) {
    return [
      "unknown-key",
      `the key ${key} is not known`,
      `Write a space behind the colon: ${name}: ${rest.trim()}.`,
    ];
  }
  const guess = guessed(key, known);
  const help = guess
    ? `Did you mean ${guess}?`
    : known.length === 0
      ? "Nothing can be said here yet: write {}."
      : `Known here are: ${known.join(", ")}.`;
  return ["unknown-key", `the key ${key} is not known`, help];
}
