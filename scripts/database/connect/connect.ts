/** Connections to a PostgreSQL: opening, notices, cancelling, the server's version. */
import postgres from "postgres";
import { problem, Refusal } from "../../model/diagnostic.ts";
import { connectionProblem, errorCode, isLost } from "./connection-problem.ts";
import { maskUrl, readAddress } from "./connection-url.ts";
import { directSocket } from "./direct-socket.ts";

/** One connection to a database; `disconnect()` closes it. */
export type Sql = postgres.Sql;

/** What statements are sent through: a connection, or a transaction on it. */
export type Queryable = postgres.ISql;

/** A notice or warning of the server. */
export type Notice = postgres.Notice;

const OLDEST = 14;
const CONNECT_TIMEOUT_SECONDS = 10;

/** How many statements may be on their way; behind so many, the driver would wait for each. */
const MOST_ON_THE_WAY = 100_000;

/** A server that is gone without a word is noticed after this, and ten more seconds. */
const KEEP_ALIVE_SECONDS = 30;

/** What a query of the driver has beside what its types say: the connection that it runs on, and what cancels that. */
interface DriverQuery {
  active: boolean;
  readonly canceller: (query: unknown) => Promise<void>;
}

const firstQueries = new WeakMap<Sql, DriverQuery>();

const END_SECONDS = 5;

const closed = new WeakSet<Sql>();

/** @throws {Error} as the driver does for what was sent */
function noSocket(): never {
  throw Object.assign(new Error("the connection was lost"), { code: "CONNECTION_CLOSED" });
}

const listeners = new WeakMap<Sql, Set<(notice: Notice) => void>>();

/** Whether a value is told in the same way whatever its type is; how an object is, the driver must ask. */
const isPlain = (value: unknown): boolean => value === null || typeof value !== "object";

/**
 * Sends plain values with their statement: the driver would first ask of which types they are, a round trip each time.
 */
function sendValuesAtOnce(sql: Sql): void {
  const { unsafe } = sql;
  const atOnce = (...asked: Parameters<typeof unsafe>) => {
    const query = unsafe(...asked);
    return asked[1] === undefined || asked[1].every(isPlain)
      ? Object.defineProperty(query, "describeFirst", { get: () => false, set: () => {} })
      : query;
  };
  Object.assign(sql, { unsafe: atOnce });
}

/** Calls back for every notice on a connection of {@link connect}, until the returned function is called. */
export function onNotice(sql: Sql, listener: (notice: Notice) => void): () => void {
  const heard = listeners.get(sql);
  if (!heard) throw new Error("onNotice needs a connection made by connect()");
  heard.add(listener);
  return () => heard.delete(listener);
}

/** Asks the server, over a connection of its own, to cancel what runs on this one; nothing where nothing runs. */
export async function cancelRunning(sql: Sql): Promise<void> {
  const query = firstQueries.get(sql);
  if (!query) return;
  // The driver cancels for a query that it takes for running.
  query.active = true;
  await query.canceller(query).catch(() => {});
}

/**
 * Opens one connection, on which statements are sent as they come and not prepared, and nothing is set for the
 * session, so that they also go through a transaction pooler: see `transaction()`. A connection that is lost stays
 * lost, since its locks went with it.
 *
 * @throws {Refusal} saying what is wrong with the URL, the server, the login or the server's version
 */
export async function connect(url: string): Promise<Sql> {
  const { connectTimeout = CONNECT_TIMEOUT_SECONDS, host, port, ...address } = readAddress(url);
  const way = address.path === undefined ? { host, port } : { path: address.path };
  const heard = new Set<(notice: Notice) => void>();
  const sql: Sql = postgres({
    ...address,
    // Lists, since the driver would split the text of an IPv6 address at its colons.
    ...({ host: [host], port: [port] } as object),
    ...({ socket: () => directSocket(way, connectTimeout * 1000), max_pipeline: MOST_ON_THE_WAY } as object),
    max: 1,
    connect_timeout: connectTimeout,
    max_lifetime: null,
    keep_alive: KEEP_ALIVE_SECONDS,
    prepare: false,
    fetch_types: false,
    connection: { application_name: "dwh-definitions" },
    onnotice: (notice) => {
      for (const listener of heard) listener(notice);
    },
    onclose: () => {
      closed.add(sql);
      // The driver would connect anew for what waits and for the next statement, and leave that connection open.
      Object.assign(sql.options, { socket: noSocket });
      void sql.end({ timeout: 0 });
    },
  });
  sendValuesAtOnce(sql);
  listeners.set(sql, heard);
  try {
    const first = sql.unsafe("SELECT");
    await first;
    firstQueries.set(sql, first as unknown as DriverQuery);
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

/** Closes a connection, also one that is lost. */
export async function disconnect(sql: Sql): Promise<void> {
  // A socket that failed closes two turns later; till then the driver would wait for its query.
  for (let turn = 0; turn < 3 && !closed.has(sql); turn++)
    await new Promise((resolve) => setImmediate(resolve));
  if (!closed.has(sql)) await sql.end({ timeout: END_SECONDS });
}

/** Does something with a connection of its own. @throws {Refusal} as {@link connect} does, and what the work throws */
export async function withConnection<Result>(
  url: string,
  work: (sql: Sql) => Promise<Result>,
): Promise<Result> {
  const sql = await connect(url);
  try {
    return await work(sql);
  } catch (error) {
    const lost = isLost(error) ? connectionProblem(error, maskUrl(url)) : undefined;
    throw lost ? Object.assign(new Refusal([lost]), { cause: error }) : error;
  } finally {
    await disconnect(sql);
  }
}

/** Where a connection goes, for messages: `host:5432/database`. */
export function shownAddress({ options: { host, port, database } }: Sql): string {
  return `${host[0]}:${port[0]}/${database}`;
}

/** The server's major version, which it says when one connects. */
export const majorOf = (tx: Queryable): number =>
  Number.parseInt(String((tx as Sql).parameters.server_version), 10);

/** A server and a database of it; `text` is the version as people write it: `15.18`. */
export interface ServerVersion {
  readonly major: number;
  readonly text: string;
  readonly database: string;
  /** The extensions that the database has. */
  readonly extensions: ReadonlySet<string>;
}

/** Which server and database a connection is to. */
export async function serverVersion(tx: Queryable): Promise<ServerVersion> {
  const [row] = await tx.unsafe<{ database: string; extensions: string[] }[]>(
    "SELECT current_database() AS database, to_json(ARRAY(SELECT extname FROM pg_catalog.pg_extension)) AS extensions",
  );
  const [text = ""] = String((tx as Sql).parameters.server_version).split(" ");
  const { database = "", extensions = [] } = row ?? {};
  return { major: majorOf(tx), text, database, extensions: new Set(extensions) };
}
