// Calls what may end the process or write to the console, and lets it do neither.

import { stripVTControlCharacters } from "node:util";

/** What became of a call that may end the process or write to the console. */
type Quiet<Result> =
  | { readonly kind: "returned"; readonly result: Result; readonly output: string }
  | { readonly kind: "exited"; readonly output: string };

class Exit extends Error {}

const CONSOLE = ["log", "info", "warn", "error"] as const;

let last: Promise<unknown> = Promise.resolve();

async function captured<Result>(call: () => Promise<Result>): Promise<Quiet<Result>> {
  const exit = process.exit;
  const methods = CONSOLE.map((name) => [name, console[name]] as const);
  const lines: string[] = [];
  let exited = false;
  const output = () => stripVTControlCharacters(lines.join("\n")).trim();
  process.exit = () => {
    exited = true;
    throw new Exit();
  };
  for (const [name] of methods)
    console[name] = (...parts: unknown[]) => lines.push(parts.map(String).join(" "));
  try {
    const result = await call();
    return exited ? { kind: "exited", output: output() } : { kind: "returned", result, output: output() };
  } catch (error) {
    if (exited) return { kind: "exited", output: output() };
    throw error;
  } finally {
    process.exit = exit;
    for (const [name, method] of methods) console[name] = method;
  }
}

/**
 * Calls code that may call `process.exit` and write to the console: the first becomes a value, the second text
 * without colours. Both are the process's own, so calls wait for one another.
 */
export function quietly<Result>(call: () => Promise<Result>): Promise<Quiet<Result>> {
  const turn = last.then(() => captured(call));
  last = turn.catch(() => undefined);
  return turn;
}
