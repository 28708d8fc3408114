import { type Condition, holds, parseCondition } from "../model/condition.ts";
import type { Variables } from "../model/variable.ts";

/** Where a statement runs: under some values of variables, on some versions of PostgreSQL; all must hold. */
export interface StatementCondition {
  readonly variables?: Condition;
  /** The first major version that gets it. */
  readonly since?: number;
  /** The first major version that does not get it. */
  readonly before?: number;
}

const SERVER = /^server\s*(>=|<)\s*(\d+)$/;

function merge(a: StatementCondition, b: StatementCondition): StatementCondition | undefined {
  const twice = Object.keys(b.variables ?? {}).some((name) => Object.hasOwn(a.variables ?? {}, name));
  if (twice || (a.since && b.since) || (a.before && b.before)) return undefined;
  const variables = { ...a.variables, ...b.variables };
  return { ...a, ...b, ...(Object.keys(variables).length > 0 && { variables }) };
}

function parsePart(part: string): StatementCondition | undefined {
  const [, operator, major] = SERVER.exec(part.trim()) ?? [];
  if (operator) return operator === ">=" ? { since: Number(major) } : { before: Number(major) };
  const variables = parseCondition(part);
  return variables && { variables };
}

/**
 * Reads what stands behind `-- when `: `env = prod`, `env = test|prod, server >= 17`.
 *
 * @param before the condition of the lines before, to which this one is added
 * @returns undefined where it is not understood, or says the same thing twice
 */
export function parseStatementCondition(
  text: string,
  before: StatementCondition = {},
): StatementCondition | undefined {
  return text
    .split(",")
    .map(parsePart)
    .reduce((all, part) => all && part && merge(all, part), before);
}

/** Whether a statement with this condition runs under these values on a server of this major version. */
export function runsUnder(
  condition: StatementCondition | undefined,
  variables: Variables,
  major: number,
): boolean {
  const { since = 0, before = Number.POSITIVE_INFINITY } = condition ?? {};
  return major >= since && major < before && holds(condition?.variables, variables);
}
