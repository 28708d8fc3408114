// A hook that is a command: its words are run as they are, and what it says is told line by line.
import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** How a command is run. */
interface CommandRun {
  /** Where it runs. */
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Its standard input; many programs leave it unread. */
  readonly input: string;
  /** Ends it, with all that it started. */
  readonly signal: AbortSignal;
  /** Told each line of its standard output and standard error. */
  readonly onLine: (line: string) => void;
}

/** What does not end by SIGTERM is killed after this time. */
const KILL_MS = 5_000;

/** How long is waited for the rest of what a program said that has ended, where a child of it keeps its output open. */
const REST_MS = 500;

/** Ends a process with all that it started, which is a group of its own. */
function endGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch {
    // It has ended.
  }
}

/** Whether something of a group still runs. */
function isGroupThere(pid: number | undefined): boolean {
  try {
    return pid !== undefined && process.kill(-pid, 0);
  } catch {
    return false;
  }
}

/** Why a program cannot be started, in words. */
const startProblem = (program: string, { code, message }: NodeJS.ErrnoException): string =>
  code === "ENOENT"
    ? `there is no program ${program}`
    : code === "EACCES"
      ? `${program} may not be run`
      : message;

/**
 * Waits for a program's end, and for the rest of what it said; not for what it leaves in the background, which may keep
 * its output open as long as it likes.
 *
 * @param isEnding whether all that it started is being ended; it is waited for then, until it is killed
 * @returns why it failed; undefined where it ended with 0
 */
function programEnd(program: string, child: ChildProcess, isEnding: () => boolean) {
  let looking: NodeJS.Timeout | undefined;
  // What is killed may be there for ever, as a zombie, where process 1 reaps nothing.
  let looks = KILL_MS / REST_MS + 1;
  return new Promise<string | undefined>((resolve) => {
    child.once("error", (error) => resolve(startProblem(program, error)));
    child.once("exit", (code, by) => {
      const failed = by ? `${program} was ended by ${by}` : `${program} ended with ${code}`;
      const why = code === 0 ? undefined : failed;
      child.once("close", () => resolve(why));
      looking = setInterval(() => {
        looks -= 1;
        if (looks <= 0 || !isEnding() || !isGroupThere(child.pid)) resolve(why);
      }, REST_MS);
    });
  }).finally(() => {
    clearInterval(looking);
    for (const stream of child.stdio) stream?.destroy();
  });
}

/**
 * Runs a command to its end.
 *
 * @returns why it failed; undefined where it ended with 0
 * @throws the signal's reason where that ended it
 */
export async function runCommand(
  [program = "", ...words]: readonly string[],
  { folder, environment, input, signal, onLine }: CommandRun,
): Promise<string | undefined> {
  signal.throwIfAborted();
  const child = spawn(program, words, { cwd: folder, env: environment, stdio: "pipe", detached: true });
  let killed: NodeJS.Timeout | undefined;
  const end = () => {
    endGroup(child.pid, "SIGTERM");
    killed = setTimeout(() => endGroup(child.pid, "SIGKILL"), KILL_MS);
  };
  const kill = () => endGroup(child.pid, "SIGKILL");
  signal.addEventListener("abort", end);
  process.on("exit", kill);
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on("line", (line) => onLine(line));
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  try {
    const why = await programEnd(program, child, () => signal.aborted);
    signal.throwIfAborted();
    return why;
  } finally {
    clearTimeout(killed);
    if (signal.aborted) kill();
    signal.removeEventListener("abort", end);
    process.off("exit", kill);
  }
}
