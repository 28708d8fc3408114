// The history in a database: the applied revisions, and what is remembered beside them.
import { type Diagnostic, problem, Refusal } from "../../model/diagnostic.ts";
import { quotePath } from "../../model/identifier.ts";
import type { Variables } from "../../model/variable.ts";
import type { Queryable } from "../connect/connect.ts";
import { errorCode } from "../connect/connection-problem.ts";

/** Where a history is kept: drizzle's `migrations` in drizzle.config.ts. */
export interface HistoryPlace {
  readonly schema: string;
  readonly table: string;
}

/** A row of drizzle's table. */
export interface AppliedRevision {
  readonly name: string;
  /** SHA-256 in hex of migration.sql, before variables are filled in. */
  readonly hash: string;
}

/** What a database remembers beside its history, by key. */
const VARIABLE = "variable:";
const TAKEN_OVER = "role:";
const MADE_SCHEMA = "schema";
const GIVEN = "given:";

const historyTable = ({ schema, table }: HistoryPlace): string => quotePath([schema, table]);
const stateTable = ({ schema, table }: HistoryPlace): string => quotePath([schema, `${table}_state`]);

async function exists(sql: Queryable, table: string): Promise<boolean> {
  const [row] = await sql.unsafe("SELECT to_regclass($1) IS NOT NULL AS there", [table]);
  return Boolean(row?.there);
}

/** @throws {Refusal} where whoever asks may not look */
async function looked<Result>(place: HistoryPlace, query: Promise<Result>): Promise<Result> {
  return query.catch((error: unknown) => {
    if (errorCode(error) !== "42501") throw error;
    const { message } = error as Error;
    throw new Refusal([
      problem(
        "history-unreadable",
        `this role may not read the history ${place.schema}.${place.table}: ${message}`,
        {
          help: "Have an administrator run what `dwh bootstrap --role NAME` prints over his own login, for the role that is to apply the revisions.",
        },
      ),
    ]);
  });
}

/** Whether the tables are there. */
export function hasHistory(sql: Queryable, place: HistoryPlace): Promise<boolean> {
  return exists(sql, historyTable(place));
}

/**
 * The applied revisions in the order in which they were applied; none where there is no table yet.
 *
 * @throws {Refusal} where whoever asks may not read them
 */
export async function readHistory(sql: Queryable, place: HistoryPlace): Promise<AppliedRevision[]> {
  const read = async () => {
    if (!(await exists(sql, historyTable(place)))) return [];
    return await sql.unsafe<AppliedRevision[]>(
      `SELECT name, hash FROM ${historyTable(place)} WHERE name IS NOT NULL ORDER BY id`,
    );
  };
  return [...(await looked(place, read()))];
}

/** Makes the tables where they are missing, and the schema, remembering if it was made. */
export async function ensureHistory(tx: Queryable, place: HistoryPlace): Promise<void> {
  if ((await exists(tx, historyTable(place))) && (await exists(tx, stateTable(place)))) return;
  const [row] = await tx`SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = ${place.schema}) AS there`;
  if (!row?.there) await tx.unsafe(`CREATE SCHEMA ${quotePath([place.schema])}`);
  // drizzle's own definition, byte for byte what its migrator makes.
  await tx.unsafe(`CREATE TABLE IF NOT EXISTS ${historyTable(place)} (
      id SERIAL PRIMARY KEY, hash text NOT NULL, created_at bigint, name text, applied_at timestamptz DEFAULT now()
    )`);
  await tx.unsafe(
    `CREATE TABLE IF NOT EXISTS ${stateTable(place)} (key text PRIMARY KEY, value text NOT NULL)`,
  );
  if (!row?.there) await remember(tx, place, MADE_SCHEMA, "made");
}

function remember(tx: Queryable, place: HistoryPlace, key: string, value: string) {
  return tx.unsafe(`INSERT INTO ${stateTable(place)} VALUES ($1, $2) ON CONFLICT (key) DO NOTHING`, [
    key,
    value,
  ]);
}

