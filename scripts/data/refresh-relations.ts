// Materialized views refreshed, and tables filled anew by their queries: each in a transaction of its own, several at once.
import { type Queryable, withConnection } from "../database/connect/connect.ts";
import { transaction } from "../database/connect/transaction.ts";
import { type Diagnostic, problem, Refusal, refuseErrors } from "../model/diagnostic.ts";
import { displayName, displayPath, quoteIdentifier, quotePath } from "../model/identifier.ts";
import { lacks } from "../plan/needs/executor-lacks.ts";
import type { Need } from "../plan/needs/need.ts";
import { borrowing, readStanding } from "../sources/executor-rights.ts";
import type { Target } from "../sources/target.ts";
import type { RefreshStep } from "./refresh-plan.ts";

/** How a relation was refreshed: whole, while readers went on, or by its query. */
type Way = "whole" | "concurrently" | "rows";

/** What came of one. */
export interface Refreshed {
  readonly key: string;
  readonly way?: Way;
  readonly milliseconds?: number;
  /** Why it was not: what PostgreSQL said, or which of those that it reads failed. */
  readonly problems: readonly Diagnostic[];
}

/** The memberships come out as they were. */
const AS_BEFORE = { memberships: { added: [], removed: [] } } as const;

const wayOf = ({ relation, query }: RefreshStep): Way => {
  if (query !== undefined) return "rows";
  return relation.populated && relation.hasUnique ? "concurrently" : "whole";
};

/** The foreign keys of other tables through which DELETE would change their rows; $1 is the table, as SQL writes it. */
const REACHED = `
  WITH RECURSIVE whole AS (
    SELECT $1::text::regclass::oid AS oid
    UNION SELECT i.inhrelid FROM whole JOIN pg_catalog.pg_inherits i ON i.inhparent = whole.oid)
  SELECT n.nspname AS schema, c.relname AS name, k.conname AS key
  FROM pg_catalog.pg_constraint k
  JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE k.contype = 'f' AND k.confdeltype IN ('c', 'n', 'd') AND k.conparentid = 0
    AND k.confrelid IN (SELECT oid FROM whole) AND k.conrelid NOT IN (SELECT oid FROM whole)
  ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C", k.conname COLLATE "C"`;

/**
 * DELETE and INSERT by the names of the query's columns: readers see the former rows until both are done, and another run
 * waits.
 *
 * @throws {Refusal} where rows of other tables would go along
 */
async function fillTable(tx: Queryable, path: string, key: string, query: string): Promise<void> {
  await tx.unsafe(`LOCK TABLE ${path} IN SHARE ROW EXCLUSIVE MODE`);
  const reached = await tx.unsafe<{ schema: string; name: string; key: string }[]>(REACHED, [path]);
  if (reached.length > 0)
    throw new Refusal(
      reached.map((one) =>
        problem(
          "not-refreshable",
          `${key} was not refreshed: ${displayPath([one.schema, one.name])} points at it by ${displayName(one.key)}, and would lose rows or values with the former ones`,
          { help: "Let the foreign key say ON DELETE NO ACTION, or leave it out." },
        ),
      ),
    );
  const { columns } = await tx.unsafe(`SELECT * FROM (${query}) AS source LIMIT 0`);
  const names = columns.map(({ name }) => quoteIdentifier(name)).join(", ");
  await tx.unsafe(`DELETE FROM ${path}`);
  await tx.unsafe(`INSERT INTO ${path} (${names}) SELECT ${names} FROM (${query}) AS source`);
}

async function refreshOne(target: Target, step: RefreshStep): Promise<Way> {
  const { schema, name, mayRefresh } = step.relation;
  const path = quotePath([schema, name]);
  const way = wayOf(step);
  const object = { kind: "table", path: [schema, name] } as const;
  const needs: Need[] = mayRefresh ? [] : [{ kind: "own", object, why: `refresh ${step.key}` }];
  await withConnection(target.url, (sql) =>
    transaction(
      sql,
      async (tx) => {
        await tx.unsafe("SELECT set_config('lock_timeout', $1, true)", [target.lockTimeout ?? "0"]);
        if (needs.length > 0) refuseErrors(lacks(needs, await readStanding(tx, needs)));
        const borrowed = borrowing({ difference: AS_BEFORE }, needs);
        if (needs.length > 0) await borrowed.begin(tx);
        if (step.query !== undefined) await fillTable(tx, path, step.key, step.query);
        else
          await tx.unsafe(
            `REFRESH MATERIALIZED VIEW ${way === "concurrently" ? "CONCURRENTLY " : ""}${path}`,
          );
        if (needs.length > 0) await borrowed.end(tx);
      },
      // Whoever waited for another run must see what that one left.
      "ISOLATION LEVEL READ COMMITTED",
    ),
  );
  return way;
}

/** What PostgreSQL said. @throws what is no answer of its own */
function problemsOf(error: unknown, key: string): readonly Diagnostic[] {
  if (error instanceof Refusal) return error.diagnostics;
  const { severity, code, message, detail, hint } = error as Partial<
    Record<"severity" | "code" | "message" | "detail" | "hint", string>
  >;
  if (severity === undefined) throw error;
  const said = [
    `${key} was not refreshed: PostgreSQL says ${severity} ${code}: ${message}`,
    detail ?? [],
  ].flat();
  return [problem("refresh-failed", said.join("\n"), hint === undefined ? {} : { help: hint })];
}

/**
 * Refreshes relations, so many at once, each as soon as those that it reads are done. One that fails keeps back those that
 * read it, and no others. Where the owner's rights must be borrowed it is one at a time.
 *
 * @param steps each behind those that it reads
 */
export async function refreshRelations(
  target: Target,
  steps: readonly RefreshStep[],
  parallel: number,
  onDone: (one: Refreshed) => void = () => {},
): Promise<Refreshed[]> {
  const outcomes = new Map<string, Promise<Refreshed>>();
  const borrows = steps.some(({ relation }) => !relation.mayRefresh);
  const places = new Slots(borrows ? 1 : parallel);
  const refresh = async (step: RefreshStep): Promise<Refreshed> => {
    const before = await Promise.all(step.behind.map((key) => outcomes.get(key)));
    const failed = before.flatMap((one) => (one && one.problems.length > 0 ? [one.key] : []));
    const { key } = step;
    if (failed.length > 0)
      return {
        key,
        problems: [
          problem("refresh-failed", `${key} was not refreshed, since it reads ${failed.join(", ")}`),
        ],
      };
    return places.with(async () => {
      const start = performance.now();
      try {
        const way = await refreshOne(target, step);
        return { key, way, milliseconds: Math.round(performance.now() - start), problems: [] };
      } catch (error) {
        return { key, problems: problemsOf(error, key) };
      }
    });
  };
  for (const step of steps)
    outcomes.set(
      step.key,
      refresh(step).then((one) => {
        onDone(one);
        return one;
      }),
    );
  const settled = await Promise.allSettled(outcomes.values());
  return settled.map((one) => {
    if (one.status === "rejected") throw one.reason;
    return one.value;
  });
}

/** So many pieces of work at once, in the order in which they ask. */
class Slots {
  readonly #waiting: (() => void)[] = [];
  #free: number;

  constructor(count: number) {
    this.#free = count;
  }

  async with<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free++;
    }
  }
}
