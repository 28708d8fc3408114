// Whether rows are in the way of a revision, and how many a way back would destroy.

import type { Queryable } from "../database/connect/connect.ts";
import { errorCode } from "../database/connect/connection-problem.ts";
import { type Allowance, allows } from "../model/allowance.ts";
import { type Diagnostic, problem } from "../model/diagnostic.ts";
import type { DiagnosticCode } from "../model/diagnostic-codes.ts";
import { quoteLiteral, quotePath, splitPath } from "../model/identifier.ts";
import type { RowCheck, RowEffects } from "../model/row-check.ts";

/** Which tables are looked at: those of under a million rows, all, or none. */
export type RowsLookedAt = "some" | "all" | "none";

/** How rows are looked at. */
interface RowLook {
  readonly lookedAt: RowsLookedAt;
  /** As PostgreSQL understands it; the server's own unless said. */
  readonly statementTimeout?: string | undefined;
}

/** Tables of more rows, as the server estimates them, are looked at only where that is asked for. */
const MANY_ROWS = 1_000_000;

/** What a query found; why it did not. */
type Finding =
  | { readonly count: number; readonly keys: readonly string[] }
  | { readonly notChecked: string; readonly isLarge?: boolean };

/** The number of rows that the server expects in a table; where it was never analysed, by its size. */
async function estimatedRows(tx: Queryable, { relation }: RowCheck): Promise<number> {
  const path = quoteLiteral(quotePath(splitPath(relation) ?? [relation]));
  const [row] = await tx.unsafe<{ rows: string }[]>(
    `SELECT (CASE WHEN reltuples >= 0 THEN reltuples ELSE pg_relation_size(oid) / 50 END)::bigint::text AS rows
     FROM pg_catalog.pg_class WHERE oid = to_regclass(${path})`,
  );
  return Number(row?.rows ?? 0);
}

/** Whether a table, or what inherits from it, may have rows: pages, which everybody may ask for. */
async function hasPages(tx: Queryable, { relation }: RowCheck): Promise<boolean> {
  const [schema = "", name = ""] = splitPath(relation) ?? [];
  const [row] = await tx.unsafe<{ pages: boolean }[]>(
    `WITH RECURSIVE heirs AS (
       SELECT c.oid FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname = ${quoteLiteral(schema)} AND c.relname = ${quoteLiteral(name)} AND c.relkind IN ('r', 'p')
       UNION SELECT i.inhrelid FROM heirs JOIN pg_catalog.pg_inherits i ON i.inhparent = heirs.oid)
     SELECT coalesce(sum(pg_catalog.pg_relation_size(oid)), 0) > 0 AS pages FROM heirs`,
  );
  return row?.pages ?? false;
}

async function runCheck(tx: Queryable, { query = "", shows }: RowCheck): Promise<Finding> {
  const keys = shows
    ? "(SELECT json_agg(one ORDER BY one) FROM (SELECT to_jsonb(f) AS one FROM found AS f LIMIT 3) AS shown)::text"
    : "NULL";
  const [row] = await tx.unsafe<{ count: string; keys: string | null }[]>(
    `WITH found AS MATERIALIZED (${query}) SELECT (SELECT count(*) FROM found)::text AS count, ${keys} AS keys`,
  );
  const rows = JSON.parse(row?.keys ?? "[]") as Readonly<Record<string, unknown>>[] | null;
  const shown = (rows ?? []).map((one) =>
    Object.entries(one)
      .map(([name, value]) => `${name} = ${JSON.stringify(value)}`)
      .join(", "),
  );
  return { count: Number(row?.count ?? 0), keys: shown };
}

