// Runs the lint rules on the declared access.

import type { Diagnostic } from "../../model/diagnostic.ts";
import { applyIgnores } from "./ignores.ts";
import type { LintSubject } from "./rule.ts";
import { RULES } from "./rules.ts";

/** Which rules are on or off, where the configuration says so. By code. */
type LintSwitches = Readonly<Record<string, "on" | "off">>;

/**
 * What the rules find, as warnings, but for what comments in the role files ignore.
 *
 * @param files the role files with their texts
 */
export function lint(
  subject: LintSubject,
  files: readonly { readonly file: string; readonly text: string }[],
  switches: LintSwitches = {},
): Diagnostic[] {
  const findings = RULES.filter(
    ({ code, isOn }) => (switches[code] ?? (isOn ? "on" : "off")) === "on",
  ).flatMap((rule) =>
    rule.find(subject).map((finding): Diagnostic => ({ code: rule.code, severity: "warning", ...finding })),
  );
  return applyIgnores(
    findings,
    files,
    RULES.map(({ code }) => code),
  );
}
