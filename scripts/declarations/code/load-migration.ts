// The migration.ts of a revision → its functions, and the places of what they throw.
import { dirname, relative } from "node:path";
import { type Diagnostic, type Location, problem, Refusal } from "../../model/diagnostic.ts";
import { type Bundle, bundle, importBundle } from "../definitions/bundle.ts";
import { thrownDiagnostic, thrownPlace } from "../definitions/thrown.ts";
import { LOAD_SECONDS, watched } from "../definitions/watched.ts";
import type { MigrationStep } from "./migration-types.ts";

/** A migration.ts as it lies in its folder. */
export interface MigrationFile {
  /** Absolute. */
  readonly file: string;
  readonly text: string;
}

/** A migration.ts that is loaded. */
export interface LoadedMigration {
  readonly file: string;
  readonly up: MigrationStep;
  readonly down?: MigrationStep;
  /** Where in the file an error comes from. */
  placeOf(error: unknown): Location | undefined;
}

const SHAPE =
  "Write `export async function up(sql: MigrationSql, context: MigrationContext)`, and `down` likewise where the way back needs one.";

/** What it bundles of the project: that may change, and a revision must not. */
function foreignFiles({ root, inputs }: Bundle, file: string): Diagnostic[] {
  const own = relative(root, file);
  const foreign = Object.keys(inputs).filter((path) => path !== own && !path.startsWith("<"));
  return foreign.map((path) =>
    problem("code-imports", `migration.ts imports ${path}, which can change after it was proved`, {
      at: { file },
      help: "It may import packages, modules of Node.js, and types. Copy what it needs of the project into it.",
    }),
  );
}

/**
 * Loads a migration.ts.
 *
 * @param root the project's folder
 * @throws {Refusal} where it does not compile or load, imports other files, or has no `up`
 */
export async function loadMigration(root: string, { file, text }: MigrationFile): Promise<LoadedMigration> {
  const built = await bundle({ root, entry: text, name: "migration", source: file });
  if ("diagnostics" in built) throw new Refusal(built.diagnostics);
  const { bundle: made } = built;
  const foreign = foreignFiles(made, file);
  if (foreign.length > 0) throw new Refusal(foreign);
  const module = await watched(relative(dirname(dirname(file)), file), LOAD_SECONDS, () =>
    importBundle(made),
  ).catch((error: unknown) => {
    const thrown = thrownDiagnostic(made, error, "migration.ts does not load");
    throw new Refusal([{ ...thrown, at: thrown.at ?? { file } }]);
  });
  const { up, down } = module;
  const wrong = typeof up !== "function" || (down !== undefined && typeof down !== "function");
  if (wrong) {
    const what = typeof up === "function" ? "`down` is no function" : "no function `up` is exported";
    throw new Refusal([problem("code-shape", `migration.ts: ${what}`, { at: { file }, help: SHAPE })]);
  }
  return {
    file,
    up: up as MigrationStep,
    ...(down !== undefined && { down: down as MigrationStep }),
    placeOf: (error) => thrownPlace(made, error),
  };
}
