// Diagnostics as people read them, with the line and a caret below it.
import { readFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { styleText } from "node:util";
import type { Diagnostic, Location } from "../model/diagnostic.ts";
import { maskSecrets } from "../model/secret.ts";
import { ownWords } from "./own-words.ts";

/** The text in a style, where standard error shows colours: a terminal, as NO_COLOR and FORCE_COLOR say. */
export const styled = (style: Parameters<typeof styleText>[0], text: string): string =>
  styleText(style, text, { stream: process.stderr });

/** A place as editors understand it: `roles/access.yaml:3:11`, relative to where the user stands. */
export function placeText(at: Location): string {
  const shown = relative(process.cwd(), resolve(at.file));
  // An address instead of a file stays one, so that its password is seen and masked.
  const isPath = !at.file.includes("://");
  const file = shown.startsWith("..") || shown === "" || !isPath ? at.file : shown;
  return [file, at.line, at.line === undefined ? undefined : at.column]
    .filter((part) => part !== undefined)
    .join(":");
}

/** The line of the file with a caret below the place; where the file cannot be read, what is said to stand there. */
function codeFrame(at: Location, excerpt?: string): string[] {
  const told = excerpt === undefined ? [] : excerpt.split("\n").map((line) => `    ${maskSecrets(line)}`);
  if (at.line === undefined) return told;
  let line: string | undefined;
  try {
    line = readFileSync(at.file, "utf8").split(/\r?\n/)[at.line - 1];
  } catch {
    return told;
  }
  if (line === undefined || line.length > 300) return told;
  const number = String(at.line);
  const column = at.column ?? 1;
  const width = Math.max(1, Math.min((at.endColumn ?? column + 1) - column, line.length - column + 1));
  // Tabs keep their width above and below.
  const indent = line.slice(0, column - 1).replace(/[^\t]/g, " ");
  return [
    styled("dim", `  ${number} | `) + maskSecrets(line),
    styled("dim", `  ${" ".repeat(number.length)} | `) + indent + styled("red", "^".repeat(width)),
  ];
}

function diagnosticLines(diagnostic: Diagnostic): string[] {
  const { severity, code, message, help, at, excerpt, related = [] } = diagnostic;
  const head = styled(severity === "error" ? "red" : "yellow", `${severity}[${code}]`);
  return [
    `${head} ${styled("bold", maskSecrets(ownWords(message)))}`,
    ...(at ? [`  ${styled("dim", "at")} ${maskSecrets(placeText(at))}`, ...codeFrame(at, excerpt)] : []),
    ...related.map((other) => maskSecrets(`  ${other.message}: ${placeText(other.at)}`)),
    ...(help
      ? [`  ${styled("cyan", "help")} ${maskSecrets(ownWords(help)).replaceAll("\n", "\n       ")}`]
      : []),
  ];
}

/**
 * All problems as one text for people, errors first, with a count at the end when there are several. Passwords are
 * masked: what is echoed may be an argument that is an address, or a line of a file.
 */
export function formatDiagnostics(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const warnings = diagnostics.filter(({ severity }) => severity === "warning");
  // Those that show code stand apart; the others are a list.
  const blocks = [...errors, ...warnings].map((diagnostic) => {
    const lines = diagnosticLines(diagnostic);
    return `${lines.join("\n")}${lines.length > 2 ? "\n\n" : "\n"}`;
  });
  const count = (n: number, word: string) => (n === 0 ? [] : [`${n} ${word}${n === 1 ? "" : "s"}`]);
  const total = [...count(errors.length, "error"), ...count(warnings.length, "warning")].join(", ");
  return blocks.length > 1 ? `${blocks.join("")}${total}` : blocks.join("").trimEnd();
}