async function remembered(sql: Queryable, place: HistoryPlace, prefix: string): Promise<Map<string, string>> {
  const read = async () => {
    if (!(await exists(sql, stateTable(place)))) return [];
    return await sql.unsafe(`SELECT key, value FROM ${stateTable(place)} WHERE starts_with(key, $1)`, [
      prefix,
    ]);
  };
  const rows = await looked(place, read());
  return new Map(rows.map((row) => [String(row.key).slice(prefix.length), String(row.value)]));
}

/** Whether the history made its schema, so that it goes with it. */
export async function madeSchema(sql: Queryable, place: HistoryPlace): Promise<boolean> {
  return (await remembered(sql, place, MADE_SCHEMA)).size > 0;
}

/** Writes down that a revision is applied. */
export async function recordApplied(
  tx: Queryable,
  place: HistoryPlace,
  { name, hash, createdAt }: AppliedRevision & { readonly createdAt: number },
): Promise<void> {
  await tx.unsafe(`INSERT INTO ${historyTable(place)} (hash, created_at, name) VALUES ($1, $2, $3)`, [
    hash,
    createdAt,
    name,
  ]);
}

/** Removes a revision from the history. */
export async function recordReverted(tx: Queryable, place: HistoryPlace, name: string): Promise<void> {
  await tx.unsafe(`DELETE FROM ${historyTable(place)} WHERE name = $1`, [name]);
}

/** Remembers the values that a database is upgraded with; those of the first upgrade stay. */
export async function rememberVariables(
  tx: Queryable,
  place: HistoryPlace,
  variables: Variables,
): Promise<void> {
  for (const [name, value] of Object.entries(variables))
    await remember(tx, place, `${VARIABLE}${name}`, value);
}

/** What is wrong with the given values: a database keeps those of its first upgrade. */
export async function checkVariables(
  sql: Queryable,
  place: HistoryPlace,
  variables: Variables,
): Promise<Diagnostic[]> {
  const known = await remembered(sql, place, VARIABLE);
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

/** Remembers the roles that were there before the history made them: the way back leaves them. */
export async function rememberTakenOver(
  tx: Queryable,
  place: HistoryPlace,
  roles: readonly string[],
): Promise<void> {
  for (const role of roles) await remember(tx, place, `${TAKEN_OVER}${role}`, "adopted");
}

/** The roles that were there before the history made them. */
export async function takenOverRoles(sql: Queryable, place: HistoryPlace): Promise<ReadonlySet<string>> {
  return new Set((await remembered(sql, place, TAKEN_OVER)).keys());
}

/** Remembers what a revision took from roles that went. */
export const rememberGiven = (tx: Queryable, place: HistoryPlace, revision: string, text: string) =>
  remember(tx, place, `${GIVEN}${revision}`, text);

/** What a revision took from roles that went. */
export async function readGiven(
  sql: Queryable,
  place: HistoryPlace,
  revision: string,
): Promise<string | undefined> {
  return (await remembered(sql, place, GIVEN)).get(revision);
}

/** Forgets it, once it was given back. */
export async function forgetGiven(tx: Queryable, place: HistoryPlace, revision: string): Promise<void> {
  await tx.unsafe(`DELETE FROM ${stateTable(place)} WHERE key = $1`, [`${GIVEN}${revision}`]);
}

/** Removes our tables once nothing is applied, and the schema if we made it and nothing else is in it. */
export async function dropHistoryIfEmpty(tx: Queryable, place: HistoryPlace): Promise<void> {
  if (!(await exists(tx, historyTable(place)))) return;
  const [row] = await tx.unsafe(`SELECT EXISTS (SELECT FROM ${historyTable(place)}) AS applied`);
  if (row?.applied) return;
  const made = await madeSchema(tx, place);
  await tx.unsafe(`DROP TABLE IF EXISTS ${historyTable(place)}, ${stateTable(place)}`);
  const [rest] = await tx`
    SELECT EXISTS (SELECT FROM pg_depend WHERE refclassid = 'pg_namespace'::regclass
                   AND refobjid = to_regnamespace(${quotePath([place.schema])})) AS used`;
  if (made && !rest?.used) await tx.unsafe(`DROP SCHEMA ${quotePath([place.schema])}`);
}
