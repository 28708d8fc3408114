// The hooks of a target around an upgrade or downgrade: which run when, what they are told, what their failure means.
import { readFile } from "node:fs/promises";
import { passwordsOf } from "../database/connect/connection-url.ts";
import { Interrupted } from "../database/connect/interruption.ts";
import type { Revision } from "../migrations/folder.ts";
import { type Diagnostic, problem, Refusal } from "../model/diagnostic.ts";
import { readDuration } from "../model/duration.ts";
import { HOOK_NAMES, type HookEvent, type HookName } from "../model/hook-event.ts";
import { maskSecrets, maskValues } from "../model/secret.ts";
import type { Project } from "../sources/project.ts";
import type { Target } from "../sources/target.ts";
import { runCommand } from "./hook-command.ts";
import { hookEnvironment } from "./hook-environment.ts";
import { callFunction } from "./hook-function.ts";
import { limited, OutOfTime } from "./limited.ts";
import type { RunState } from "./stopped-run.ts";

/** The run that they are around. */
interface HookedRun {
  readonly direction: "up" | "down";
  /** Whether those around the run run: where there is something to do unless said. */
  readonly hooks?: boolean | undefined;
  readonly dryRun?: boolean;
  readonly onStep?: ((text: string) => void) | undefined;
}

/** What is known before anything is sent. */
interface Planned {
  readonly revisions: readonly Revision[];
  readonly applied: readonly string[];
  readonly toRun: readonly { readonly revision: Revision }[];
}

/** How many lines of what a command said are told with its failure. */
const LINES = 20;

const AROUND = {
  up: { action: "upgrade", before: "beforeUpgrade", after: "afterUpgrade" },
  down: { action: "downgrade", before: "beforeDowngrade", after: "afterDowngrade" },
} as const;

/** Where a hook is said. */
async function hookPlace({ config }: Project, target: string, hook: HookName) {
  const { placeOf } = await import("../declarations/config/config-problem.ts");
  const text = await readFile(config.file, "utf8");
  return placeOf(config.file, text, ["warehouse", "targets", target, "hooks", hook]);
}

/** The hooks of one run. Where the target has none, nothing happens. */
export class MoveHooks {
  private planned: Pick<HookEvent, "from" | "to" | "revisions"> = { revisions: [] };
  private isRunning = false;

  constructor(
    private readonly project: Project,
    private readonly target: Target,
    private readonly run: HookedRun,
    private readonly state: RunState,
  ) {}

  private get isLeftOut(): boolean {
    return this.run.dryRun === true || this.run.hooks === false;
  }

  private event(hook: HookName, more: Partial<HookEvent>): HookEvent {
    const { name: target, shown: address, variables } = this.target;
    const { head: at, done } = this.state;
    const { action } = AROUND[this.run.direction];
    const about = { hook, target, address, variables, action, ...(at !== undefined && { at }) };
    return { ...about, ...this.planned, done: [...done], ...more };
  }

  /** A text of a hook, which knows the password of the target. */
  private masked(text: string): string {
    return maskSecrets(maskValues(text, passwordsOf(this.target.url, process.env)));
  }

