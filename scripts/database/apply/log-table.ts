/** The log of a history: what ran on a database, which way, when, by whom, with what outcome. Rows are only added. */
import { quotePath } from "../../model/identifier.ts";
import type { Queryable } from "../connect/connect.ts";
import type { HistoryTable } from "./history-table.ts";

/** What was done to a database's history. */
const HISTORY_ACTIONS = ["upgrade", "downgrade", "stamp"] as const;

/** What was done to a database, beside its history too. */
const LOGGED_ACTIONS = [...HISTORY_ACTIONS, "refresh", "partitions", "rotate"] as const;
export type LoggedAction = (typeof LOGGED_ACTIONS)[number];

/** Whether it is about the history: then what it names is a revision. */
export const isOfHistory = ({ action }: { readonly action: LoggedAction }): boolean =>
  HISTORY_ACTIONS.some((one) => one === action);

/** What came of it. */
type LoggedOutcome = "done" | "failed" | "interrupted";

/** Something that ran. */
export interface LogEntry {
  /** The revision; of what is done beside the history the names of what it worked on. */
  readonly revision: string;
  readonly action: LoggedAction;
  readonly outcome: LoggedOutcome;
  readonly milliseconds: number;
  /** Who ran it, as the system or CI says; PostgreSQL's roles are noted beside it. */
  readonly person: string;
  /** The version of this program. */
  readonly tool: string;
  /** Why it failed, in a line. */
  readonly problem?: string;
}

/** An entry as it is read. */
export interface LoggedEntry extends Omit<LogEntry, "problem"> {
  readonly beganAt: Date;
  /** The role that it ran as, and the one that logged in. */
  readonly role: string;
  readonly login: string;
  readonly problem: string | null;
}

const logName = ({ table }: HistoryTable): string => `${table}_log`;
const logTable = (history: HistoryTable): string => quotePath([history.schema, logName(history)]);

/** What whoever asks may do with the log. */
export interface LogRights {
  readonly there: boolean;
  readonly mayMake: boolean;
  readonly mayRead: boolean;
  readonly mayWrite: boolean;
}

/** Asks for that. */
export async function logRights(tx: Queryable, history: HistoryTable): Promise<LogRights> {
  // By the catalogs: to_regclass is an error where one may not look into the schema.
  const [row] = await tx.unsafe<LogRights[]>(
    `SELECT c.oid IS NOT NULL AS there,
       pg_catalog.has_schema_privilege(n.oid, 'CREATE') AS "mayMake",
       coalesce(pg_catalog.has_schema_privilege(n.oid, 'USAGE')
         AND pg_catalog.has_table_privilege(c.oid, 'SELECT'), false) AS "mayRead",
       coalesce(pg_catalog.has_table_privilege(c.oid, 'INSERT'), false) AS "mayWrite"
     FROM pg_catalog.pg_namespace n
     LEFT JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = $2
     WHERE n.nspname = $1`,
    [history.schema, logName(history)],
  );
  return row ?? { there: false, mayMake: false, mayRead: false, mayWrite: false };
}

/** Whether the log is there. */
export const hasLog = async (tx: Queryable, history: HistoryTable): Promise<boolean> =>
  (await logRights(tx, history)).there;

/**
 * Makes the log where it is missing. Even its owner may then only read it and add to it.
 *
 * @returns why nothing can be logged, for people; undefined where it can
 */
export async function ensureLog(
  tx: Queryable,
  history: HistoryTable,
  { there, mayMake, mayWrite }: LogRights,
): Promise<string | undefined> {
  const table = logTable(history);
  if (there)
    return mayWrite ? undefined : `this role may not INSERT into ${table}, which another role owns: GRANT it`;
  if (!mayMake)
    return `this role may not make ${table}: GRANT CREATE ON SCHEMA ${quotePath([history.schema])}`;
  await tx.unsafe(`CREATE TABLE ${table} (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, revision text NOT NULL, action text NOT NULL,
      outcome text NOT NULL, began_at timestamptz NOT NULL, milliseconds bigint NOT NULL,
      role text NOT NULL DEFAULT current_user, login text NOT NULL DEFAULT session_user,
      person text NOT NULL, tool text NOT NULL, problem text
    );
    REVOKE UPDATE, DELETE, TRUNCATE ON ${table} FROM CURRENT_USER`);
  return undefined;
}

/** Adds an entry, at the end of what it tells of. */
export async function addToLog(tx: Queryable, history: HistoryTable, entry: LogEntry): Promise<void> {
  const { revision, action, outcome, milliseconds, person, tool, problem = null } = entry;
  await tx.unsafe(
    `INSERT INTO ${logTable(history)} (revision, action, outcome, began_at, milliseconds, person, tool, problem)
     VALUES ($1, $2, $3, pg_catalog.clock_timestamp() - $4::bigint * interval '1 millisecond', $4::bigint, $5, $6, $7)`,
    [revision, action, outcome, Math.round(milliseconds), person, tool, problem],
  );
}

/** The log, oldest first; undefined where there is none, or it may not be read. */
export async function readLog(tx: Queryable, history: HistoryTable): Promise<LoggedEntry[] | undefined> {
  const { there, mayRead } = await logRights(tx, history);
  if (!there || !mayRead) return undefined;
  const rows = await tx.unsafe<LoggedEntry[]>(
    `SELECT revision, action, outcome, began_at AS "beganAt", milliseconds::float8 AS milliseconds,
       role, login, person, tool, problem FROM ${logTable(history)} ORDER BY id`,
  );
  return [...rows];
}

/** Removes the log with all that it says. */
export async function dropLog(tx: Queryable, history: HistoryTable): Promise<void> {
  await tx.unsafe(`DROP TABLE IF EXISTS ${logTable(history)}`);
}
