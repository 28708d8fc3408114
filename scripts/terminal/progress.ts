/** Tells on standard error what a command is doing, so that standard output stays clean for pipes. */
import { styled } from "./diagnostics.ts";

/** A spinner in a terminal, one line a step elsewhere. */
interface Progress {
  /** Names the step that begins. */
  step(text: string): void;
  /** Ends the last step. */
  done(): void;
  /** Ends the last step as a failure. */
  fail(): void;
}

const FRAMES = ["◒", "◐", "◓", "◑"];
const FRAME_MS = 80;

const BEGIN_LINE = "\r\u001b[K";

const lines: Progress = {
  step: (text) => process.stderr.write(`${text}\n`),
  done: () => {},
  fail: () => {},
};

/** Standard input is left alone, so that Ctrl-C stays a signal. */
function spinner(): Progress {
  let timer: NodeJS.Timeout | undefined;
  let current: string | undefined;
  let frame = 0;
  const draw = () => {
    const mark = styled("cyan", FRAMES[frame++ % FRAMES.length] ?? "");
    process.stderr.write(`${BEGIN_LINE}${mark} ${current}`);
  };
  const end = (mark: string) => {
    clearInterval(timer);
    timer = undefined;
    if (current !== undefined) process.stderr.write(`${BEGIN_LINE}${mark} ${current}\n`);
    current = undefined;
  };
  const done = () => end(styled("green", "◇"));
  return {
    step(text) {
      done();
      // What does not fit into a line could not be drawn over.
      if (text.length + 3 > process.stderr.columns) return lines.step(text);
      current = text;
      draw();
      timer = setInterval(draw, FRAME_MS).unref();
    },
    done,
    fail: () => end(styled("red", "▲")),
  };
}

/**
 * Works, and tells which step it is at; the last one ends as done or as a failure, whatever comes of it.
 *
 * @param isFailure whether what came of it is one, though nothing was thrown
 */
export async function withProgress<Result>(
  work: (onStep: (text: string) => void) => Promise<Result>,
  isFailure: (result: Result) => boolean = () => false,
): Promise<Result> {
  const progress = process.stderr.isTTY && !process.env.CI ? spinner() : lines;
  try {
    const result = await work((text) => progress.step(text));
    if (isFailure(result)) progress.fail();
    else progress.done();
    return result;
  } catch (error) {
    progress.fail();
    throw error;
  }
}
