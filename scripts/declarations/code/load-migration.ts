// The migration.ts of a revision → its functions, and the places of what they throw.
import { dirname, relative } from "node:path";
import { type Diagnostic, type Location, problem, Refusal } from "../../model/diagnostic.ts";
import { type Bundle, bundle, importBundle } from "../definitions/bundle.ts";
import { thrownDiagnostic, thrownPlace } from "../definitions/thrown.ts";
import { LOAD_SECONDS, watched } from "../definitions/watched.ts";
import type { MigrationBatch, MigrationStep } from "./migration-types.ts";

/** A migration.ts as it lies in its folder. */
export interface MigrationFile {
  /** Absolute. */
  readonly file: string;
  readonly text: string;
}

/** A migration.ts that is loaded. */
export interface LoadedMigration {
  readonly file: string;
  readonly up?: MigrationStep;
  readonly down?: MigrationStep;
  /** What runs in batches, instead of those. */
  readonly batches?: { readonly up?: MigrationBatch; readonly down?: MigrationBatch };
  /** Where in the file an error comes from. */
  placeOf(error: unknown): Location | undefined;
}

const SHAPE =
  "Write `export async function up(sql: MigrationSql, context: MigrationContext)`, and `down` likewise where the way back needs one; or `export const batches: MigrationBatches = { up, down }`.";

/** Its functions, or what is wrong with them. */
function functionsOf({ up, down, batches }: Record<string, unknown>) {
  const isWrong = (one: unknown) => one !== undefined && typeof one !== "function";
  if (batches === undefined) {
    if (typeof up !== "function") return "no function `up` is exported";
    return isWrong(down) ? "`down` is no function" : ({ up, ...(down !== undefined && { down }) } as const);
  }
  if (up !== undefined || down !== undefined)
    return "`batches` stands beside `up` or `down`, which belong into a revision of their own";
  const ways = (typeof batches === "object" && batches !== null ? batches : {}) as Record<string, unknown>;
  if (typeof ways.up !== "function") return "`batches` has no function `up`";
  return isWrong(ways.down) ? "`batches.down` is no function" : { batches: ways };
}

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
 * @throws {Refusal} where it does not compile or load, imports other files, or has neither `up` nor `batches`
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
  const functions = functionsOf(module);
  if (typeof functions === "string")
    throw new Refusal([problem("code-shape", `migration.ts: ${functions}`, { at: { file }, help: SHAPE })]);
  return {
    file,
    ...(functions as Pick<LoadedMigration, "up" | "down" | "batches">),
    placeOf: (error) => thrownPlace(made, error),
  };
}
