// Loads drizzle.config.ts and says what is wrong with it.
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import type { Config as KitConfig } from "drizzle-kit";
import { problem, Refusal } from "../../model/diagnostic.ts";
import { importBundle } from "../definitions/bundle.ts";
import { filesOf, keptBundle } from "../definitions/kept-bundle.ts";
import { thrownDiagnostic } from "../definitions/thrown.ts";
import { LOAD_SECONDS, watched } from "../definitions/watched.ts";
import { configFile, type ResolvedWarehouse, type WarehouseConfig } from "./config-shape.ts";

/** What drizzle.config.ts exports by default: drizzle-kit's configuration for PostgreSQL and ours. */
export type Config = KitConfig<"postgresql"> & { warehouse?: WarehouseConfig };

/** The configuration with its defaults filled in. */
export interface ProjectConfig
  extends Pick<
    ResolvedWarehouse,
    "variables" | "targets" | "lint" | "scratch" | "loadSeconds" | "ignore" | "reads"
  > {
  /** The project's folder, absolute. */
  readonly root: string;
  /** drizzle.config.ts, absolute. */
  readonly file: string;
  /** What it was made of, absolute: it and what it imports. */
  readonly madeOf: readonly string[];
  /** The globs of the definition files, relative to the root. */
  readonly schema: readonly string[];
  /** The folder of the revisions, absolute. */
  readonly out: string;
  /** drizzle's history table. */
  readonly migrations: { readonly schema: string; readonly table: string };
  /** The folder of the role files, absolute. */
  readonly roles: string;
}

/** What makes a folder a project. */
export const HOW_TO_BEGIN =
  "Run the command in a project's folder, or make a project of this one: `dwh init` writes what is missing, in an " +
  "empty folder or beside what is there, and `dwh init --adopt` takes over the database at DATABASE_URL.";

/**
 * Loads drizzle.config.ts of a project folder.
 *
 * @param root the project's folder, absolute
 * @param options.library see {@link bundle}
 * @throws {Refusal} where the file is missing, does not compile, throws, or says something unknown
 */
export async function loadConfig(root: string, options: { library?: string } = {}): Promise<ProjectConfig> {
  const file = join(root, "drizzle.config.ts");
  if (!existsSync(file)) {
    throw new Refusal([
      problem("no-config", `there is no drizzle.config.ts in ${root}`, {
        help: HOW_TO_BEGIN,
      }),
    ]);
  }
  const entry = 'export { default } from "./drizzle.config.ts";';
  const built = await keptBundle({ root, entry, name: "config", ...options });
  if ("diagnostics" in built) throw new Refusal(built.diagnostics);
  const module = await watched(basename(built.bundle.file), LOAD_SECONDS, () =>
    importBundle(built.bundle),
  ).catch((error: unknown) => {
    const thrown = thrownDiagnostic(built.bundle, error, "drizzle.config.ts does not load");
    throw new Refusal([{ ...thrown, at: thrown.at ?? { file } }]);
  });
  const result = configFile.safeParse(module.default);
  if (!result.success) {
    // Loads what reads YAML.
    const { configDiagnostics } = await import("./config-problem.ts");
    const text = await readFile(file, "utf8");
    throw new Refusal(result.error.issues.flatMap((issue) => configDiagnostics(issue, file, text)));
  }
  const { schema, out, migrations, warehouse } = result.data;
  return {
    root,
    file,
    madeOf: filesOf(built.bundle),
    schema: typeof schema === "string" ? [schema] : schema,
    out: resolve(root, out),
    migrations: { schema: migrations.schema, table: migrations.table },
    ...warehouse,
    roles: resolve(root, warehouse.roles),
  };
}