/** Looks at rows without leaving anything behind; what may not be read is not checked, nor what policies would hide. */
async function look(
  tx: Queryable,
  check: RowCheck,
  { lookedAt, statementTimeout }: RowLook,
): Promise<Finding> {
  if (check.query === undefined) return { notChecked: "there is no query for it" };
  await tx.unsafe("SAVEPOINT row_check");
  try {
    const timeout =
      statementTimeout === undefined
        ? ""
        : `SET LOCAL statement_timeout = ${quoteLiteral(statementTimeout)};`;
    await tx.unsafe(`SET LOCAL row_security = off; ${timeout}`);
    const many = lookedAt === "some" && (await estimatedRows(tx, check)) > MANY_ROWS;
    const finding = many
      ? {
          isLarge: true,
          notChecked: `${check.relation} has more than a million rows; --row-check looks at them too`,
        }
      : await runCheck(tx, check);
    await tx.unsafe("ROLLBACK TO row_check");
    return finding;
  } catch (error) {
    // Names that are not there, rights that are not there, a policy that would hide rows; a value that the query stumbles over.
    if (!/^(?:42|22)/.test(errorCode(error))) throw error;
    await tx.unsafe("ROLLBACK TO row_check");
    return { notChecked: (error as Error).message };
  }
}

/** What was found, and what was not looked at. */
interface RowFindings {
  readonly problems: readonly Diagnostic[];
  readonly notChecked: readonly string[];
}

async function findAll(
  tx: Queryable,
  checks: readonly RowCheck[],
  how: RowLook,
  problemOf: (check: RowCheck, count: number, keys: readonly string[]) => Diagnostic,
  unseenProblem?: (check: RowCheck, isLarge: boolean, why: string) => Diagnostic,
): Promise<RowFindings> {
  const problems: Diagnostic[] = [];
  const notChecked: string[] = [];
  if (how.lookedAt === "none") return { problems, notChecked };
  for (const check of checks) {
    const finding = await look(tx, check, how);
    if ("notChecked" in finding) {
      const { isLarge = false, notChecked: why } = finding;
      if (unseenProblem && (isLarge || (await hasPages(tx, check))))
        problems.push(unseenProblem(check, isLarge, why));
      else notChecked.push(`${check.message}: ${why}`);
    } else if (finding.count > 0) problems.push(problemOf(check, finding.count, finding.keys));
  }
  return { problems, notChecked };
}

const rowsText = (count: number): string => `${count} row${count === 1 ? "" : "s"}`;

const inTheWay =
  (code: DiagnosticCode) =>
  ({ message, relation, query }: RowCheck, count: number, keys: readonly string[]): Diagnostic => {
    const shown = keys.length === 0 ? "" : `, such as ${keys.map((key) => `(${key})`).join(", ")}`;
    return problem(code, `${message}: ${rowsText(count)} of ${relation} are in the way${shown}`, {
      help: `Nothing of this revision was applied. The rows: ${query}`,
    });
  };

/** Rows that refuse a way, of the state that it begins with. */
export const rowsInTheWay = (
  tx: Queryable,
  { up, down }: RowEffects,
  direction: "up" | "down",
  how: RowLook,
): Promise<RowFindings> => findAll(tx, direction === "up" ? up : down, how, inTheWay("rows-in-the-way"));

/** The name by which a loss is allowed; revisions of earlier versions know only the table. */
export const lostName = ({ lost, relation }: RowCheck): string => lost ?? relation;

/** Rows that a way back would destroy and must not. What is too large to be counted, or may not be, counts as some. */
export function rowsLost(
  tx: Queryable,
  { lost }: RowEffects,
  allowed: Allowance,
  how: RowLook,
): Promise<RowFindings> {
  const destroys = (check: RowCheck, rows: string) =>
    problem("way-back-destroys", `the way back ${check.message}: ${rows} of ${check.relation}`, {
      help: `Say --destructive (make: destructive=1), or \`--destructive=${lostName(check)}\` (make: \`destructive=${lostName(check)}\`) for this alone, if that is meant.`,
    });
  return findAll(
    tx,
    lost.filter((check) => !allows(allowed, lostName(check))),
    { ...how, lookedAt: how.lookedAt === "none" ? "some" : how.lookedAt },
    (check, count) => destroys(check, rowsText(count)),
    (check, isLarge, why) =>
      destroys(check, isLarge ? "more than a million rows" : `rows that cannot be counted (${why})`),
  );
}
