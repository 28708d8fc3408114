/** Tells what a command is doing: a spinner in a terminal, one line a step elsewhere. */
export interface Progress {
  /** Names the step that begins. */
  step(text: string): void;
  /** Ends the last step. */
  done(text?: string): void;
  /** Ends the last step as a failure. */
  fail(): void;
}

/** Progress on standard error, so that standard output stays clean for pipes. */
export async function startProgress(): Promise<Progress> {
  if (!process.stderr.isTTY || process.env.CI) {
    return {
      step: (text) => process.stderr.write(`${text}\n`),
      done: (text) => text !== undefined && process.stderr.write(`${text}\n`),
      fail: () => {},
    };
  }
  const { spinner } = await import("@clack/prompts");
  let current: ReturnType<typeof spinner> | undefined;
  return {
    step(text) {
      if (current) current.message(text);
      else {
        current = spinner({ output: process.stderr });
        current.start(text);
      }
    },
    done(text) {
      current?.stop(text);
      current = undefined;
    },
    fail() {
      current?.error();
      current = undefined;
    },
  };
}
