// What YAML allows and a file of roles does not.
import { CST, Lexer } from "yaml";
import { type Diagnostic, problem } from "../../model/diagnostic.ts";
import type { DiagnosticCode } from "../../model/diagnostic-codes.ts";
import {
  bracesInScalars,
  dashWithoutBlank,
  doubleBrace,
  lookAlikes,
  smartQuote,
  type Token,
} from "./slips.ts";
import type { Locate } from "./text-location.ts";

/** A text as the parser shall see it, and what was wrong with its tokens. */
interface CheckedTokens {
  /** As long as the original, so that offsets are the same. */
  readonly text: string;
  /** Offsets of scalars that are meant as text, though they were not quoted. */
  readonly verbatim: ReadonlySet<number>;
  readonly diagnostics: readonly Diagnostic[];
  /** False where no value can come out of it. */
  readonly readable: boolean;
}

/** A token that a file of roles must not have. */
interface Finding {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly help: string;
  /** The part of the text that it is about. */
  readonly shown: string;
  /** What the parser sees instead; nothing where it could make no sense of the rest. */
  readonly mask?: string;
  /** True if the text is to be read as if it had been quoted. */
  readonly verbatim?: boolean;
}

const MAX_DEPTH = 32;

/** Tokens that only steer the parser and take no room in the text. */
const MARKS: ReadonlySet<string | null> = new Set(["doc-mode", "flow-error-end"]);

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let start = 0;
  let atScalar = false;
  for (const source of new Lexer().lex(text)) {
    // The token after the mark of a scalar is its text, whatever it looks like.
    const type: Token["type"] = atScalar ? "scalar" : CST.tokenType(source);
    atScalar = !atScalar && type === "scalar";
    if (atScalar || MARKS.has(type)) continue;
    tokens.push({ type, source, start });
    start += source.length;
  }
  return tokens;
}

function tooDeep(tokens: readonly Token[]): Token | undefined {
  let depth = 0;
  return tokens.find(({ type }) => {
    if (type === "flow-map-start" || type === "flow-seq-start") depth++;
    if (type === "flow-map-end" || type === "flow-seq-end") depth--;
    return depth > MAX_DEPTH;
  });
}

function aliasFinding(source: string, anchors: ReadonlySet<string>): Finding {
  const shown = source.replace(/:$/, "");
  const mask = shown.replace("*", "x");
  if (anchors.has(shown.slice(1))) {
    return {
      code: "yaml-alias",
      message: `${shown} is an alias`,
      help: "Write the value out.",
      shown,
      mask,
      verbatim: true,
    };
  }
  return {
    code: "unquoted-pattern",
    message: `${shown} is not quoted, and YAML takes a word that begins with * for an alias`,
    help: `Quote it: "${shown}".`,
    shown,
    mask,
    verbatim: true,
  };
}

// From the brace of `${env}_dwh_${schema}` to the end of the name; between brackets YAML sees maps here.
const NAME_FROM_BRACE = /\{[^\s,{}[\]]*\}[^\s,{}[\]]*(?:\{[^\s,{}[\]]*\}[^\s,{}[\]]*)*/y;

function variableFinding({ source, start }: Token, text: string): Finding {
  NAME_FROM_BRACE.lastIndex = start + source.length;
  const shown = source + (NAME_FROM_BRACE.exec(text)?.[0] ?? "{").replace(/:$/, "");
  return {
    code: "unquoted-variable",
    message: `${shown} is not quoted, and YAML takes its braces for a map here`,
    help: `Quote it: "${shown}".`,
    shown,
    mask: shown.replaceAll(/[{}]/g, "x"),
    verbatim: true,
  };
}

const isClosed = (quoted: string): boolean => quoted.length > 1 && quoted.at(-1) === quoted[0];

function finding(
  token: Token,
  next: Token | undefined,
  text: string,
  anchors: ReadonlySet<string>,
): Finding | undefined {
  const shown = token.source;
  switch (token.type) {
    case "alias":
      return aliasFinding(shown, anchors);
    case "anchor": {
      const help = `Write the value out where it is needed, or quote what is text: "${shown}".`;
      const message = `${shown} is an anchor`;
      return { code: "yaml-anchor", message, help, shown, mask: shown.replaceAll(/./g, " ") };
    }
    case "tag": {
      const help = `Take it away, or quote what is text: "${shown}".`;
      const message = `${shown} is a tag`;
      return { code: "yaml-tag", message, help, shown, mask: shown.replaceAll(/./g, " ") };
    }
    case "directive-line": {
      const help = "Take the line away: the files are read as YAML 1.2.";
      const message = `${shown.trim()} is a directive`;
      return { code: "yaml-directive", message, help, shown, mask: shown.replace("%", "#") };
    }
    case "single-quoted-scalar":
    case "double-quoted-scalar":
      if (isClosed(shown)) return undefined;
      return {
        code: "yaml-syntax",
        message: "this quote is never closed",
        help: "Close it on the same line.",
        shown,
      };
    case "flow-map-start":
      return next?.type === "flow-map-start" ? doubleBrace(text, token.start) : undefined;
    case "scalar":
      if (shown.endsWith("$") && next?.type === "flow-map-start" && !smartQuote(text, token))
        return variableFinding(token, text);
      return smartQuote(text, token) ?? dashWithoutBlank(shown);
    default:
      return undefined;
  }
}

/**
 * Finds what YAML allows and a file of roles does not, and the unquoted names that YAML takes for something
 * else: those are reported and then read as if they had been quoted, so that the rest can be checked too.
 */
export function checkTokens(text: string, locate: Locate): CheckedTokens {
  const tokens = tokensOf(text);
  const verbatim = new Set<number>();
  const deep = tooDeep(tokens);
  if (deep) {
    const help = "No entry of a file of roles needs brackets within so many brackets.";
    const at = locate(deep.start, deep.start + 1);
    const message = `more than ${MAX_DEPTH} brackets are open here`;
    return { text, verbatim, diagnostics: [problem("too-deep", message, { help, at })], readable: false };
  }
  const anchors = new Set(tokens.flatMap(({ type, source }) => (type === "anchor" ? [source.slice(1)] : [])));
  const diagnostics: Diagnostic[] = [...lookAlikes(tokens, locate), ...bracesInScalars(tokens, locate)];
  const pieces: string[] = [];
  let readable = true;
  let end = 0;
  tokens.forEach((token, index) => {
    // The rest of a name with variables, which came as many tokens.
    if (token.start < end) return;
    const found = finding(token, tokens[index + 1], text, anchors);
    if (!found) return;
    const { code, message, help, shown, mask } = found;
    diagnostics.push(problem(code, message, { help, at: locate(token.start, token.start + shown.length) }));
    if (mask === undefined) readable = false;
    if (found.verbatim) verbatim.add(token.start);
    pieces.push(text.slice(end, token.start), mask ?? shown);
    end = token.start + shown.length;
  });
  return { text: pieces.join("") + text.slice(end), verbatim, diagnostics, readable };
}
