/** Runs code of the project so that it cannot end the command, nor leave something behind that goes wrong unseen. */

import { AsyncLocalStorage } from "node:async_hooks";

/** How long definitions may take to load unless it is said. */
export const LOAD_SECONDS = 30;

/** Code of the project that does not come to an end in time. */
export class NeverEnds extends Error {
  constructor(
    readonly what: "import" | "timer",
    seconds: number,
  ) {
    const does = what === "import" ? "an `await` does not end" : "a timer or request still waits";
    super(`${does} after ${seconds} s`);
  }
}

type Timers = Pick<
  typeof globalThis,
  "setTimeout" | "setInterval" | "setImmediate" | "clearTimeout" | "clearInterval" | "clearImmediate"
>;

/** Whether what runs is the work that is watched, or was begun by it: others, such as runs on other targets, go on beside it. */
const isWatched = new AsyncLocalStorage<true>();

/** Timers that it sets meanwhile: which still wait, and what was thrown in one. */
function watchTimers(failed: (error: unknown) => void) {
  const original: Timers = {
    setTimeout: globalThis.setTimeout,
    setInterval: globalThis.setInterval,
    setImmediate: globalThis.setImmediate,
    clearTimeout: globalThis.clearTimeout,
    clearInterval: globalThis.clearInterval,
    clearImmediate: globalThis.clearImmediate,
  };
  const waiting = new Set<{ hasRef(): boolean }>();
  const set = (name: "setTimeout" | "setInterval" | "setImmediate") => {
    const own = original[name] as (work: () => void, ...more: unknown[]) => NodeJS.Timeout;
    const watched = (work: (...args: unknown[]) => unknown, ...more: unknown[]) => {
      if (!isWatched.getStore()) return own(work as () => void, ...more);
      const args = name === "setImmediate" ? more : more.slice(1);
      const run = () => {
        if (name !== "setInterval") waiting.delete(handle);
        try {
          work(...args);
        } catch (error) {
          failed(error);
        }
      };
      const handle = name === "setImmediate" ? own(run) : own(run, more[0]);
      waiting.add(handle);
      return handle;
    };
    // `promisify(setTimeout)` knows the function by its own properties.
    return Object.defineProperties(watched, Object.getOwnPropertyDescriptors(own));
  };
  const clear = (name: "clearTimeout" | "clearInterval" | "clearImmediate") => (handle: never) => {
    waiting.delete(handle);
    (original[name] as (handle: never) => void)(handle);
  };
  Object.assign(globalThis, {
    setTimeout: set("setTimeout"),
    setInterval: set("setInterval"),
    setImmediate: set("setImmediate"),
    clearTimeout: clear("clearTimeout"),
    clearInterval: clear("clearInterval"),
    clearImmediate: clear("clearImmediate"),
  });
  return {
    original,
    /** Whether a timer waits that keeps the process from ending. */
    waits: () => [...waiting].some((handle) => handle.hasRef()),
    /** Everything as it was; what still waits does so no more. */
    restore: () => {
      Object.assign(globalThis, original);
      for (const handle of waiting) if (handle.hasRef()) original.clearTimeout(handle as NodeJS.Timeout);
    },
  };
}

/** The events of what nobody caught; whoever listens otherwise would end the process. */
const UNCAUGHT = ["uncaughtException", "unhandledRejection"] as const;

function watchUncaught(failed: (error: unknown) => void): () => void {
  const restore = UNCAUGHT.map((event) => {
    const others = process.listeners(event as never);
    process.removeAllListeners(event);
    process.on(event as "uncaughtException", failed);
    return () => {
      process.off(event as "uncaughtException", failed);
      for (const other of others) process.on(event as "uncaughtException", other as never);
    };
  });
  return () => {
    for (const one of restore) one();
  };
}

/** Requests that end by themselves, and whose callbacks may do anything. */
const REQUESTS = /^(?:FSReq|GetAddrInfoReq|TCPConnect)/;

const hasRequests = (): boolean => process.getActiveResourcesInfo().some((kind) => REQUESTS.test(kind));

/** @param file of the code, which may not end the command later either: then nobody waits for it any more */
function watchExit(file: string, failed: (error: unknown) => void): () => void {
  const { exit } = process;
  const refuse = (code: unknown): never => {
    const error = new Error(`it calls process.exit(${code ?? ""})`);
    failed(error);
    throw error;
  };
  process.exit = refuse;
  return () => {
    process.exit = (code) => (new Error().stack?.includes(file) ? refuse(code) : exit(code));
  };
}

/**
 * Does the work, in which code of the project runs, and waits for what that left behind: promises that are rejected,
 * timers.
 *
 * @param file what the file of the code is called, as it stands in stacks
 * @throws the first that went wrong, also where the code itself caught it; {@link NeverEnds} where it takes too long
 */
export function watched<Result>(file: string, seconds: number, work: () => Promise<Result>): Promise<Result> {
  const result = last.then(() => watchedAlone(file, seconds, work));
  last = result.catch(() => {});
  return result;
}

/** One after another: each puts something in the place of what the whole process has. */
let last: Promise<unknown> = Promise.resolve();

async function watchedAlone<Result>(
  file: string,
  seconds: number,
  work: () => Promise<Result>,
): Promise<Result> {
  let failure: { readonly error: unknown } | undefined;
  let fail: (error: unknown) => void = () => {};
  const first = new Promise<never>((_, reject) => {
    fail = reject;
  });
  // Told below.
  first.catch(() => {});
  const failed = (error: unknown) => {
    failure ??= { error };
    fail(error);
  };
  const timers = watchTimers(failed);
  const restoreUncaught = watchUncaught(failed);
  const restoreExit = watchExit(file, failed);
  const { setTimeout: later, setImmediate: soon, clearTimeout: forget } = timers.original;
  let left = false;
  let stage: NeverEnds["what"] = "import";
  const deadline = later(() => failed(new NeverEnds(stage, seconds)), seconds * 1000);
  const settled = async () => {
    const result = await isWatched.run(true, work);
    stage = "timer";
    // What was rejected is told once the promises that can go on have.
    do
      await new Promise<void>((resolve) =>
        timers.waits() || hasRequests() ? later(resolve, 5) : soon(() => resolve()),
      );
    while ((timers.waits() || hasRequests()) && !left);
    return result;
  };
  try {
    const result = await Promise.race([settled(), first]);
    if (failure) throw failure.error;
    return result;
  } finally {
    left = true;
    // As long as it is enabled, Node follows every promise of the process.
    isWatched.disable();
    forget(deadline);
    timers.restore();
    restoreUncaught();
    restoreExit();
  }
}
