// A lock that is not had in time: the transaction is tried again, and it is said who keeps it.
import { setTimeout as pause } from "node:timers/promises";
import { Refusal } from "../../model/diagnostic.ts";
import { settingMilliseconds } from "../../model/duration.ts";
import type { Queryable, Sql } from "../connect/connect.ts";
import { errorCode } from "../connect/connection-problem.ts";
import { refuseIfInterrupted } from "../connect/interruption.ts";
import blockersQuery from "../queries/blockers.sql";
import { beat } from "./lock.ts";

/** How a run deals with locks that it does not get. */
export interface LockPatience {
  /** How often a transaction is tried again. */
  readonly retries: number;
  /** Told of a lock that was not had, and when it is tried again. */
  readonly onRetry?: ((text: string) => void) | undefined;
  /** Who keeps a session waiting: over another connection, since that one waits. */
  readonly blockersOf?: ((pid: number) => Promise<readonly string[]>) | undefined;
}

/** lock_not_available; and of a deadlock the one that was chosen to give way. */
const NOT_HAD = /^(55P03|40P01)$/;

const LONGEST_PAUSE_MS = 30_000;
const SLICE_MS = 200;

interface BlockerRow {
  readonly pid: number;
  readonly user: string;
  readonly application: string | null;
  readonly state: string | null;
  readonly seconds: number | null;
}

/**
 * Who keeps a session waiting: `alice (process 4711, psql, idle in transaction since 12 s)`.
 *
 * @param keeper whose transaction is left without a snapshot
 */
export async function blockersOf(keeper: Queryable, pid: number): Promise<string[]> {
  const rows = await keeper.unsafe<BlockerRow[]>(blockersQuery, [pid]).finally(() => beat(keeper));
  return rows.map(({ user, application, state, seconds, pid }) => {
    const since = seconds === null ? [] : [`${state ?? "running"} since ${Math.round(seconds)} s`];
    return `${user} (${[`process ${pid}`, ...(application ? [application] : []), ...since].join(", ")})`;
  });
}

/** Looks, while an attempt runs, who keeps it waiting. */
export class LockWait {
  #pid: number | undefined;
  #seen: readonly string[] = [];
  readonly #patience: LockPatience;
  readonly #timeout: number;

  constructor(patience: LockPatience, lockTimeout: string | undefined) {
    this.#patience = patience;
    this.#timeout = settingMilliseconds(lockTimeout ?? "0");
  }

  /** Told the server's process of the attempt. */
  begin(pid: number): void {
    this.#pid = pid;
  }

  /** Runs an attempt, and looks a few times within the time that a lock is waited for; no look outlasts it. */
  async watch<Result>(attempt: () => Promise<Result>): Promise<Result> {
    const { blockersOf } = this.#patience;
    if (!blockersOf || this.#timeout === 0) return attempt();
    let asking: Promise<void> | undefined;
    const look = async (pid: number) => {
      const found = await blockersOf(pid).catch(() => []);
      if (found.length > 0) this.#seen = found;
      asking = undefined;
    };
    const ask = () => {
      if (this.#pid !== undefined) asking ??= look(this.#pid);
    };
    const timer = setInterval(ask, Math.max(10, Math.min(1_000, this.#timeout / 4)));
    try {
      return await attempt();
    } finally {
      clearInterval(timer);
      await asking;
    }
  }

  /** Who kept it waiting when one last looked, as the end of a sentence. */
  get blockers(): string {
    return this.#seen.length === 0 ? "" : `, which ${this.#seen.join(" and ")} kept`;
  }

  /**
   * Waits before the next try, longer each time: whoever queued behind this one is let through.
   *
   * @param tries how many there were
   * @returns whether there is one
   * @throws {Interrupted} where the run was interrupted meanwhile
   */
  async again(sql: Sql, error: unknown, tries: number): Promise<boolean> {
    const { retries, onRetry } = this.#patience;
    const cause = error instanceof Refusal ? error.cause : error;
    if (!NOT_HAD.test(errorCode(cause)) || tries > retries) return false;
    const wait = Math.min(LONGEST_PAUSE_MS, Math.max(this.#timeout, 10) * 2 ** (tries - 1));
    onRetry?.(`${this.told(error)}: try ${tries + 1} of ${retries + 1} in ${(wait / 1_000).toFixed(1)} s`);
    for (let left = wait; left > 0; left -= SLICE_MS) {
      await pause(Math.min(left, SLICE_MS));
      refuseIfInterrupted(sql);
    }
    this.#seen = [];
    return true;
  }

  /** `a lock was not had in time at migration.sql:12:1, which alice (process 4711) kept` */
  told(error: unknown): string {
    const at = error instanceof Refusal ? error.diagnostics[0]?.at : undefined;
    const place = at
      ? ` at ${[at.file, at.line, at.column].filter((part) => part !== undefined).join(":")}`
      : "";
    return `a lock was not had in time${place}${this.blockers}`;
  }

  /** The error with who kept the lock, and how often it was tried. */
  explained(error: unknown, tries: number): unknown {
    if (!(error instanceof Refusal) || !NOT_HAD.test(errorCode(error.cause))) return error;
    const [first, ...others] = error.diagnostics;
    if (!first) return error;
    const times = tries > 1 ? ` in each of ${tries} tries` : "";
    const message = `${first.message}\n${this.told(error)}${times}`;
    return Object.assign(new Refusal([{ ...first, message }, ...others]), { cause: error.cause });
  }
}
