// What a broken run left of an index that is built concurrently.
import { quoteIdentifier, quotePath } from "../../model/identifier.ts";
import { type ReindexTarget, reindexTarget } from "../../sql/reindex-target.ts";
import type { SelectedStatement } from "../../sql/select-statements.ts";
import { inSchema } from "../../sql/sql-target.ts";
import type { Statement } from "../../sql/statement.ts";
import { statementSql } from "../../sql/write-statement.ts";
import type { Queryable, Sql } from "../connect/connect.ts";
import { rolledBack, transaction } from "../connect/transaction.ts";
import leftByReindexQuery from "../queries/left-by-reindex.sql";
import leftIndexesQuery from "../queries/left-indexes.sql";

/** An index that a broken run left. */
interface LeftIndex {
  readonly schema: string;
  readonly name: string;
  readonly table: string;
  readonly valid: boolean;
  readonly oid: string;
}

type MakeIndex = Extract<Statement, { kind: "make index" }>;

type Look = (tx: Queryable) => Promise<readonly LeftIndex[]>;

const lookForIndex = ({ on, index = "" }: MakeIndex): Look => {
  const [schema, table] = inSchema(on);
  return (tx) => tx.unsafe<LeftIndex[]>(leftIndexesQuery, [schema, index, table]);
};

/** A name without a schema is looked up before the transaction, with the search_path that the statement has too. */
async function lookForReindexed(sql: Sql, { kind, name = [] }: ReindexTarget): Promise<Look> {
  const isRelation = kind === "INDEX" || kind === "TABLE";
  const [row] = isRelation
    ? await sql.unsafe("SELECT pg_catalog.to_regclass($1)::oid::text AS oid", [quotePath(name)])
    : [];
  const oid: string = row?.oid ?? "0";
  return (tx) => tx.unsafe<LeftIndex[]>(leftByReindexQuery, [kind, oid, name.at(-1) ?? ""]);
}

/** What is found once nobody builds it any more: whoever does keeps a lock on the table, on which is waited. */
async function settled(sql: Sql, look: Look): Promise<readonly LeftIndex[]> {
  return transaction(sql, async () => {
    const found = await look(sql);
    const tables = new Set(found.map((index) => quotePath([index.schema, index.table])));
    for (const table of tables) await sql.unsafe(`LOCK TABLE ${table} IN SHARE UPDATE EXCLUSIVE MODE`);
    return tables.size > 0 ? await look(sql) : [];
  });
}

/**
 * Whether an index is as the statement makes it: as the server writes one that is made on an empty copy of the table.
 * Where no copy can be made, nobody can say, and it is not.
 */
function isAsMade(sql: Sql, { oid, ...left }: LeftIndex, statement: MakeIndex): Promise<boolean> {
  const table = quoteIdentifier(left.table);
  const { concurrently: _, ifNotExists: __, only: ___, ...made } = statement;
  const copy = { ...made, on: ["pg_temp", left.table] };
  return rolledBack(sql, async (tx) => {
    // As a statement outside of any transaction sees it.
    await tx.unsafe("SET LOCAL search_path TO DEFAULT");
    await tx.unsafe(`CREATE TEMPORARY TABLE ${table} (LIKE ${quotePath([left.schema, left.table])})`);
    await tx.unsafe(statementSql(copy));
    // Of a schema for the session newer servers write the alias.
    const definition = (index: string) => `(SELECT pg_catalog.replace(pg_catalog.replace(
      pg_catalog.pg_get_indexdef(c.oid), pg_catalog.format(' ON %I.', n.nspname), ' ON '), ' ON pg_temp.', ' ON ')
      FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = ${index})`;
    const [row] = await tx.unsafe(
      `SELECT ${definition("$1::oid")} = ${definition("pg_catalog.to_regclass($2)")} AS same`,
      [oid, quotePath(["pg_temp", left.name])],
    );
    return row?.same === true;
  }).catch(() => false);
}

/** What a statement that was begun before left. */
interface Cleared {
  /** Whether it had come to its end. */
  readonly done: boolean;
  /** What was found, for people. */
  readonly notes: readonly string[];
}

/** The index that a statement leaves invalid that fails, as SQL names it; nothing where it leaves none, or nobody can ask. */
export async function leftInvalid(sql: Sql, { statement }: SelectedStatement): Promise<string | undefined> {
  if (statement.kind !== "make index") return undefined;
  const found = await lookForIndex(statement)(sql).catch(() => []);
  const left = found.find(({ valid }) => !valid);
  return left && quotePath([left.schema, left.name]);
}

/** Removes what is left invalid of a broken run of a statement. */
export async function clearLeft(sql: Sql, { statement, sql: text }: SelectedStatement): Promise<Cleared> {
  const made = statement.kind === "make index" ? statement : undefined;
  const target = reindexTarget(text);
  const look = made ? lookForIndex(made) : target && (await lookForReindexed(sql, target));
  if (!look) return { done: false, notes: [] };
  const left = await settled(sql, look);
  const notes: string[] = [];
  for (const { schema, name } of left.filter(({ valid }) => !valid)) {
    await sql.unsafe(`DROP INDEX CONCURRENTLY IF EXISTS ${quotePath([schema, name])}`);
    notes.push(`${quotePath([schema, name])} was left invalid by a run that broke: it is made again`);
  }
  const finished = left.find(({ valid }) => valid);
  return {
    done: made !== undefined && finished !== undefined && (await isAsMade(sql, finished, made)),
    notes,
  };
}
