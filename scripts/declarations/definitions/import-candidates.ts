// Where imports may lead as they are written: what lies there by way of a link, or is not there yet, may be taken later.
import { readFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { Metafile } from "esbuild";

const PATHS = /"paths"\s*:\s*\{([^}]*)\}/g;
const PATTERN = /"([^"]*)"\s*:\s*\[([^\]]*)\]/g;
const BASE_URL = /"baseUrl"\s*:\s*"([^"]*)"/g;

/** The folder of a tsconfig.json, in the words of one; and comments, which may have braces as well. */
const ASIDE = /\$\{configDir\}\/?|\/\/[^"\n]*$|\/\*[^"]*?\*\//gm;

/** Says to which paths an import that begins with no dot may lead. */
type Mapping = (name: string) => readonly string[];

/** What `"@lib/*": ["./lib/*"]` makes of a name; nothing where it is about others. */
function mapped(pattern: string, target: string, name: string): string[] {
  const [start = "", end] = pattern.split("*");
  if (end === undefined) return name === pattern ? [target] : [];
  const isMeant = name.length >= start.length + end.length && name.startsWith(start) && name.endsWith(end);
  return isMeant ? [target.replace("*", () => name.slice(start.length, name.length - end.length))] : [];
}

/** All that `paths` and `baseUrl` of these files could mean, whichever counts for whom. */
function mappingOf(settings: readonly string[]): Mapping {
  const bases = new Set<string>();
  const urls = new Set<string>();
  const patterns: (readonly [pattern: string, target: string])[] = [];
  for (const file of settings) {
    if (basename(file) === "package.json") continue;
    let text: string;
    try {
      text = readFileSync(file, "utf8").replaceAll(ASIDE, "");
    } catch {
      continue;
    }
    bases.add(dirname(file));
    for (const [, url = ""] of text.matchAll(BASE_URL)) urls.add(resolve(dirname(file), url));
    for (const [, all = ""] of text.matchAll(PATHS))
      for (const [, pattern = "", targets = ""] of all.matchAll(PATTERN))
        for (const [, target = ""] of targets.matchAll(/"([^"]*)"/g)) patterns.push([pattern, target]);
  }
  return (name) => [
    ...patterns
      .flatMap(([pattern, target]) => mapped(pattern, target, name))
      .flatMap((path) => [...bases, ...urls].map((base) => resolve(base, path))),
    ...[...urls].map((url) => join(url, name)),
  ];
}

/**
 * Absolute paths of what imports name and of the folders that it would lie in, whether they are there or not.
 *
 * @param inputs esbuild's, with paths relative to the root
 * @param settings absolute paths of tsconfig.json and the like
 */
export function importCandidates(
  root: string,
  inputs: Metafile["inputs"],
  settings: readonly string[],
): string[] {
  const mapping = mappingOf(settings);
  const named = Object.entries(inputs).flatMap(([importer, { imports }]) => {
    const folder = dirname(join(root, importer));
    return imports.flatMap(({ original, path }) => {
      const name = original ?? path;
      return /^\.{0,2}\//.test(name) || /^\.{1,2}$/.test(name) ? [resolve(folder, name)] : mapping(name);
    });
  });
  return [...new Set(named.flatMap((path) => [path, dirname(path)]))];
}
