/** Several things that go on at once, told on standard error: a row each in a terminal, lines elsewhere. */
import { stripVTControlCharacters } from "node:util";
import { styled } from "./diagnostics.ts";

/** Tells how each comes along. */
interface ProgressRows {
  /** Names what one of them does now. */
  step(name: string, text: string): void;
  /** Says how one of them ended. */
  end(name: string, text: string, failed: boolean): void;
}

const lines: ProgressRows = {
  step: (name, text) => process.stderr.write(`${name}: ${text}\n`),
  end: (name, text) => process.stderr.write(`${name}: ${text}\n`),
};

const WAITING = "waiting";

function drawn(names: readonly string[], columns: number): ProgressRows {
  const width = Math.max(...names.map((name) => name.length));
  const rows = new Map(names.map((name) => [name, `  ${name.padEnd(width)}  ${WAITING}`]));
  const draw = (up: number) =>
    process.stderr.write(
      `${up > 0 ? `\u001b[${up}A` : ""}${[...rows.values()].map((row) => `\r\u001b[K${row}\n`).join("")}`,
    );
  const set = (name: string, mark: string, text: string) => {
    const [line = ""] = stripVTControlCharacters(text).split("\n");
    rows.set(name, `${mark} ${name.padEnd(width)}  ${line.slice(0, Math.max(10, columns - width - 5))}`);
    draw(names.length);
  };
  draw(0);
  return {
    step: (name, text) => set(name, styled("cyan", "◒"), text),
    end: (name, text, failed) => set(name, failed ? styled("red", "▲") : styled("green", "◇"), text),
  };
}

/** Begins to tell. Rows that would not fit on the screen could not be drawn over. */
export function startRows(names: readonly string[]): ProgressRows {
  const { isTTY, rows = 0, columns = 80 } = process.stderr;
  return isTTY && !process.env.CI && names.length < rows ? drawn(names, columns) : lines;
}
