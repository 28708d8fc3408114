// A hook that is a command: its words are run as they are, and what it says is told line by line.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** How a command is run. */
export interface CommandRun {
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

/** Ends a process with all that it started, which is a group of its own. */
function endGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch {
    // It has ended.
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
    const why = await new Promise<string | undefined>((resolve) => {
      child.once("error", (error) => resolve(startProblem(program, error)));
      child.once("close", (code, by) => {
        if (code === 0) resolve(undefined);
        else resolve(by ? `${program} was ended by ${by}` : `${program} ended with ${code}`);
      });
    });
    signal.throwIfAborted();
    return why;
  } finally {
    clearTimeout(killed);
    signal.removeEventListener("abort", end);
    process.off("exit", kill);
  }
}
