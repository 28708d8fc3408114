// Conditions: for which values of the variables an entry exists.

import { compareText } from "./identifier.ts";
import type { AllowedVariables, Variables } from "./variable.ts";

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

/** Where both hold; `never` where they exclude one another. */
export function combineWhen(
  a: Condition | undefined,
  b: Condition | undefined,
): Condition | undefined | "never" {
  if (!a || !b) return a ?? b;
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort(compareText);
  const both = names.map((name) => {
    const values = a[name] ?? b[name] ?? [];
    return [name, values.filter((value) => b[name]?.includes(value) ?? true)] as const;
  });
  return both.some(([, values]) => values.length === 0) ? "never" : Object.fromEntries(both);
}

/** Something that holds under a condition. */
export interface Conditional<Value> {
  readonly value: Value;
  readonly when?: Condition | undefined;
}

/**
 * The same things under conditions of which no two hold at once. Equal regions come out equal, names and values
 * sorted, however they were said; what holds everywhere has no condition.
 *
 * @param allowed all values that the variables may take
 * @param pick what counts where several hold
 */
export function disjoin(
  said: readonly Conditional<string>[],
  allowed: AllowedVariables,
  pick: (values: readonly string[]) => string = ([first = ""]) => first,
): Conditional<string>[] {
  if (said.length === 0) return [];
  const [name] = [...new Set(said.flatMap(({ when = {} }) => Object.keys(when)))].sort(compareText);
  if (name === undefined) return [{ value: pick(said.map(({ value }) => value)) }];
  // What is said of a variable that there is no longer holds nowhere.
  if (!Object.hasOwn(allowed, name)) {
    const rest = said.filter(({ when }) => when?.[name] === undefined);
    return disjoin(rest, allowed, pick);
  }
  const all = [...(allowed[name] ?? [])].sort(compareText);
  const byRest = new Map<string, { rest: readonly Conditional<string>[]; here: string[] }>();
  for (const one of all) {
    const left = said.filter(({ when }) => when?.[name]?.includes(one) ?? true);
    const inner = left.map(({ value, when: { [name]: _, ...when } = {} }) => ({ value, when }));
    const rest = disjoin(inner, allowed, pick);
    const text = JSON.stringify(rest.map(({ value, when }) => [value, conditionText(when)]));
    const found = byRest.get(text) ?? { rest, here: [] };
    byRest.set(text, found);
    found.here.push(one);
  }
  return [...byRest.values()].flatMap(({ rest, here }) =>
    here.length === all.length
      ? rest
      : rest.map(({ value, when }) => ({ value, when: { [name]: here, ...when } })),
  );
}
