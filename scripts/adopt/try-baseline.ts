// A first revision of the definitions that are there, written beside a database to compare the two.
import { rm, rmdir } from "node:fs/promises";
import { dirname } from "node:path";
import type { Sql } from "../database/connect/connect.ts";
import { schemasOf } from "../drift/find-drift.ts";
import { displayName } from "../model/identifier.ts";
import { readDeclarations } from "../sources/declared.ts";
import type { Project } from "../sources/project.ts";
import type { Target } from "../sources/target.ts";
import { writeRolesOf } from "./adopted-roles.ts";
import { type BaselineParts, type ComparedBaseline, compareBaseline, writeBaseline } from "./baseline.ts";
import { type FoundDatabase, otherToolsSchemas } from "./definitions/adopt-definitions.ts";

/** The database that is taken over. */
export interface Existing {
  readonly sql: Sql;
  readonly found: FoundDatabase;
  /** Patterns of roles that the project shall not manage. */
  readonly external: readonly string[];
}

/** What was written, and how it compares. */
export interface Tried extends ComparedBaseline {
  /** Absolute paths. */
  readonly files: readonly string[];
  readonly unsaid: readonly string[];
}

/** Schemas in which something lies and that no definition has, in words. */
function undefinedSchemas(
  { structure }: FoundDatabase,
  known: ReadonlySet<string>,
  history: string,
): string[] {
  const others = otherToolsSchemas(structure);
  const lying = new Set(
    structure.entities.flatMap(({ entityType, schema }) =>
      entityType === "schemas" ? [] : [String(schema)],
    ),
  );
  return [...lying]
    .filter((schema) => !known.has(schema) && !others.has(schema) && schema !== history)
    .sort()
    .map((schema) => `the schema ${displayName(schema)}, which the definitions do not have`);
}

/** Writes what is missing, a file of roles and the first revision, and compares that with the target; all of it or nothing. */
export async function tryBaseline(
  project: Project,
  target: Target,
  { sql, found, external, beside, proof }: Existing & Pick<BaselineParts, "beside" | "proof">,
  onStep: (text: string) => void,
): Promise<Tried> {
  const files: string[] = [];
  try {
    const declarations = await readDeclarations(project);
    const unsaid: string[] = [];
    if (declarations.roles.length === 0) {
      onStep("Writing the roles");
      const roles = await writeRolesOf(project, target, found, { declarations, external });
      files.push(roles.file);
      unsaid.push(...roles.unsaid);
    }
    files.push(await writeBaseline(project, { found, beside, proof }, "baseline", onStep));
    onStep("Comparing the first revision with the database");
    const compared = await compareBaseline(project, target, sql, onStep);
    const schemas = schemasOf(compared.drift.recorded.warehouse);
    const { schema } = project.config.migrations;
    const missing = undefinedSchemas(found, schemas, schema).filter((one) => !unsaid.includes(one));
    return { ...compared, files, unsaid: [...unsaid, ...missing] };
  } catch (error) {
    await undo(files);
    throw error;
  }
}

/** Takes files away that were written, and the folders that are empty then. */
export async function undo(files: readonly string[]): Promise<void> {
  for (const file of files) {
    await rm(file, { recursive: true, force: true });
    await rmdir(dirname(file)).catch(() => {});
  }
}
