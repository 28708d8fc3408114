// Whether roles can use privileges, tried on the server as they.
import postgres from "postgres";
import { displayPath, quoteIdentifier, quoteLiteral, quotePath } from "../../model/identifier.ts";
import { type ObjectName, tableOf, wholeObject } from "../../model/object.ts";
import { OBJECT_KINDS } from "../../model/object-kinds.ts";
import type { Privilege } from "../../model/privilege.ts";
import type { Queryable, Sql } from "../connect/connect.ts";
import { begin } from "../connect/transaction.ts";
import deniedAttempts from "../queries/denied-attempts.sql";
import { KIND_CATALOGS } from "./kind-catalogs.ts";

/** One use of a privilege that is tried. */
export interface Attempt {
  /** Undefined is a role that has nothing but what PUBLIC has. */
  readonly role: string | undefined;
  readonly privilege: Privilege;
  readonly object: ObjectName;
  /** Of a table that may be planned for: the names of its columns; empty where it is to be asked about only. */
  readonly columns: readonly string[];
  /** Whether the whole table must be reached, or one column is enough. */
  readonly whole: boolean;
}

/** How an attempt ended; `absent` where the object or the role is not there. */
export type Outcome = "can" | "cannot" | "absent";

const INSUFFICIENT_PRIVILEGE = "42501";

/** Schemas, relations, columns, functions, other objects, roles that do not exist. */
const ABSENT: ReadonlySet<string> = new Set(["3F000", "42P01", "42703", "42883", "42704", "22023"]);

const list = (columns: readonly string[]): string => columns.map(quoteIdentifier).join(", ");

/** Statements each of which needs exactly one privilege: on these columns, all of them at once. */
const STATEMENTS: Partial<Record<Privilege, (table: string, columns: readonly string[]) => string>> = {
  SELECT: (table, columns) => `SELECT ${list(columns)} FROM ${table}`,
  INSERT: (table, columns) =>
    `INSERT INTO ${table} (${list(columns)}) VALUES (${columns.map(() => "DEFAULT").join(", ")})`,
  UPDATE: (table, columns) =>
    `UPDATE ${table} SET ${columns.map((column) => `${quoteIdentifier(column)} = DEFAULT`).join(", ")}`,
  DELETE: (table) => `DELETE FROM ${table}`,
};

/** EXPLAIN checks privileges as the statement itself would, and does nothing. One that succeeds is enough. */
function statementsOf({ privilege, object, columns, whole }: Attempt): string[] {
  const statement = STATEMENTS[privilege];
  const isRelation = object.kind === "table" || object.kind === "column";
  if (!statement || !isRelation || columns.length === 0) return [];
  const table = quotePath(tableOf(object).path);
  const sets = whole || privilege === "DELETE" ? [columns] : columns.map((column) => [column]);
  return sets.map((names) => `EXPLAIN ${statement(table, names)}`);
}

/** What has_…_privilege() takes; most look the name up, for which they need USAGE on the schema. */
function nameOf({ kind, path }: ObjectName): string {
  if (kind === "database") return "pg_catalog.current_database()";
  if (path.length === 1) return quoteLiteral(path[0] ?? "");
  if (kind === "routine") return quoteLiteral(`${quotePath(path.slice(0, 2))}(${path[2] ?? ""})`);
  return quoteLiteral(quotePath(path.slice(0, 2)));
}

/** SELECT … AS can; undefined where PostgreSQL has no such question. */
function inquiryOf({ privilege, object, columns, whole }: Attempt): string | undefined {
  const name = nameOf(object);
  const word = quoteLiteral(privilege);
  const { inquiry } = KIND_CATALOGS[wholeObject(object).kind];
  if (!inquiry) return undefined;
  const plain = `pg_catalog.${inquiry}(${name}, ${word})`;
  const known: readonly Privilege[] = OBJECT_KINDS.column.privileges;
  if (object.kind === "column") {
    return `SELECT pg_catalog.has_column_privilege(${name}, ${quoteLiteral(object.path[2] ?? "")}, ${word}) AS can`;
  }
  if (object.kind !== "table" || !known.includes(privilege)) return `SELECT ${plain} AS can`;
  if (!whole) return `SELECT pg_catalog.has_any_column_privilege(${name}, ${word}) AS can`;
  const each = columns.map(
    (column) => `pg_catalog.has_column_privilege(${name}, ${quoteLiteral(column)}, ${word})`,
  );
  return `SELECT ${[plain, ...(each.length > 0 ? [`(${each.join(" AND ")})`] : [])].join(" OR ")} AS can`;
}

