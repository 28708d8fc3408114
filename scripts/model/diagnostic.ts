// What a command has to say: one shape for every layer.
import type { DiagnosticCode } from "./diagnostic-codes.ts";

/** A place in a file; line and column count from 1, columns in UTF-16 units. */
export interface Location {
  /** Relative to the project where the file lies in it. */
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  /** Where the marked text ends on the same line, exclusive. */
  readonly endColumn?: number;
}

/** One problem with what somebody declared, generated or configured. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: "error" | "warning";
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** What to do next, in one sentence. */
  readonly help?: string;
  readonly at?: Location;
  /** Other places that matter, such as the first of two declarations. */
  readonly related?: readonly { readonly message: string; readonly at: Location }[];
}

/** Makes an error diagnostic. */
export function problem(
  code: DiagnosticCode,
  message: string,
  more: Omit<Diagnostic, "code" | "message" | "severity"> = {},
): Diagnostic {
  return { code, severity: "error", message, ...more };
}

/** True if any of them forbids to go on. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === "error");
}

/**
 * Carries diagnostics out of a command that cannot go on. Thrown where nothing useful can follow, after all
 * problems of that step were collected; the command line prints them and ends as `exitOf` their codes says.
 */
export class Refusal extends Error {
  constructor(readonly diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map((diagnostic) => diagnostic.message).join("\n"));
    this.name = "Refusal";
  }
}

/** Throws a {@link Refusal} if any of the diagnostics is an error. */
export function refuseErrors(diagnostics: readonly Diagnostic[]): void {
  if (hasErrors(diagnostics)) throw new Refusal(diagnostics);
}
