// Hooks of a target: their names, and what one that runs is told.

/** Around a whole upgrade or downgrade, around each of its revisions, and where one of them fails. */
export const HOOK_NAMES = [
  "beforeUpgrade",
  "afterUpgrade",
  "beforeDowngrade",
  "afterDowngrade",
  "beforeRevision",
  "afterRevision",
  "onFailure",
] as const;

export type HookName = (typeof HOOK_NAMES)[number];

/** What happens or has happened; as JSON it is the standard input of a command. */
export interface HookEvent {
  readonly hook: HookName;
  /** The target's name in drizzle.config.ts. */
  readonly target: string;
  /** Its address, without the password. */
  readonly address: string;
  /** The values of the deploy variables there. */
  readonly variables: Readonly<Record<string, string>>;
  readonly action: "upgrade" | "downgrade";
  /** Where the database stood when the run began, a revision or `base`; undefined where it failed before that was read. */
  readonly from?: string;
  /** Where it stands now. */
  readonly at?: string;
  /** Where the run leads. */
  readonly to?: string;
  /** The revisions of the run, in the order in which they run. */
  readonly revisions: readonly string[];
  /** Those that are done. */
  readonly done: readonly string[];
  /** The one that it is about, of hooks around revisions. */
  readonly revision?: string;
  /** What went wrong, of `onFailure`. */
  readonly problems?: readonly { readonly code: string; readonly message: string }[];
}

/** What a function that is a hook can use. */
export interface HookContext {
  /**
   * Runs SQL on the target, as the role of its URL, in a session that ends with the hook. `$1` stands for the first
   * parameter.
   */
  query(
    text: string,
    parameters?: readonly (string | number | boolean | null)[],
  ): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Aborted where the hook takes longer than `timeout` says, or the run is interrupted: `fetch(url, { signal })`. */
  readonly signal: AbortSignal;
}

/** A function that is a hook; where it gives false, or throws, it has failed. */
export type HookFunction = (event: HookEvent, context: HookContext) => unknown;

/** A program with its arguments, which no shell reads, or a function. */
export type Hook = readonly string[] | HookFunction;