/** Sends one statement as a role and takes back whatever it did. */
async function sendAs(tx: Queryable, role: string, statement: string): Promise<{ can?: boolean }[]> {
  const [, became, answered] = await Promise.allSettled([
    tx.unsafe("SAVEPOINT attempt"),
    tx.unsafe(`SET LOCAL ROLE ${quoteIdentifier(role)}`),
    tx.unsafe<{ can?: boolean }[]>(statement),
    tx.unsafe("ROLLBACK TO SAVEPOINT attempt"),
  ]);
  if (became?.status === "rejected") throw became.reason;
  if (answered?.status === "rejected") throw answered.reason;
  return answered?.value ?? [];
}

/** What came of a statement; `other` where it failed for another reason than a missing privilege. */
async function outcomeOf(tx: Queryable, role: string, statement: string): Promise<Outcome | "other"> {
  try {
    const [row] = await sendAs(tx, role, statement);
    return row?.can === false ? "cannot" : "can";
  } catch (error) {
    if (!(error instanceof postgres.PostgresError)) throw error;
    if (error.code === INSUFFICIENT_PRIVILEGE) return "cannot";
    return ABSENT.has(error.code) ? "absent" : "other";
  }
}

async function tryOne(tx: Queryable, role: string, attempt: Attempt): Promise<Outcome> {
  const outcomes = new Set<Outcome | "other">();
  for (const statement of statementsOf(attempt)) outcomes.add(await outcomeOf(tx, role, statement));
  if (outcomes.has("can")) return "can";
  if (outcomes.size === 1 && !outcomes.has("other")) return outcomes.has("cannot") ? "cannot" : "absent";
  // A view that cannot be written to, a foreign table: nothing to plan.
  const inquiry = inquiryOf(attempt);
  if (inquiry === undefined) return "absent";
  const outcome = await outcomeOf(tx, role, inquiry);
  if (outcome === "other")
    throw new Error(`cannot ask about ${displayPath(attempt.object.path)}: ${inquiry}`);
  return outcome;
}

/**
 * The indexes of attempts on tables that nobody needs to make, by one question about all: where no column is to be
 * reached, and PostgreSQL says that none is. Most of what must not be possible is found so.
 */
async function deniedOf(tx: Queryable, attempts: readonly Attempt[], nobody: string): Promise<Set<number>> {
  const ofColumns: readonly Privilege[] = OBJECT_KINDS.column.privileges;
  const asked = attempts.flatMap(({ role = nobody, privilege, object: { kind, path }, whole }, index) => {
    if (whole || (kind !== "table" && kind !== "column")) return [];
    const [schema, name] = path;
    return [{ index, role, schema, name, privilege, columns: ofColumns.includes(privilege) }];
  });
  if (asked.length === 0) return new Set();
  const rows = await tx.unsafe<{ index: number }[]>(deniedAttempts, [JSON.stringify(asked)]);
  return new Set(rows.map(({ index }) => index));
}

/**
 * Tries uses of privileges as the roles themselves, in a transaction that is rolled back: statements are planned
 * and their privileges checked, none is executed. Needs a connection that may SET ROLE to all of them and, for
 * PUBLIC, create a role.
 *
 * @returns the outcomes in the order of the attempts
 */
export async function tryAccess(sql: Sql, attempts: readonly Attempt[]): Promise<Outcome[]> {
  const nobody = `nobody_${process.pid}`;
  const outcomes: Outcome[] = [];
  await begin(sql);
  try {
    if (attempts.some(({ role }) => role === undefined)) {
      await sql.unsafe(`CREATE ROLE ${quoteIdentifier(nobody)}`);
    }
    const denied = await deniedOf(sql, attempts, nobody);
    for (const [index, attempt] of attempts.entries()) {
      const { role = nobody } = attempt;
      outcomes.push(denied.has(index) ? "cannot" : await tryOne(sql, role, attempt));
    }
  } finally {
    await sql.unsafe("ROLLBACK");
  }
  return outcomes;
}
