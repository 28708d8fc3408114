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

/**
 * Where any of them holds, as conditions of which no two hold at once; `[undefined]` where that is everywhere.
 * Equal regions come out equal, names and values sorted, however they were said.
 *
 * @param allowed all values that the variables may take
 */
export function unionOfWhen(
  conditions: readonly (Condition | undefined)[],
  allowed: AllowedVariables,
): (Condition | undefined)[] {
  const regions = conditions.map((condition) => condition ?? {});
  if (regions.some((region) => Object.keys(region).length === 0)) return [undefined];
  const [name] = [...new Set(regions.flatMap((region) => Object.keys(region)))].sort(compareText);
  if (name === undefined) return [];
  const values = [...(allowed[name] ?? [])].sort(compareText);
  const byRest = new Map<string, { rest: (Condition | undefined)[]; values: string[] }>();
  for (const value of values) {
    const left = regions.filter((region) => region[name]?.includes(value) ?? true);
    const rest = unionOfWhen(
      left.map(({ [name]: _, ...others }) => others),
      allowed,
    );
    const text = JSON.stringify(rest.map(conditionText));
    const found = byRest.get(text) ?? { rest, values: [] };
    byRest.set(text, found);
    found.values.push(value);
  }
  return [...byRest.values()].flatMap(({ rest, values: same }) =>
    same.length === values.length ? rest : rest.map((condition) => ({ [name]: same, ...condition })),
  );
}
