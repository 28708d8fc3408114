// Slips of the hand in unquoted text that YAML takes for something else: quotes, dashes, braces, letters.
import type { CST } from "yaml";
import { type Diagnostic, problem } from "../../model/diagnostic.ts";
import type { DiagnosticCode } from "../../model/diagnostic-codes.ts";
import type { Locate } from "./text-location.ts";

/** A piece of the text. */
export interface Token {
  readonly type: CST.TokenType | null;
  readonly source: string;
  readonly start: number;
}

/** A slip, and the part of the text that it is in. */
interface Slip {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly help: string;
  readonly shown: string;
}

const SMART = "“”„‟‘’‚‛«»";
const SMART_QUOTED = new RegExp(`[${SMART}]([^${SMART}\\n]*)[${SMART}]?`, "y");
const DOUBLE_BRACES = /\{\{\s*(\w+)\s*\}\}/;
const FROM_DOUBLE_BRACE = /\{\{[^\n}]*\}\}[^\s:,\]}]*/y;

const matchAt = (pattern: RegExp, text: string, start: number): RegExpExecArray | null => {
  pattern.lastIndex = start;
  return pattern.exec(text);
};

/** Text all of which stands in the quotes of a word processor: to YAML they are letters. */
export function smartQuote(text: string, { source, start }: Token): Slip | undefined {
  const match = matchAt(SMART_QUOTED, text, start);
  const [shown = "", inner = ""] = match ?? [];
  // A variable ends the token within brackets.
  if (shown.length < Math.max(source.trimEnd().length, 1)) return undefined;
  const message = `${shown} stands in quotes that are not those of YAML`;
  return { code: "smart-quotes", message, help: `Write straight ones: "${inner}".`, shown };
}

/** `-{to: x}` and `-[a]`: to YAML a text. */
export function dashWithoutBlank(source: string): Slip | undefined {
  if (!/^-[[{]/.test(source)) return undefined;
  const shown = source.slice(0, 2);
  const message = "a - without a space behind it begins no item of a list";
  return { code: "yaml-dash", message, help: `Write a space behind it: - ${source[1]}.`, shown };
}

/** `{{env}}_reader`, outside of quotes. */
export function doubleBrace(text: string, start: number): Slip | undefined {
  const [shown = ""] = matchAt(FROM_DOUBLE_BRACE, text, start) ?? [];
  const name = DOUBLE_BRACES.exec(shown)?.[1];
  if (name === undefined) return undefined;
  const help = `A variable is written \${${name}}, with a dollar sign and single braces.`;
  return { code: "unquoted-variable", message: `${shown} has no variable in it`, help, shown };
}

/** `"{{env}}_reader"` and `a_{{env}}`: names and values that YAML reads as they are. */
export function bracesInScalars(tokens: readonly Token[], locate: Locate): Diagnostic[] {
  return namesAndValues(tokens).flatMap(({ source, start }): Diagnostic[] => {
    const [shown, name] = DOUBLE_BRACES.exec(source) ?? [];
    if (shown === undefined) return [];
    const at = start + source.indexOf(shown);
    const help = `A variable is written \${${name}}, with a dollar sign and single braces.`;
    const message = `${shown} is no variable`;
    return [problem("unquoted-variable", message, { help, at: locate(at, at + shown.length) })];
  });
}

const ALPHABETS = [
  ["Cyrillic", /\p{Script=Cyrillic}/u],
  ["Greek", /\p{Script=Greek}/u],
] as const;

/** A word with letters of two alphabets, which look alike to people and are two names to PostgreSQL. */
function lookAlike(source: string, start: number, locate: Locate): Diagnostic[] {
  return [...source.matchAll(/[\p{L}\p{N}_]+/gu)].flatMap(({ 0: word, index }): Diagnostic[] => {
    if (!/\p{Script=Latin}/u.test(word)) return [];
    const found = ALPHABETS.flatMap(([name, letter]) => {
      const [other] = letter.exec(word) ?? [];
      return other === undefined ? [] : [{ name, other }];
    });
    return found.slice(0, 1).map(({ name, other }) => ({
      ...problem("look-alike", `${word} has letters of two alphabets: ${other} is ${name}`, {
        help: "Type it anew in one alphabet: what looks the same is another name to PostgreSQL.",
        at: locate(start + index, start + index + word.length),
      }),
      severity: "warning" as const,
    }));
  });
}

const SCALARS: ReadonlySet<string | null> = new Set([
  "scalar",
  "single-quoted-scalar",
  "double-quoted-scalar",
]);

/** Scalars but for the text of comments. */
function namesAndValues(tokens: readonly Token[]): Token[] {
  const scalars = tokens.filter(({ type }) => SCALARS.has(type));
  return scalars.filter((_, index) => scalars[index - 1]?.source !== "comment");
}

/** Words that mix alphabets in names and values. */
export function lookAlikes(tokens: readonly Token[], locate: Locate): Diagnostic[] {
  return namesAndValues(tokens).flatMap(({ source, start }) => lookAlike(source, start, locate));
}