  /** @throws {Refusal} where it fails, {@link Interrupted} where Ctrl-C or SIGTERM ended it */
  private async call(hook: HookName, more: Partial<HookEvent> = {}): Promise<void> {
    const work = this.target.hooks?.[hook];
    if (work === undefined || this.isLeftOut) return;
    const event = this.event(hook, more);
    const { timeout } = this.target.hooks ?? {};
    const said: string[] = [];
    const onLine = (line: string) => {
      said.push(this.masked(line));
      this.run.onStep?.(`${hook}: ${this.masked(line)}`);
    };
    this.run.onStep?.(`Hook ${hook}${typeof work === "function" ? "" : `: ${work[0]}`}`);
    const limit = timeout === undefined ? undefined : readDuration(timeout);
    const why = await limited(limit, (signal) => {
      if (typeof work === "function")
        return callFunction(work, event, { url: this.target.url, signal, onLine });
      const environment = hookEnvironment(event, this.target);
      const input = `${JSON.stringify(event)}\n`;
      return runCommand(work, { folder: this.project.root, environment, input, signal, onLine });
    }).catch((error: unknown) => {
      if (error instanceof OutOfTime) return error.message;
      throw error;
    });
    if (why === undefined) return;
    const at = await hookPlace(this.project, this.target.name, hook);
    const message = `the hook ${hook} of ${this.target.name} failed: ${this.masked(why)}`;
    const help = said.length > 0 ? { help: `It said:\n${said.slice(-LINES).join("\n")}` } : {};
    throw new Refusal([problem("hook-failed", message, { at, ...help })]);
  }

  /** Before anything is sent. @throws {Refusal} where the hook fails, which ends the run */
  async begin({ revisions, applied, toRun }: Planned): Promise<void> {
    const headOf = (names: readonly string[]) =>
      revisions.findLast(({ name }) => names.includes(name))?.name ?? "base";
    const names = toRun.map(({ revision }) => revision.name);
    const after =
      this.run.direction === "up" ? [...applied, ...names] : applied.filter((name) => !names.includes(name));
    const from = headOf(applied);
    this.state.head = from;
    this.planned = { from, to: headOf(after), revisions: names };
    this.isRunning = names.length > 0 || this.run.hooks === true;
    const present = HOOK_NAMES.filter((name) => this.target.hooks?.[name] !== undefined);
    if (this.isLeftOut && present.length > 0) this.run.onStep?.(`Hooks are left out: ${present.join(", ")}`);
    if (this.isRunning) await this.call(AROUND[this.run.direction].before);
  }

  /** Before a revision's transaction. @throws {Refusal} where the hook fails, which ends the run */
  beforeRevision(revision: string): Promise<void> {
    return this.call("beforeRevision", { revision });
  }

  /** Once a revision is committed. @throws {Refusal} where the hook fails, which ends the run */
  afterRevision(revision: string): Promise<void> {
    return this.call("afterRevision", { revision });
  }

  /** Once all is done and both sessions are closed. @returns why the hook failed; nothing is taken back for it */
  async end(): Promise<Diagnostic | undefined> {
    const { action, after } = AROUND[this.run.direction];
    if (!this.isRunning) return undefined;
    const stays =
      `What was done stays: the database is at ${this.state.head}. Once that is mended, \`dwh ${action} --hooks\` ` +
      "runs the hooks again.";
    try {
      await this.call(after);
      return undefined;
    } catch (error) {
      if (error instanceof Interrupted) {
        const code = error.signal === "SIGINT" ? "interrupted" : "terminated";
        return problem(code, `the hook ${after} of ${this.target.name} was ${error.message}`, {
          help: stays,
        });
      }
      const [failed] = error instanceof Refusal ? error.diagnostics : [];
      if (!failed) throw error;
      return { ...failed, help: failed.help === undefined ? stays : `${failed.help}\n${stays}` };
    }
  }

  /**
   * Where the run failed.
   *
   * @returns the error, with what went wrong with the hook
   */
  async failed(error: unknown): Promise<unknown> {
    const problems =
      error instanceof Refusal
        ? error.diagnostics.map(({ code, message }) => ({ code, message: maskSecrets(message) }))
        : [
            {
              code: "unexpected",
              message: maskSecrets(error instanceof Error ? error.message : String(error)),
            },
          ];
    const revision = this.state.current?.name;
    try {
      await this.call("onFailure", { problems, ...(revision !== undefined && { revision }) });
      return error;
    } catch (other) {
      if (!(error instanceof Refusal && other instanceof Refusal)) return error;
      return Object.assign(new Refusal([...error.diagnostics, ...other.diagnostics]), { cause: error.cause });
    }
  }
}
