// Keeps what V8 compiled of drizzle-kit, so that the next run loads it in half the time.

import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import module from "node:module";
import { basename, dirname, join } from "node:path";
import { Script } from "node:vm";

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

function write(file: string, data: Buffer): void {
  try {
    writeFileSync(`${file}.${process.pid}`, data);
    renameSync(`${file}.${process.pid}`, file);
  } catch {
    // Only time is lost.
  }
}

/**
 * Requires a big CommonJS file with the code that V8 compiled in an earlier run, which is kept in `folder`: saves
 * half the time. Functions of the file that call `import()` do not work then. From 22.8 on Node does so itself
 * (`module.enableCompileCache`), and this only requires.
 */
export function requireCompiled(require: NodeJS.Require, specifier: string, folder: string): unknown {
  if ("enableCompileCache" in module) return require(specifier);
  const file = require.resolve(specifier);
  const { size, mtimeMs } = statSync(file);
  const identity = [file, size, mtimeMs, process.version, process.arch].join("\n");
  const hash = createHash("sha256").update(identity).digest("hex").slice(0, 16);
  const cacheFile = join(folder, `${basename(file)}-${hash}.v8`);
  const cachedData = read(cacheFile);
  const script = new Script(module.wrap(readFileSync(file, "utf8")), {
    filename: file,
    ...(cachedData && { cachedData }),
  });
  // At the end most functions that a run needs are compiled.
  if (!cachedData || script.cachedDataRejected) {
    makeFolder(folder);
    process.once("exit", () => write(cacheFile, script.createCachedData()));
  }
  const loaded = { exports: {} };
  script.runInThisContext()(loaded.exports, module.createRequire(file), loaded, file, dirname(file));
  return loaded.exports;
}
