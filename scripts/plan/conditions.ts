import { type Condition, conditionText } from "../model/condition.ts";

/** Whether there may be a target where both hold. */
export function mayMeet(a: Condition | undefined, b: Condition | undefined): boolean {
  if (!a || !b) return true;
  return Object.entries(a).every(
    ([name, values]) => b[name] === undefined || values.some((value) => b[name]?.includes(value)),
  );
}

/** A statement that holds under a condition carries it as a comment line, which the runner obeys. */
export function whenLine(condition: Condition | undefined): string {
  return condition ? `-- when ${conditionText(condition)}\n` : "";
}

/** The same for the first major version that understands a statement. */
export function sinceLine(since: number | undefined): string {
  return since === undefined ? "" : `-- when server >= ${since}\n`;
}
