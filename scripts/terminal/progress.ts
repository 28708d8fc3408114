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

/** Begins to tell. */
export function startProgress(): Progress {
  return process.stderr.isTTY && !process.env.CI ? spinner() : lines;
}
