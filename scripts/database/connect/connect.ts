import postgres from "postgres";
import { problem, Refusal } from "../../model/diagnostic.ts";
import { connectionProblem, errorCode } from "./connection-problem.ts";
import { maskUrl, readAddress } from "./connection-url.ts";

/** One connection to a database; `end()` closes it. */
export type Sql = postgres.Sql;

/** What statements are sent through: a connection, or a transaction on it. */
export type Queryable = postgres.ISql;

/** A notice or warning of the server. */
export type Notice = postgres.Notice;

const OLDEST = 14;
const CONNECT_TIMEOUT_SECONDS = 10;

/** What the meaning of statements and the text of definitions depend on, whatever the role or database set. */
const SESSION = {
  search_path: "",
  client_min_messages: "notice",
  standard_conforming_strings: "on",
  quote_all_identifiers: "off",
  DateStyle: "ISO",
  IntervalStyle: "postgres",
  TimeZone: "UTC",
  // Catalog queries end before compiling them would pay.
  jit: "off",
  lock_timeout: "0",
  statement_timeout: "0",
  idle_in_transaction_session_timeout: "0",
} as const;

const PREPARE_SESSION = `SELECT ${Object.entries(SESSION)
  .map(([name, value]) => `pg_catalog.set_config('${name}', '${value}', false)`)
  .join(", ")}`;

const listeners = new WeakMap<Sql, Set<(notice: Notice) => void>>();

/** Calls back for every notice on a connection of {@link connect}, until the returned function is called. */
export function onNotice(sql: Sql, listener: (notice: Notice) => void): () => void {
  const heard = listeners.get(sql);
  if (!heard) throw new Error("onNotice needs a connection made by connect()");
  heard.add(listener);
  return () => heard.delete(listener);
}

/**
 * Opens one connection: empty search path, time zone UTC, statements sent as they come and not prepared (so that
 * they also go through pgbouncer). A connection that is lost stays lost, since its locks went with it.
 *
 * @throws {Refusal} saying what is wrong with the URL, the server, the login or the server's version
 */
export async function connect(url: string): Promise<Sql> {
  const { connectTimeout = CONNECT_TIMEOUT_SECONDS, host, port, ...address } = readAddress(url);
  const heard = new Set<(notice: Notice) => void>();
  const sql: Sql = postgres({
    ...address,
    // Lists, since the driver would split the text of an IPv6 address at its colons.
    ...({ host: [host], port: [port] } as object),
    max: 1,
    connect_timeout: connectTimeout,
    max_lifetime: null,
    prepare: false,
    fetch_types: false,
    connection: { application_name: "dwh-definitions" },
    onnotice: (notice) => {
      for (const listener of heard) listener(notice);
    },
    // The driver would connect anew on the next statement.
    onclose: () => void sql.end({ timeout: 0 }),
  });
  listeners.set(sql, heard);
  try {
    await sql.unsafe(PREPARE_SESSION);
    if (majorOf(sql) < OLDEST) {
      throw new Refusal([
        problem("server-too-old", `the server is PostgreSQL ${majorOf(sql)}`, {
          help: `Use PostgreSQL ${OLDEST} or later.`,
        }),
      ]);
    }
    return sql;
  } catch (error) {
    await sql.end({ timeout: 0 });
    // The driver goes on in TLS though the server said no, and the server hangs up.
    const hungUp = typeof address.ssl === "object" && /RESET|CLOSED|EPIPE/.test(errorCode(error));
    const known = connectionProblem(hungUp ? { code: "TLS_MISSING" } : error, maskUrl(url));
    throw known ? new Refusal([known]) : error;
  }
}

/** Where a connection goes, for messages: `host:5432/database`. */
export function shownAddress({ options: { host, port, database } }: Sql): string {
  return `${host[0]}:${port[0]}/${database}`;
}

/** The server's major version, which it says when one connects. */
export const majorOf = (tx: Queryable): number =>
  Number.parseInt(String((tx as Sql).parameters.server_version), 10);

/** Which server and database a connection is to; `text` is the version as people write it: `15.18`. */
export async function serverVersion(sql: Sql): Promise<{ major: number; text: string; database: string }> {
  const [row] = await sql.unsafe<{ database: string }[]>("SELECT current_database() AS database");
  const [text = ""] = String(sql.parameters.server_version).split(" ");
  return { major: majorOf(sql), text, database: row?.database ?? "" };
}
