// The Drizzle that this program was built with: few files, where its package has a hundred.
import { createRequire, isBuiltin } from "node:module";
import { dirname, join } from "node:path";
import type { Metafile, Plugin } from "esbuild";
import { isBuiltFrom } from "../../kept/built-from.ts";

/** What definitions import of it, and the built files that give the same. */
const PARTS: Readonly<Record<string, string>> = {
  "drizzle-orm": "index.js",
  "drizzle-orm/pg-core": "pg-core.js",
};

const urlOf = (file: string): string => new URL(`./drizzle/${file}`, import.meta.url).href;

/** Where the built files are, if a project's Drizzle is the one that they were built from. */
export function builtDrizzleFor(root: string): string | undefined {
  try {
    const theirs = dirname(createRequire(join(root, "package.json")).resolve("drizzle-orm"));
    return isBuiltFrom(new URL(urlOf("built-from.json")), theirs) ? urlOf("") : undefined;
  } catch {
    return undefined;
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

/** Code that imports packages by their names: where this program lies says nothing. */
export const namingPackages = (code: string): string =>
  Object.entries(PARTS).reduce(
    (text, [name, file]) => text.replaceAll(`"${urlOf(file)}"`, `"${name}"`),
    code,
  );

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
