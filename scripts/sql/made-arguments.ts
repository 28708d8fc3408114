// CREATE FUNCTION, PROCEDURE or AGGREGATE → the types of the arguments by which the routine is known.

import { parseRoutineArguments } from "../model/routine-arguments.ts";
import { type Token, tokens } from "./tokens.ts";

const MODE = /^(?:IN|OUT|INOUT|VARIADIC)$/i;

/** The tokens of the first pair of brackets, cut at its commas. */
function argumentsOf(text: string): Token[][] | undefined {
  const all = [...tokens(text)].filter(({ kind }) => kind !== "space" && kind !== "comment");
  const first = all.findIndex(({ kind }) => kind === "open");
  if (first < 0) return undefined;
  const found: Token[][] = [[]];
  let depth = 0;
  for (const token of all.slice(first + 1)) {
    const word = text.slice(token.start, token.end);
    if (token.kind === "close" && depth === 0) return found.filter((one) => one.length > 0);
    if (token.kind === "open" || word === "[") depth++;
    if (token.kind === "close" || word === "]") depth--;
    if (word === "," && depth === 0) found.push([]);
    else found.at(-1)?.push(token);
  }
  return undefined;
}

/** The type of one argument in the server's words; "" where it is none of those that count, undefined where it cannot be told. */
function typeOf(text: string, argument: readonly Token[]): string | undefined {
  const word = ({ start, end }: Token): string => text.slice(start, end);
  const end = argument.findIndex(
    (token) => word(token) === "=" || (token.kind === "word" && /^default$/i.test(word(token))),
  );
  const said = end < 0 ? argument : argument.slice(0, end);
  const isMode = (token: Token) => token.kind === "word" && MODE.test(word(token));
  const modes = said.slice(0, 2).filter(isMode).map(word);
  if (modes.some((mode) => /^out$/i.test(mode))) return "";
  const rest = said.filter((token, index) => index > 1 || !isMode(token));
  // The first word is the type's, or the argument's name.
  const candidates = [rest, rest.slice(1)].flatMap(([first, ...more]) => {
    const last = more.at(-1) ?? first;
    return first && last ? [parseRoutineArguments(text.slice(first.start, last.end))] : [];
  });
  return candidates.find(({ unknown }) => unknown.length === 0)?.text;
}

/**
 * Reads `CREATE FUNCTION s.f(a int, VARIADIC b text[] DEFAULT '{}', OUT c int) …` as `integer, text[]`.
 *
 * @returns undefined where a type cannot be told: `%TYPE`, a name without its schema
 */
export function madeArguments(text: string): string | undefined {
  // An aggregate of rows has no arguments.
  const said = argumentsOf(text)?.filter((one) => one.length > 1 || text[one[0]?.start ?? 0] !== "*");
  const types = said?.map((one) => typeOf(text, one));
  return types === undefined || types.includes(undefined)
    ? undefined
    : types.filter((type) => type !== "").join(", ");
}
