import type { LintRule } from "../../../scripts/review/lint/rule.ts";
import { warehouse } from "../../support/warehouse.ts";

/** What a rule says of a warehouse of these parts. */
export function messages(
  rule: LintRule,
  parts: Parameters<typeof warehouse>[0],
  more: Partial<ReturnType<typeof warehouse>> = {},
): string[] {
  const subject = { warehouse: { ...warehouse(parts), ...more }, provenance: new Map() };
  return rule.find(subject).map(({ message }) => message);
}
