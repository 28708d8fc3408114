import { compareText } from "./identifier.ts";
import type { Variables } from "./variable.ts";

/**
 * Where an entry exists: for each variable the values with which it does, `{ env: ["prod"] }`.
 * It is part of the entry's identity. An entry without a condition exists everywhere.
 */
export type Condition = Readonly<Record<string, readonly string[]>>;

/** The condition as one line, sorted: `env = prod, region = eu|us`; the key by which conditions are compared. */
export function conditionText(condition: Condition | undefined): string {
  if (!condition) return "";
  return Object.entries(condition)
    .sort(([a], [b]) => compareText(a, b))
    .map(([name, values]) => `${name} = ${[...values].sort(compareText).join("|")}`)
    .join(", ");
}

/** Reads what {@link conditionText} wrote; undefined where it is not of that form. */
export function parseCondition(text: string): Condition | undefined {
  const condition: Record<string, string[]> = {};
  for (const part of text.split(",")) {
    const match = /^\s*(\w+)\s*=\s*([\w|]+)\s*$/.exec(part);
    if (!match?.[1] || !match[2]) return undefined;
    condition[match[1]] = match[2].split("|");
  }
  return condition;
}

/** Whether an entry with this condition exists under these values. */
export function holds(condition: Condition | undefined, variables: Variables): boolean {
  if (!condition) return true;
  return Object.entries(condition).every(([name, values]) => values.includes(variables[name] ?? ""));
}
