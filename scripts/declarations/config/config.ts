import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Config as KitConfig } from "drizzle-kit";
import { problem, Refusal } from "../../model/diagnostic.ts";
import type { AllowedVariables, Variables } from "../../model/variable.ts";
import { bundle, importBundle } from "../definitions/bundle.ts";
import { thrownDiagnostic } from "../definitions/thrown.ts";
import { configDiagnostics } from "./config-problem.ts";
import { configFile, type WarehouseInput } from "./config-shape.ts";

/** The `warehouse` key of drizzle.config.ts; drizzle-kit ignores it. */
export type WarehouseConfig = WarehouseInput;

/** What drizzle.config.ts exports by default: drizzle-kit's configuration for PostgreSQL and ours. */
export type Config = KitConfig<"postgresql"> & { warehouse?: WarehouseConfig };

/** A database that revisions are applied to. */
export interface TargetConfig {
  /** The environment variable that holds its connection URL. */
  readonly urlFrom: string;
  readonly variables: Variables;
  /** As PostgreSQL reads it: `5s`. */
  readonly lockTimeout?: string | undefined;
  /** As PostgreSQL reads it: `10min`. */
  readonly statementTimeout?: string | undefined;
}

/** The configuration with its defaults filled in. */
export interface ProjectConfig {
  /** The project's folder, absolute. */
  readonly root: string;
  /** drizzle.config.ts, absolute. */
  readonly file: string;
  /** The globs of the definition files, relative to the root. */
  readonly schema: readonly string[];
  /** The folder of the revisions, absolute. */
  readonly out: string;
  /** drizzle's history table. */
  readonly migrations: { readonly schema: string; readonly table: string };
  /** The folder of the role files, absolute. */
  readonly roles: string;
  readonly variables: AllowedVariables;
  readonly targets: Readonly<Record<string, TargetConfig>>;
  /** Which rules of lint are on or off against their own word, by code. */
  readonly lint: Readonly<Record<string, "on" | "off">>;
}

function resolveConfig(root: string, file: string, value: unknown, text: string): ProjectConfig {
  const result = configFile.safeParse(value);
  if (!result.success) {
    throw new Refusal(result.error.issues.flatMap((issue) => configDiagnostics(issue, file, text)));
  }
  const { schema, out, migrations, warehouse } = result.data;
  return {
    root,
    file,
    schema: typeof schema === "string" ? [schema] : schema,
    out: resolve(root, out),
    migrations: { schema: migrations.schema, table: migrations.table },
    roles: resolve(root, warehouse.roles),
    variables: warehouse.variables,
    targets: warehouse.targets,
    lint: warehouse.lint,
  };
}

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
        help: "Run the command in a project's folder.",
      }),
    ]);
  }
  const entry = 'export { default } from "./drizzle.config.ts";';
  const built = await bundle({ root, entry, name: "config", ...options });
  if ("diagnostics" in built) throw new Refusal(built.diagnostics);
  const module = await importBundle(built.bundle).catch((error: unknown) => {
    const thrown = thrownDiagnostic(built.bundle, error, "drizzle.config.ts does not load");
    throw new Refusal([{ ...thrown, at: thrown.at ?? { file } }]);
  });
  return resolveConfig(root, file, module.default, await readFile(file, "utf8"));
}
