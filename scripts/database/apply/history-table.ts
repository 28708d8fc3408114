// The history in a database: the applied revisions, and what is remembered beside them.
import { type Diagnostic, problem, Refusal } from "../../model/diagnostic.ts";
import { quotePath } from "../../model/identifier.ts";
import type { Variables } from "../../model/variable.ts";
import type { Queryable } from "../connect/connect.ts";
import { errorCode } from "../connect/connection-problem.ts";
import { together } from "../connect/together.ts";

/** The table of a history: drizzle's `migrations` in drizzle.config.ts. */
export interface HistoryTable {
  readonly schema: string;
  readonly table: string;
}

/** A row of drizzle's table. */
export interface AppliedRevision {
  readonly name: string;
  /** SHA-256 in hex of migration.sql, before variables are filled in. */
  readonly hash: string;
  /** When it was applied, as PostgreSQL prints it; null in tables of programs that did not note it. */
  readonly appliedAt?: string | null;
}

/** What a database remembers beside its history, by key. */
export const VARIABLE = "variable:";
export const MADE_SCHEMA = "schema";

export const revisionsTable = ({ schema, table }: HistoryTable): string => quotePath([schema, table]);
/** The table beside it, of keys and values. */
export const stateTable = ({ schema, table }: HistoryTable): string => quotePath([schema, `${table}_state`]);

async function exists(sql: Queryable, table: string): Promise<boolean> {
  const [row] = await sql.unsafe("SELECT to_regclass($1) IS NOT NULL AS there", [table]);
  return Boolean(row?.there);
}

/** @throws {Refusal} where whoever asks may not look */
async function looked<Result>(history: HistoryTable, query: Promise<Result>): Promise<Result> {
  return query.catch((error: unknown) => {
    if (errorCode(error) !== "42501") throw error;
    const { message } = error as Error;
    throw new Refusal([
      problem(
        "history-unreadable",
        `this role may not read the history ${history.schema}.${history.table}: ${message}`,
        {
          help: "Have an administrator run what `dwh bootstrap --role NAME` (make: `make bootstrap role=NAME`) prints over his own login, for the role that is to apply the revisions. Where role files give that schema to an owner, let them give it USAGE and CREATE on the schema too.",
        },
      ),
    ]);
  });
}

/** Whether the tables are there. */
export function hasHistory(sql: Queryable, history: HistoryTable): Promise<boolean> {
  return exists(sql, revisionsTable(history));
}

/** Whether what is remembered beside them is there: without them behind `downgrade base`. */
export function hasState(sql: Queryable, history: HistoryTable): Promise<boolean> {
  return exists(sql, stateTable(history));
}

/**
 * The applied revisions in the order in which they were applied; none where there is no table yet.
 *
 * @throws {Refusal} where whoever asks may not read them
 */
export async function readHistory(sql: Queryable, history: HistoryTable): Promise<AppliedRevision[]> {
  const read = async () => {
    if (!(await exists(sql, revisionsTable(history)))) return [];
    return await sql.unsafe<AppliedRevision[]>(
      `SELECT name, hash, to_jsonb(r) ->> 'applied_at' AS "appliedAt"
       FROM ${revisionsTable(history)} r WHERE name IS NOT NULL ORDER BY id`,
    );
  };
  return [...(await looked(history, read()))];
}

/** Writes something down, unless the key is there. */
export function remember(tx: Queryable, history: HistoryTable, key: string, value: string) {
  return tx.unsafe(`INSERT INTO ${stateTable(history)} VALUES ($1, $2) ON CONFLICT (key) DO NOTHING`, [
    key,
    value,
  ]);
}

/** Forgets what was written down; there is nothing to forget where there is no table for it. */
export async function forget(tx: Queryable, history: HistoryTable, key: string): Promise<void> {
  if (await hasState(tx, history))
    await tx.unsafe(`DELETE FROM ${stateTable(history)} WHERE key = $1`, [key]);
}

/** What is written down under keys with a prefix, by the rest of the key. */
export async function remembered(
  sql: Queryable,
  history: HistoryTable,
  prefix: string,
): Promise<Map<string, string>> {
  const read = async () => {
    if (!(await exists(sql, stateTable(history)))) return [];
    return await sql.unsafe(`SELECT key, value FROM ${stateTable(history)} WHERE starts_with(key, $1)`, [
      prefix,
    ]);
  };
  const rows = await looked(history, read());
  return new Map(rows.map((row) => [String(row.key).slice(prefix.length), String(row.value)]));
}

/** The values of the deploy variables with which a database was first upgraded. */
export const rememberedVariables = async (sql: Queryable, history: HistoryTable): Promise<Variables> =>
  Object.fromEntries(await remembered(sql, history, VARIABLE));

/** Whether the history made its schema, so that it goes with it. */
export async function madeSchema(sql: Queryable, history: HistoryTable): Promise<boolean> {
  return (await remembered(sql, history, MADE_SCHEMA)).size > 0;
}

/** Writes down that a revision is applied. */
export async function recordApplied(
  tx: Queryable,
  history: HistoryTable,
  { name, hash, createdAt }: AppliedRevision & { readonly createdAt: number },
): Promise<void> {
  await tx.unsafe(`INSERT INTO ${revisionsTable(history)} (hash, created_at, name) VALUES ($1, $2, $3)`, [
    hash,
    createdAt,
    name,
  ]);
}

/** Removes a revision from the history. */
export async function recordReverted(tx: Queryable, history: HistoryTable, name: string): Promise<void> {
  await tx.unsafe(`DELETE FROM ${revisionsTable(history)} WHERE name = $1`, [name]);
}

/** Remembers the values that a database is upgraded with; those of the first upgrade stay. */
export async function rememberVariables(
  tx: Queryable,
  history: HistoryTable,
  variables: Variables,
): Promise<void> {
  const all = Object.entries(variables);
  await together(all.map(([name, value]) => remember(tx, history, `${VARIABLE}${name}`, value)));
}

/** What is wrong with the given values: a database keeps those of its first upgrade. */
export async function checkVariables(
  sql: Queryable,
  history: HistoryTable,
  variables: Variables,
): Promise<Diagnostic[]> {
  const known = await remembered(sql, history, VARIABLE);
  return Object.entries(variables).flatMap(([name, value]) => {
    const before = known.get(name);
    if (before === undefined || before === value) return [];
    return [
      problem("variable-differs", `this database was upgraded with ${name} = ${before}, not ${value}`, {
        help: `Check that this is the right database; its value is set with DWH_${name.toUpperCase()}=${before}.`,
      }),
    ];
  });
}
