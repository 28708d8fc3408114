// A first revision of the definitions that are there, written beside a database to compare the two.
import { rm, rmdir } from "node:fs/promises";
import { dirname } from "node:path";
import type { Sql } from "../database/connect/connect.ts";
import { commentedObject } from "../database/inspect/live-structure.ts";
import { type Drift, schemasOf } from "../drift/find-drift.ts";
import { inWords } from "../drift/structure-text.ts";
import { displayName } from "../model/identifier.ts";
import { type ObjectName, objectKey, schemaOf } from "../model/object.ts";
import { isSystemRoutine } from "../model/restricted-routines.ts";
import { type Declarations, readDeclarations } from "../sources/declared.ts";
import type { Project } from "../sources/project.ts";
import { definedContext } from "../sources/roles-context.ts";
import type { Target } from "../sources/target.ts";
import { writeRolesOf } from "./adopted-roles.ts";
import { type BaselineParts, type ComparedBaseline, compareBaseline, writeBaseline } from "./baseline.ts";
import { type FoundDatabase, otherToolsSchemas } from "./definitions/adopt-definitions.ts";
import { withUnsaidParts } from "./unsaid-parts.ts";

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

/**
 * The database without access to routines and types that the first revision does not make. Tables are left out by name;
 * of these files may speak without a definition.
 *
 * @param beside what stands around the definitions: then all that lies in their schemas is made
 */
function withoutUnmade(
  { config }: Project,
  { found, beside }: Pick<BaselineParts, "found" | "beside">,
  declarations: Declarations,
): FoundDatabase {
  const { warehouse } = found;
  const { context } = definedContext(declarations, config.variables, warehouse);
  const isMade = ({ object }: { readonly object: ObjectName }) => {
    const isOther = (object.kind === "routine" || object.kind === "type") && !isSystemRoutine(object);
    const key = objectKey(object);
    if (!isOther || context.objects.has(key) || warehouse.ofExtensions.has(key)) return true;
    return beside !== undefined && context.schemas.has(schemaOf(object) ?? "");
  };
  const kept = <Entry extends { readonly object: ObjectName }>(entries: ReadonlyMap<string, Entry>) =>
    new Map([...entries].filter(([, entry]) => isMade(entry)));
  const { privileges, owners } = warehouse;
  return { ...found, warehouse: { ...warehouse, privileges: kept(privileges), owners: kept(owners) } };
}

/** What makers made, of whom role files say that they do: it is nobody's work here. */
function madeByMakers({ made }: Drift): string[] {
  const whole = made.filter(
    ({ object, relation }) => relation === undefined || object === `relation ${relation}`,
  );
  return whole
    .filter(({ object }) => commentedObject(object) === object)
    .map(
      ({ object, line }) =>
        `the ${inWords(object, line)}, which somebody made of whom the role files say that they make things there`,
    );
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
      const roles = await writeRolesOf(
        project,
        target,
        withoutUnmade(project, { found, beside }, declarations),
        {
          declarations,
          external,
        },
      );
      files.push(roles.file);
      unsaid.push(...roles.unsaid);
    }
    files.push(await writeBaseline(project, { found, beside, proof }, "baseline", onStep));
    onStep("Comparing the first revision with the database");
    const countsMade = declarations.roles.length === 0;
    const compared = await compareBaseline(project, target, sql, { onStep, countsMade });
    const schemas = schemasOf(compared.drift.recorded.warehouse);
    const { schema } = project.config.migrations;
    const missing = undefinedSchemas(found, schemas, schema).filter((one) => !unsaid.includes(one));
    const parts = withUnsaidParts(found, unsaid, schemas);
    return { ...compared, files, unsaid: [...parts, ...missing, ...madeByMakers(compared.drift)] };
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
