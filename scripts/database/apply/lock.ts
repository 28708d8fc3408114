/** One run at a time on a history, also where each transaction may have another session of the server. */
import { createHash } from "node:crypto";
import { problem, Refusal } from "../../model/diagnostic.ts";
import type { Queryable, Sql } from "../connect/connect.ts";
import { errorCode } from "../connect/connection-problem.ts";
import { together } from "../connect/together.ts";
import { begin } from "../connect/transaction.ts";
import holderQuery from "../queries/lock-holder.sql";
import type { HistoryTable } from "./history-table.ts";

/** Marks our locks among those of other programs, "dwh" as bytes: of a whole run, and of one transaction of it. */
const RUN = 0x647768;
const TRANSACTION = RUN + 1;

const TIMEOUT_MS = 10 * 60_000;

/** How long one transaction waits: then it ends and another begins, for poolers that have few sessions. */
const WAIT_MS = 1_000;

/** The server ends a waiting session whose client has been silent for this long, so that a client that is gone is noticed. */
const SILENCE = "60s";
const BEAT_MS = 15_000;

const LOCK_NOT_AVAILABLE = "55P03";

/** The second key of the lock of one history: two histories in a database do not wait for each other. */
function lockKey({ schema, table }: HistoryTable): number {
  return createHash("sha256")
    .update(JSON.stringify([schema, table]))
    .digest()
    .readInt32BE();
}

interface HolderRow {
  readonly pid: number;
  readonly user: string;
  readonly application: string | null;
  readonly since: string | null;
}

/** The run that holds a lock, as far as one may see, and how to end it. */
interface Holder {
  /** `alice (process 4711 and 4712, dwh-definitions, since 2026-01-01 12:00:00 UTC)` */
  readonly text: string;
  readonly help: string;
}

/** Ends what holds the lock when it is run: behind a pooler, a process is another program's a moment later. */
const endHolder = (key: number): string =>
  "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE granted AND locktype = 'advisory' " +
  `AND classid IN (${RUN}, ${TRANSACTION}) AND objid = ${key >>> 0} ` +
  "AND database = (SELECT oid FROM pg_database WHERE datname = current_database());";

async function holderOf(tx: Queryable, key: number): Promise<Holder> {
  // The session that keeps the lock, and the one of the transaction that is open.
  const rows = await tx.unsafe<HolderRow[]>(holderQuery, [RUN, TRANSACTION, key]);
  const help = `Wait for it, or end it, which rolls back what it is doing: ${endHolder(key)}`;
  const [row] = rows;
  if (!row) return { text: "another session", help };
  const { user, application, since } = row;
  const processes = `process ${rows.map(({ pid }) => pid).join(" and ")}`;
  const facts = [processes, ...(application ? [application] : []), ...(since ? [`since ${since}`] : [])];
  return { text: `${user} (${facts.join(", ")})`, help };
}

const locked = ({ text, help }: Holder): Refusal =>
  new Refusal([problem("locked", `another run on this database does not end: ${text}`, { help })]);

/** Takes a lock of the open transaction if nobody holds it. @returns who does */
async function tryLock(tx: Queryable, lock: number, key: number): Promise<Holder | undefined> {
  const [row] = await tx.unsafe(`SELECT pg_try_advisory_xact_lock(${lock}, ${key}) AS free`);
  return row?.free ? undefined : await holderOf(tx, key);
}

/** Waits for a lock of the open transaction. @returns whether it came in time; if not, the transaction has failed */
async function waitFor(tx: Queryable, lock: number, key: number, milliseconds: number): Promise<boolean> {
  const limit = (text: string) => `SELECT set_config('lock_timeout', '${text}', true)`;
  const wait = `SELECT pg_advisory_xact_lock(${lock}, ${key})`;
  try {
    await tx.unsafe([limit(`${Math.max(1, Math.ceil(milliseconds))}ms`), wait, limit("0")].join(";"));
    return true;
  } catch (error) {
    if (errorCode(error) !== LOCK_NOT_AVAILABLE) throw error;
    return false;
  }
}

/**
 * Leaves a transaction open that holds the lock; it has no snapshot, so that nothing waits for it but other runs: what is
 * built concurrently would do so for ever. Who asks something of the keeper ends that with {@link beat}.
 */
async function acquire(keeper: Sql, key: number, options: LockOptions): Promise<void> {
  const { timeout = TIMEOUT_MS, onWait } = options;
  const start = performance.now();
  let told: Holder | undefined;
  for (;;) {
    // Whatever is the default of the database or the role: elsewhere the first snapshot stays.
    const [, , holder] = await together([
      begin(keeper, "ISOLATION LEVEL READ COMMITTED"),
      beat(keeper),
      tryLock(keeper, RUN, key),
    ]);
    if (!holder) return;
    if (!told) onWait?.(holder.text, holder.help);
    told = holder;
    const left = timeout - (performance.now() - start);
    if (await waitFor(keeper, RUN, key, Math.min(WAIT_MS, left))) return;
    await keeper.unsafe("ROLLBACK");
    if (left <= WAIT_MS) throw locked(holder);
  }
}

/**
 * Tells the server that the client of a keeper is there. It takes no snapshot, and lets go of the one that the query
 * before may have left in its portal: CREATE INDEX CONCURRENTLY waits until a transaction ends that it finds with one.
 */
export const beat = (keeper: Queryable): Promise<unknown> =>
  keeper.unsafe(`SET LOCAL idle_in_transaction_session_timeout = '${SILENCE}'`).execute();

/** How to wait. */
interface LockOptions {
  /** Told who holds the lock when that is another run, and how to end it. */
  readonly onWait?: (holder: string, help: string) => void;
  /** How long to wait for it, in milliseconds; ten minutes unless said. */
  readonly timeout?: number;
}

/**
 * Does something while another connection holds the lock of a history, in a transaction that stays open until it is
 * done: so it is held between the transactions of the run, and while nothing is sent. Each of those takes the lock of
 * {@link lockTransaction} too, since this one may be lost.
 *
 * @param keeper of which nothing else is asked
 * @throws {Refusal} when the other run does not end in time
 */
export async function withLock<Result>(
  keeper: Sql,
  history: HistoryTable,
  options: LockOptions,
  run: () => Promise<Result>,
): Promise<Result> {
  await acquire(keeper, lockKey(history), options);
  const beats = setInterval(() => void beat(keeper).catch(() => {}), BEAT_MS);
  try {
    return await run();
  } finally {
    clearInterval(beats);
    await keeper.unsafe("ROLLBACK").catch(() => {});
  }
}

/**
 * Takes the lock that one transaction of a run holds until its end. What is read of the history before may be old.
 *
 * @throws {Refusal} when another transaction keeps it
 */
export async function lockTransaction(tx: Queryable, history: HistoryTable): Promise<void> {
  const key = lockKey(history);
  const holder = await tryLock(tx, TRANSACTION, key);
  if (holder && !(await waitFor(tx, TRANSACTION, key, TIMEOUT_MS))) throw locked(holder);
}
