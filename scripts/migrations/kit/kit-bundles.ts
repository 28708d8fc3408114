// Loads drizzle-kit's bundles: of the built program those made small by the build, else as they are.

import { createRequire } from "node:module";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { isBuiltFrom } from "../../kept/built-from.ts";
import { runCompiled } from "./code-cache.ts";

/** Each bundle: what imports it whole, and the name under which the build made it small. */
const BUNDLES = {
  payload: { whole: () => import("drizzle-kit/payload/postgres"), file: "payload-postgres.cjs" },
  cli: { whole: () => import("drizzle-kit/cli"), file: "cli.cjs" },
} as const;

/** The parts of Drizzle that both use at once: as built in, one copy serves them and mostly the definitions. */
async function loadShared(): Promise<Readonly<Record<string, unknown>>> {
  const [orm, core, casing, relations] = await Promise.all([
    import("drizzle-orm"),
    import("drizzle-orm/pg-core"),
    import("drizzle-orm/casing"),
    import("drizzle-orm/_relations"),
  ]);
  return {
    "drizzle-orm": orm,
    "drizzle-orm/pg-core": core,
    "drizzle-orm/casing": casing,
    "drizzle-orm/_relations": relations,
  };
}
let shared: ReturnType<typeof loadShared> | undefined;

/** `drizzle-orm/mysql-core` and the like: 250 files of which PostgreSQL needs nothing. */
const OTHER_DIALECT = /^drizzle-orm\/\w+-core$/;

/** A module that is loaded when something of it is asked for. */
function late(load: () => object): object {
  let loaded: object | undefined;
  return new Proxy(
    {},
    {
      get(_, key) {
        loaded ??= load();
        return Reflect.get(loaded, key);
      },
    },
  );
}

/** Whether both packages are those that the small bundles were made for. */
function areAsBuilt(): boolean {
  const folderOf = (specifier: string) => dirname(createRequire(import.meta.url).resolve(specifier));
  return (
    isBuiltFrom(new URL("./kit/built-from.json", import.meta.url), folderOf("drizzle-kit/cli")) &&
    isBuiltFrom(new URL("./drizzle/built-from.json", import.meta.url), folderOf("drizzle-orm"))
  );
}

async function load(name: keyof typeof BUNDLES): Promise<unknown> {
  const { whole, file } = BUNDLES[name];
  if (!areAsBuilt()) return whole();
  const small = fileURLToPath(new URL(`./kit/${file}`, import.meta.url));
  shared ??= loadShared();
  const given = await shared;
  return runCompiled(small, cache, (asked, require) => {
    if (Object.hasOwn(given, asked)) return given[asked];
    return OTHER_DIALECT.test(asked) ? late(() => require(asked) as object) : require(asked);
  });
}

const loaded = new Map<string, Promise<unknown>>();
let cache: string | undefined;

/** Keeps the compiled code of bundles that are loaded from now on in a folder. */
export function keepCompiledIn(folder: string): void {
  cache ??= folder;
}

/** What a bundle exports. */
export function kitBundle(name: keyof typeof BUNDLES): Promise<unknown> {
  const bundle = loaded.get(name) ?? load(name);
  loaded.set(name, bundle);
  return bundle;
}
