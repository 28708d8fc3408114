// The session on the target of one call of a hook that is a function: opened with its first SQL, closed behind it.
import { cancelRunning, connect, disconnect, type Sql } from "../database/connect/connect.ts";
import type { HookContext } from "../model/hook-event.ts";

type Query = HookContext["query"];

/** Who hears of an error of SQL, where no code of the hook waits for that. */
const heardBy = new WeakMap<object, (error: object) => void>();

/** What Node.js gives for a promise that fails and that nobody waits for: that of a hook's SQL ends no run. */
function onUnhandled(reason: unknown): void {
  const hear = typeof reason === "object" && reason !== null ? heardBy.get(reason) : undefined;
  if (hear) hear(reason as object);
  // As it would be without this listener.
  else if (process.listenerCount("unhandledRejection") === 1) throw reason;
}

/** By then, Node.js has told of the failed promises that nobody waits for. */
const told = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** One session, for what the function sends until it ends. */
export class HookSession {
  private opened: Promise<Sql> | undefined;
  private readonly sent = new Set<Promise<unknown>>();
  private hasEnded = false;
  private isClosed = false;
  /** Errors of SQL for which the function did not wait. */
  readonly forgotten: object[] = [];

  /** @param onLate told of an error that comes once the session is closed */
  constructor(
    private readonly url: string,
    private readonly signal: AbortSignal,
    private readonly onLate: (error: object) => void,
  ) {
    // It stays: what a function forgot may fail long after its end.
    if (!process.listeners("unhandledRejection").includes(onUnhandled))
      process.on("unhandledRejection", onUnhandled);
  }

  /** Of the hook's context. */
  readonly query: Query = (text, parameters = []) => {
    const answer = this.send(text, parameters);
    this.sent.add(answer);
    // Another promise, so that waiting for it here does not count as the function's.
    return answer.then((rows) => rows);
  };

  private async send(...[text, parameters = []]: Parameters<Query>): ReturnType<Query> {
    try {
      this.signal.throwIfAborted();
      if (this.hasEnded)
        throw new Error("`query` is called behind the hook's end: wait for all that it begins");
      this.opened ??= connect(this.url);
      return [...(await (await this.opened).unsafe<Record<string, unknown>[]>(text, [...parameters]))];
    } catch (error) {
      const hear = (late: object) => (this.isClosed ? this.onLate(late) : void this.forgotten.push(late));
      if (typeof error === "object" && error !== null) heardBy.set(error, hear);
      throw error;
    }
  }

  /** Takes no more SQL, and waits for what was sent. */
  async end(): Promise<void> {
    this.hasEnded = true;
    await Promise.allSettled(this.sent);
    await told();
  }

  /** Closes it; what runs is cancelled where the signal is given. */
  async close(): Promise<void> {
    this.hasEnded = true;
    const sql = await this.opened?.catch(() => undefined);
    if (sql && this.signal.aborted) await cancelRunning(sql);
    if (sql) await disconnect(sql);
    await told();
    this.isClosed = true;
  }
}
