// What a definition file threw, as a diagnostic.
import { SourceMap, type SourceMapPayload } from "node:module";
import { basename, dirname, isAbsolute, resolve, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type Diagnostic, type Location, problem } from "../../model/diagnostic.ts";
import type { Bundle } from "./bundle.ts";
import { NeverEnds } from "./watched.ts";

const INLINE_MAP = /\/\/# sourceMappingURL=data:application\/json;base64,([\w+/=]+)\s*$/;

/** `…/definitions-0f.mjs:3:14` in a stack, and without the column in the first line of a syntax error. */
const FRAME = /((?:file:\/\/)?\/?[^\s()]+?):(\d+)(?::(\d+))?(?=\)?$)/gm;

/** A place in the bundle as a place in the file it was made of; undefined in what esbuild put in itself. */
function originalPlace({ file, code }: Bundle, line: number, column: number): Location | undefined {
  const encoded = INLINE_MAP.exec(code)?.[1];
  if (!encoded) return undefined;
  const payload = JSON.parse(Buffer.from(encoded, "base64").toString("utf8")) as SourceMapPayload;
  const found = new SourceMap(payload).findEntry(line - 1, column - 1);
  if (!("originalSource" in found) || found.originalSource.startsWith("<")) return undefined;
  const source = resolve(dirname(file), found.originalSource);
  return { file: source, line: found.originalLine + 1, column: found.originalColumn + 1 };
}

/** Where in the project's own files an error came from, from its stack, whether Node mapped that or not. */
function placeOf(bundle: Bundle, stack: string): Location | undefined {
  const own = bundle.root + sep;
  // By name, since Node resolves symbolic links above the file; the name has the hash of its content.
  const name = basename(bundle.file);
  for (const [, path = "", line = "1", column = "1"] of stack.matchAll(FRAME)) {
    const file = path.startsWith("file:") ? fileURLToPath(path) : path;
    if (basename(file) === name) {
      const place = originalPlace(bundle, Number(line), Number(column));
      if (place) return place;
    } else if (file.startsWith(own) && !/[\\/](node_modules|\.dwh[\\/]cache)[\\/]/.test(file)) {
      return { file, line: Number(line), column: Number(column) };
    }
  }
  return undefined;
}

/** Where in the project's own files something was thrown. */
export const thrownPlace = (bundle: Bundle, error: unknown): Location | undefined =>
  error instanceof Error ? placeOf(bundle, error.stack ?? "") : undefined;

/** The first statement at the top of a file that waits for something. */
function placeOfAwait(bundle: Bundle): Location | undefined {
  for (const [index, line] of bundle.code.split("\n").entries()) {
    const column = /^\s|^\/\//.test(line) ? -1 : line.search(/\bawait\b/);
    const place = column < 0 ? undefined : originalPlace(bundle, index + 1, column + 1);
    if (place) return place;
  }
  return undefined;
}

/** `@scope/name/part` is of the package `@scope/name`. */
function packageName(specifier: string): string {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}

/** The first file that imports a package: a package that is missing has no place in the stack. */
function importerOf({ root, inputs }: Bundle, specifier: string): Location | undefined {
  const importers = Object.entries(inputs).filter(([, { imports }]) =>
    imports.some(
      ({ external, path }) => external && (path === specifier || path.startsWith(`${specifier}/`)),
    ),
  );
  const file = importers[0]?.[0];
  return file === undefined ? undefined : { file: resolve(root, file) };
}

/**
 * The diagnostic of something that a bundle's code threw, at the place in the project where it was thrown.
 *
 * @param doing what failed, to begin the message with: `definitions do not load`
 */
export function thrownDiagnostic(bundle: Bundle, error: unknown, doing: string): Diagnostic {
  if (error instanceof NeverEnds) {
    const at = error.what === "import" ? placeOfAwait(bundle) : undefined;
    return problem("definition-endless", `${doing}: ${error.message}`, {
      ...(at && { at }),
      help: "Definitions only say what there is: they wait for nothing. `warehouse.loadSeconds` in drizzle.config.ts gives them more time.",
    });
  }
  if (!(error instanceof Error)) return problem("definition-throws", `${doing}: ${String(error)}`);
  const [message = ""] = error.message.replaceAll(pathToFileURL(bundle.file).href, "").split("\n");
  const missing = /^Cannot find (?:package|module) '([^']+)'/.exec(error.message)?.[1];
  if (missing !== undefined && !isAbsolute(missing)) {
    const name = packageName(missing);
    const at = importerOf(bundle, name);
    return problem("package-missing", `the package ${name} is not installed`, {
      help: `Install it with \`npm install ${name}\`, or correct the import.`,
      ...(at && { at }),
    });
  }
  const at = placeOf(bundle, error.stack ?? "");
  const name = error.name === "Error" ? "" : `${error.name}: `;
  return problem("definition-throws", `${doing}: ${name}${message}`, { ...(at && { at }) });
}
