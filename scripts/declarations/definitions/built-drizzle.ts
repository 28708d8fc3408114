// The Drizzle that this program was built with: few files, where its package has a hundred.
import { existsSync } from "node:fs";
import { createRequire, isBuiltin } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Metafile, Plugin } from "esbuild";

/** What definitions import of it, and the built files that give the same. */
const PARTS: Readonly<Record<string, string>> = {
  "drizzle-orm": "index.js",
  "drizzle-orm/pg-core": "pg-core.js",
};

const urlOf = (file: string): string => new URL(`./drizzle/${file}`, import.meta.url).href;

/** Whether a project's Drizzle is the package that this program was built with, and it was built at all. */
export function hasBuiltDrizzle(root: string): boolean {
  if (!existsSync(fileURLToPath(urlOf("index.js")))) return false;
  try {
    const theirs = createRequire(join(root, "package.json")).resolve("drizzle-orm");
    return theirs === createRequire(import.meta.url).resolve("drizzle-orm");
  } catch {
    return false;
  }
}

/** Imports the built files in place of the package. */
export const builtDrizzle: Plugin = {
  name: "built-drizzle",
  setup({ onResolve }) {
    onResolve({ filter: /^drizzle-orm(\/|$)/ }, ({ path }) => {
      const part = PARTS[path];
      return part === undefined ? null : { path: urlOf(part), external: true };
    });
  },
};

/** What is imported under the names of packages. */
export function withPackageNames(inputs: Metafile["inputs"]): Metafile["inputs"] {
  const names = new Map(Object.entries(PARTS).map(([name, file]) => [urlOf(file), name]));
  return Object.fromEntries(
    Object.entries(inputs).map(([path, input]) => {
      const imports = input.imports.map((one) => ({ ...one, path: names.get(one.path) ?? one.path }));
      return [path, { ...input, imports }];
    }),
  );
}

/** Whether packages are imported that may have a Drizzle of their own: all of one program should have the same. */
export const importsOthers = (inputs: Metafile["inputs"], library: string): boolean =>
  Object.values(inputs).some(({ imports }) =>
    imports.some(
      ({ external, path }) => external && !isBuiltin(path) && path !== library && !Object.hasOwn(PARTS, path),
    ),
  );
