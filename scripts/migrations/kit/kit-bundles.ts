// Loads drizzle-kit's bundles: of the built program those made small by the build, else as they are.

import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { runCompiled } from "./code-cache.ts";

/** Each bundle: what imports it whole, and the name under which the build made it small. */
const BUNDLES = {
  payload: { whole: () => import("drizzle-kit/payload/postgres"), file: "payload-postgres.cjs" },
  cli: { whole: () => import("drizzle-kit/cli"), file: "cli.cjs" },
} as const;

/** The parts of Drizzle that both use at once: one copy serves them and the definitions. */
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

/** `drizzle-orm/mysql-core` and the like, 250 files, and what asks servers: to compare tables needs none of it. */
const LATE = /^(?:drizzle-orm\/\w+-core|(?:node:)?(?:https?|http2|zlib))$/;

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

async function load(name: keyof typeof BUNDLES): Promise<unknown> {
  const { whole, file } = BUNDLES[name];
  const small = fileURLToPath(new URL(`./kit/${file}`, import.meta.url));
  if (!existsSync(small)) return whole();
  shared ??= loadShared();
  const given = await shared;
  return runCompiled(small, cache, (asked, require) => {
    if (Object.hasOwn(given, asked)) return given[asked];
    return LATE.test(asked) ? late(() => require(asked) as object) : require(asked);
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
