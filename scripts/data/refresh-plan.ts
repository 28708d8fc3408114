// What is refreshed, how, and behind what.
import type { LiveRelation } from "../database/inspect/refreshable.ts";
import { matches, parsePattern } from "../declarations/objects/pattern.ts";
import { type Diagnostic, problem, Refusal } from "../model/diagnostic.ts";
import { splitList } from "../model/identifier.ts";
import { plainQuery, relationNames, speaksOf } from "../sql/names-in-query.ts";

/** What definitions say of relations that are refreshed; names and texts filled in. */
export interface DeclaredRefresh {
  /** The groups that it belongs to. */
  readonly groups: readonly string[];
  /** The query that fills it, where it is a table. */
  readonly query?: string;
}

/** What somebody asks for. */
interface RefreshRequest {
  readonly patterns: readonly string[];
  readonly group: string | undefined;
}

/** One relation that is to be refreshed. */
export interface RefreshStep {
  readonly key: string;
  readonly relation: LiveRelation;
  /** Of a table that is filled by a query. */
  readonly query: string | undefined;
  /** Keys of the steps before it. */
  readonly behind: readonly string[];
}

/** Whether a relation is one that can be refreshed. */
const isRefreshable = ({ kind }: LiveRelation, declared: DeclaredRefresh | undefined): boolean =>
  kind === "m" || ((kind === "r" || kind === "p") && declared?.query !== undefined);

/** What each relation reads, by key: by the catalogs, and by the texts of queries that fill tables. */
function readsOf(
  live: ReadonlyMap<string, LiveRelation>,
  declared: ReadonlyMap<string, DeclaredRefresh>,
): ReadonlyMap<string, readonly string[]> {
  const keys = [...live.keys()];
  return new Map(
    [...live].map(([key, { reads }]) => {
      const { query } = declared.get(key) ?? {};
      if (query === undefined) return [key, reads];
      const plain = plainQuery(query);
      return [key, keys.filter((other) => other !== key && speaksOf(plain, relationNames(other)))];
    }),
  );
}

/** The wanted ones that a relation reads, through whatever views and tables stand between. */
function wantedBelow(
  key: string,
  reads: ReadonlyMap<string, readonly string[]>,
  wanted: ReadonlySet<string>,
): string[] {
  const seen = new Set<string>();
  const found: string[] = [];
  const visit = (one: string) => {
    for (const other of reads.get(one) ?? []) {
      if (seen.has(other)) continue;
      seen.add(other);
      if (wanted.has(other) && other !== key) found.push(other);
      visit(other);
    }
  };
  visit(key);
  return found.sort();
}

/**
 * The relations that are asked for, each behind those of them that it reads.
 *
 * @param live by relationKey
 * @param declared by relationKey
 * @param shown the database for people
 * @throws {Refusal} where a pattern or group names nothing that can be refreshed, or tables fill one another
 */
export function planRefresh(
  live: ReadonlyMap<string, LiveRelation>,
  declared: ReadonlyMap<string, DeclaredRefresh>,
  { patterns, group }: RefreshRequest,
  shown: string,
): RefreshStep[] {
  const able = [...live].filter(([key, relation]) => isRefreshable(relation, declared.get(key)));
  const problems: Diagnostic[] = [];
  const named = patterns.flatMap(splitList).flatMap((text) => {
    const pattern = parsePattern(text);
    const meant = able.filter(
      ([, { schema, name }]) => pattern?.segments.length === 2 && matches(pattern, [schema, name]),
    );
    if (meant.length === 0)
      problems.push(
        problem(
          "nothing-to-refresh",
          `${text} names no materialized view of ${shown}, and no table with \`refreshedFrom\``,
          {
            help: "Write SCHEMA.view or a pattern such as 'DM_*.*', in quotes for the shell; '*.*' is all of them.",
          },
        ),
      );
    return meant.map(([key]) => key);
  });
  const inGroup = able.filter(([key]) => group !== undefined && declared.get(key)?.groups.includes(group));
  if (group !== undefined && inGroup.length === 0)
    problems.push(
      problem("nothing-to-refresh", `nothing of ${shown} is in the group ${group}`, {
        help: `Groups are those of \`annotate(…, { refresh: "${group}" })\`.`,
      }),
    );
  if (problems.length > 0) throw new Refusal(problems);
  const wanted = new Set([...named, ...inGroup.map(([key]) => key)]);
  const reads = readsOf(live, declared);
  const steps = [...wanted].sort().flatMap((key): RefreshStep[] => {
    const relation = live.get(key);
    const behind = wantedBelow(key, reads, wanted);
    return relation ? [{ key, relation, query: declared.get(key)?.query, behind }] : [];
  });
  return inOrder(steps);
}

/** Each behind those that it reads. @throws {Refusal} where they read one another */
function inOrder(steps: readonly RefreshStep[]): RefreshStep[] {
  const left = new Map(steps.map((step) => [step.key, step]));
  const result: RefreshStep[] = [];
  while (left.size > 0) {
    const next = [...left.values()].filter(({ behind }) => behind.every((key) => !left.has(key)));
    if (next.length === 0)
      throw new Refusal([
        problem("nothing-to-refresh", `these are filled from one another: ${[...left.keys()].join(", ")}`, {
          help: "Name them in two runs of `dwh refresh`.",
        }),
      ]);
    for (const step of next) left.delete(step.key);
    result.push(...next);
  }
  return result;
}
