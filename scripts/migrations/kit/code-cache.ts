// Keeps what V8 compiled of drizzle-kit, so that the next run loads it in half the time.

import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { cachedDataVersionTag } from "node:v8";
import { Script } from "node:vm";

/** What a file is given: what Node gives to CommonJS, and an `import()`. */
const GIVEN = "exports, require, module, __filename, __dirname, importModule";

function read(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** Makes the folder; the end of the process is too late for that, the project may be gone by then. */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch {
    // Only time is lost.
  }
}

/** Code that was compiled so long ago, of another version, is nobody's any more: a few versions of Node take turns. */
const KEEP_MS = 24 * 60 * 60 * 1000;

function sweep(folder: string, name: string): void {
  for (const entry of readdirSync(folder)) {
    if (!entry.startsWith(`${name}-`)) continue;
    const file = join(folder, entry);
    if (Date.now() - statSync(file).mtimeMs > KEEP_MS) rmSync(file, { force: true });
  }
}

function write(file: string, data: Buffer, name: string): void {
  try {
    writeFileSync(`${file}.${process.pid}`, data);
    renameSync(`${file}.${process.pid}`, file);
    sweep(dirname(file), name);
  } catch {
    // Only time is lost.
  }
}

/** Where the compiled code of a text is kept, until Node, its settings of V8, or the text is another: V8 sees its length alone. */
function placeOf(file: string, text: Buffer, folder: string): string {
  const program = [file, process.version, process.arch, cachedDataVersionTag()].join("\n");
  const hash = createHash("sha256").update(program).update(text).digest("hex").slice(0, 16);
  return join(folder, `${basename(file)}-${hash}.v8`);
}

/**
 * Runs a big CommonJS file of ASCII text with the code that V8 compiled in an earlier run: saves half the time.
 * `import()` has no meaning in such code; the file calls `importModule()` instead.
 *
 * @param file absolute
 * @param folder in which compiled code is kept; none is without one
 * @param provide what the file's `require` and `importModule` give, by what Node's give
 * @returns what it exports
 */
export function runCompiled(
  file: string,
  folder: string | undefined,
  provide: (specifier: string, load: (specifier: string) => unknown) => unknown,
): unknown {
  const text = readFileSync(file);
  const kept = folder === undefined ? undefined : placeOf(file, text, folder);
  const cachedData = kept === undefined ? undefined : read(kept);
  const script = new Script(`(function (${GIVEN}) {${text.toString("latin1")}\n})`, {
    filename: file,
    ...(cachedData && { cachedData }),
  });
  // At the end most functions that a run needs are compiled.
  if (kept !== undefined && (!cachedData || script.cachedDataRejected)) {
    makeFolder(dirname(kept));
    process.once("exit", () => write(kept, script.createCachedData(), basename(file)));
  }
  const require = createRequire(file);
  const own = Object.assign((specifier: string) => provide(specifier, require), require);
  const importModule = async (specifier: string) =>
    provide(specifier, (asked) => import(/* @vite-ignore */ asked));
  const loaded = { exports: {} };
  script.runInThisContext()(loaded.exports, own, loaded, file, dirname(file), importModule);
  return loaded.exports;
}
