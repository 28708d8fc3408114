// The parser's errors in words for people.
import type { ErrorCode, YAMLError } from "yaml";
import { type Diagnostic, problem } from "../../model/diagnostic.ts";
import type { Locate } from "./text-location.ts";

interface Words {
  readonly message: string;
  readonly help: string;
}

const INDENT: Words = {
  message: "this line is indented differently from its neighbours",
  help: "Give all entries of one map or list the same number of spaces.",
};
const BRACKET: Words = {
  message: "a bracket opened before is not closed here",
  help: "Close it with ] or }, and indent the lines within it.",
};
const COLON: Words = {
  message: "there is a second colon in this line, or the line before ends its entry wrongly",
  help: 'Quote text that has a colon and a space in it: "like: this"; otherwise look at the indentation.',
};

/** What people read instead of the parser's words; a cause can only be guessed, so the help says the commonest. */
const WORDS: Partial<Record<ErrorCode, Words>> = {
  BAD_INDENT: INDENT,
  BLOCK_AS_IMPLICIT_KEY: COLON,
  MULTILINE_IMPLICIT_KEY: {
    message: "a key must stand on one line, with a colon and a space behind it",
    help: "Look for a missing colon, or a missing space after one.",
  },
  BAD_SCALAR_START: {
    message: "unquoted text cannot begin with this character",
    help: "Quote it.",
  },
  BAD_DQ_ESCAPE: {
    message: "a backslash means something in double quotes, and this is none of its meanings",
    help: "In single quotes a backslash is nothing but itself.",
  },
  TAB_AS_INDENT: { message: "this line is indented with a tab", help: "Indent with spaces." },
  RESOURCE_EXHAUSTION: { message: "the file is nested too deeply", help: "Look at the indentation." },
  IMPOSSIBLE: {
    message: "this line is no entry of the map before it",
    help: "Write a name, a colon and a space.",
  },
  BLOCK_IN_FLOW: {
    message: "within brackets everything must be in brackets",
    help: "Write lists as [a, b] and maps as {key: value} here.",
  },
};

/** The parser's own words, by their beginning, where one code of it stands for several slips. */
const BY_MESSAGE: readonly (readonly [RegExp, Words])[] = [
  [/^Flow .* must be sufficiently indented/, BRACKET],
  [/^Flow .* expected|^Expected flow/i, BRACKET],
  [
    /at node end$/,
    {
      message: "there is text behind the end of this value",
      help: "Quote the whole value: '\"geo.v2\".*'; an apostrophe within single quotes is written twice.",
    },
  ],
  [/^Missing closing/, { message: "a quote is never closed", help: "Close it on the same line." }],
  [
    /^Missing , /,
    { message: "a comma is missing before this", help: "Separate what stands in brackets by commas." },
  ],
  [/^Comments must be separated/, { message: "a comment needs a space before its #", help: "Add a space." }],
  [
    /^Implicit map keys need to be followed/,
    { message: "this key has no colon", help: "Write a colon and a space behind it." },
  ],
];

/** One diagnostic a line: what follows an error on its line is mostly a consequence of it. */
export function syntaxProblems(errors: readonly YAMLError[], locate: Locate): Diagnostic[] {
  const byLine = new Map<number | undefined, Diagnostic>();
  for (const { code, message, pos } of errors) {
    const at = locate(...pos);
    const words = BY_MESSAGE.find(([pattern]) => pattern.test(message))?.[1] ??
      WORDS[code] ?? { message: `this is not YAML: ${message}`, help: "Look at the line before it too." };
    if (!byLine.has(at.line)) {
      byLine.set(at.line, problem("yaml-syntax", words.message, { help: words.help, at }));
    }
  }
  return [...byLine.values()];
}
