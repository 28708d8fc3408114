// The target of a move as the options of the command say: its lock_timeout, and whether it is waited for.
import { waitForServer } from "../database/connect/wait-for-server.ts";
import { problem, Refusal } from "../model/diagnostic.ts";
import { readDuration } from "../model/duration.ts";
import { openTargetToChange } from "../sources/named-targets.ts";
import type { Project } from "../sources/project.ts";
import type { Target } from "../sources/target.ts";

/** What the options of a move say of its target, as they are written. */
interface MoveOptions {
  readonly lockTimeout?: string;
  readonly lockRetries?: string;
  readonly wait?: string;
  readonly dryRun?: boolean;
}

/** Of nobody but whoever works on it. */
const LOCAL_LOCK_TIMEOUT = "5s";

const notUnderstood = (option: string, value: string, example: string): Refusal =>
  new Refusal([
    problem("option-value", `${option} ${JSON.stringify(value)} is not understood`, {
      help: `Write ${option} ${example}.`,
    }),
  ]);

/** `60s`, `2min`, `500ms`; seconds without a unit. @throws {Refusal} for anything else */
export function parseWait(text: string): number {
  const milliseconds = readDuration(text);
  if (milliseconds === undefined) throw notUnderstood("--wait", text, "60s");
  return milliseconds;
}

/** How many at once. @throws {Refusal} for what is no number from 1 */
export function parseParallel(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text.trim())) throw notUnderstood("--parallel", text, "4");
  return Number(text);
}

/** As PostgreSQL understands it. @throws {Refusal} for anything else */
function parseLockTimeout(text: string): string {
  if (!/^\d+ ?(us|ms|s|min|h|d)?$/.test(text)) throw notUnderstood("--lock-timeout", text, "5s");
  return text;
}

/** How often. @throws {Refusal} for what is no number from 0 */
function parseLockRetries(text: string): number {
  if (!/^\d{1,3}$/.test(text.trim())) throw notUnderstood("--lock-retries", text, "4");
  return Number(text);
}

/** A run that is rolled back keeps its locks until then: nobody may have to wait for it without end, nor it for others. */
const noLockTimeout = ({ name }: Target): Refusal =>
  new Refusal([
    problem(
      "dry-run-without-lock-timeout",
      `a dry run holds its locks until the end, and ${name} has no lockTimeout`,
      {
        help: "Say how long it may wait for each: --lock-timeout 5s, or `lockTimeout` of the target.",
      },
    ),
  ]);

/**
 * Opens the target of a move.
 *
 * @throws {Refusal} as {@link openTargetToChange} does, where an option is not understood, or the server does not come up
 */
export async function targetToMove(
  project: Project,
  name: string | undefined,
  { lockTimeout, lockRetries, wait, dryRun = false }: MoveOptions,
  onStep?: (text: string) => void,
): Promise<Target> {
  const milliseconds = wait === undefined ? undefined : parseWait(wait);
  const given = lockTimeout === undefined ? undefined : parseLockTimeout(lockTimeout);
  const retries = lockRetries === undefined ? undefined : parseLockRetries(lockRetries);
  const opened = await openTargetToChange(project, name, onStep);
  if (milliseconds !== undefined) await waitForServer(opened.url, milliseconds, onStep);
  const usual = dryRun && opened.name === "local" ? LOCAL_LOCK_TIMEOUT : undefined;
  const target = {
    ...opened,
    lockTimeout: given ?? opened.lockTimeout ?? usual,
    ...(retries !== undefined && { lockRetries: retries }),
  };
  if (dryRun && !Number.parseInt(target.lockTimeout ?? "0", 10)) throw noLockTimeout(target);
  return target;
}
