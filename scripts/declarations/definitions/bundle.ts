// Files in TypeScript → one module that Node.js can load.
import { createHash } from "node:crypto";
import { mkdir, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { BuildFailure, Message, Metafile, Plugin } from "esbuild";
import { keptFolder } from "../../kept/kept-folder.ts";
import { type Diagnostic, problem } from "../../model/diagnostic.ts";
import { builtDrizzle, builtDrizzleFor, importsOthers, withPackageNames } from "./built-drizzle.ts";

/** The name under which definition files and the configuration import this package. */
const LIBRARY = "dwh-definitions";

/** How long bundles of other contents are kept: another process may be about to import one. */
const KEEP_MS = 60_000;

/** What to bundle. */
export interface BundleRequest {
  /** The project's folder, absolute. */
  readonly root: string;
  /** The source text of the entry; its imports are relative to the root. */
  readonly entry: string;
  /** What the written file is called: `definitions` becomes `.dwh/cache/definitions-<hash>.mjs`. */
  readonly name: string;
  /** An absolute file to bundle in for this package's own name; else Node resolves it at run time. */
  readonly library?: string | undefined;
  /** The absolute file whose text the entry is: its imports are relative to that. */
  readonly source?: string;
}

/** One module made of many files; npm packages stay imports. */
export interface Bundle {
  readonly root: string;
  /** Absolute; its inline source map leads to the files it was made of. */
  readonly file: string;
  readonly code: string;
  /** esbuild's, for who imports what; paths are relative to the root. */
  readonly inputs: Metafile["inputs"];
}

function toDiagnostic(root: string, { text, location, notes }: Message): Diagnostic {
  const note = notes.find((candidate) => candidate.text)?.text;
  return problem("compile-error", text, {
    ...(location && {
      at: {
        file: join(root, location.file),
        line: location.line,
        column: location.column + 1,
        endColumn: location.column + 1 + Math.max(location.length, 1),
      },
    }),
    ...(note && { help: note }),
  });
}

/** Removes bundles of earlier contents. */
async function sweep(cache: string, name: string, current: string): Promise<void> {
  const mine = new RegExp(`^${name}-[0-9a-f]{16}\\.mjs$`);
  for (const entry of await readdir(cache)) {
    if (entry === current || !mine.test(entry)) continue;
    const file = join(cache, entry);
    const age = await stat(file)
      .then(({ mtimeMs }) => Date.now() - mtimeMs)
      .catch(() => 0);
    if (age > KEEP_MS) await rm(file, { force: true });
  }
}

/** Tells files apart that this process writes at once. */
let written = 0;

async function write(request: BundleRequest, cache: string, code: string): Promise<string> {
  const hash = createHash("sha256").update(code).digest("hex").slice(0, 16);
  const name = `${request.name}-${hash}.mjs`;
  const file = join(cache, name);
  const temporary = `${file}.${process.pid}.${++written}`;
  await mkdir(cache, { recursive: true });
  await writeFile(temporary, code);
  await rename(temporary, file);
  await sweep(cache, request.name, name);
  return file;
}

async function compile(
  { root, entry, name, library, source }: BundleRequest,
  cache: string,
  plugins: Plugin[],
): Promise<{ code: string; inputs: Metafile["inputs"] }> {
  const from = source ?? join(root, `<${name}>`);
  // Takes as long as much else: most runs need no more than what an earlier one bundled.
  const { build } = await import("esbuild");
  const { outputFiles, metafile } = await build({
    stdin: {
      contents: entry,
      resolveDir: dirname(from),
      sourcefile: basename(from),
      ...(source !== undefined && { loader: "ts" }),
    },
    absWorkingDir: root,
    // What the source map says is relative to it.
    outfile: join(cache, `${name}.mjs`),
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    target: "node20",
    charset: "utf8",
    packages: "external",
    // Named too, since tsconfig's `paths` may map it to a file and so take it from the packages.
    ...(library === undefined ? { external: [LIBRARY] } : { alias: { [LIBRARY]: library } }),
    sourcemap: "inline",
    sourcesContent: false,
    metafile: true,
    plugins,
    logLevel: "silent",
  });
  return { code: outputFiles[0]?.text ?? "", inputs: withPackageNames(metafile.inputs) };
}

/**
 * Bundles the entry and everything of the project that it imports into one file below `.dwh/cache`, so that
 * each file is loaded once whatever imports it. The diagnostics are esbuild's errors, each with its place.
 */
export async function bundle(
  request: BundleRequest,
): Promise<{ bundle: Bundle } | { diagnostics: Diagnostic[] }> {
  const { root } = request;
  const cache = join(await keptFolder(root), "cache");
  try {
    const plugins = builtDrizzleFor(root) ? [builtDrizzle] : [];
    let made = await compile(request, cache, plugins);
    if (plugins.length > 0 && importsOthers(made.inputs, LIBRARY)) made = await compile(request, cache, []);
    const file = await write(request, cache, made.code);
    return { bundle: { root, file, ...made } };
  } catch (error) {
    const errors = (error as Partial<BuildFailure>).errors;
    if (!errors) throw error;
    return { diagnostics: errors.map((message) => toDiagnostic(root, message)) };
  }
}

/** How often each bundle was run in this process. */
const runs = new Map<string, number>();

/**
 * Runs a bundle, again if it was run before: it may have read what has changed since.
 *
 * @throws whatever its files throw: see {@link thrownDiagnostic}
 */
export async function importBundle({ file }: Bundle): Promise<Readonly<Record<string, unknown>>> {
  const run = runs.get(file) ?? 0;
  runs.set(file, run + 1);
  const url = `${pathToFileURL(file).href}${run === 0 ? "" : `?run=${run}`}`;
  return (await import(/* @vite-ignore */ url)) as Readonly<Record<string, unknown>>;
}
