// A database taken over by a project that has definitions already: in what they differ, and whose word counts.
import { rm } from "node:fs/promises";
import { relative } from "node:path";
import type { Sql } from "../database/connect/connect.ts";
import { pathOfObject } from "../drift/structure-names.ts";
import { displayName, displayPath } from "../model/identifier.ts";
import type { Beside } from "../revise/beside.ts";
import { type Declarations, readDeclarations } from "../sources/declared.ts";
import type { Project } from "../sources/project.ts";
import type { Target } from "../sources/target.ts";
import type { AdoptedDatabase, TakeOverOptions } from "./adopted-database.ts";
import { writeRolesOf } from "./adopted-roles.ts";
import {
  type BaselineParts,
  type ComparedBaseline,
  compareBaseline,
  stampBaseline,
  tryDefinitions,
  writeBaseline,
} from "./baseline.ts";
import { type FoundDatabase, otherToolsSchemas } from "./definitions/adopt-definitions.ts";
import type { EditedFiles } from "./follow/edited-files.ts";
import { followAccess } from "./follow/follow-access.ts";
import { followDefinitions } from "./follow/follow-definitions.ts";

/** The database that is taken over. */
interface Existing {
  readonly sql: Sql;
  readonly found: FoundDatabase;
  /** Patterns of roles that the project shall not manage. */
  readonly external: readonly string[];
}

/** What was written, and how it compares. */
interface Tried extends ComparedBaseline {
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
async function tryBaseline(
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
    const { schemas } = compared.drift.recorded.warehouse;
    const { schema } = project.config.migrations;
    const missing = undefinedSchemas(found, schemas, schema).filter((one) => !unsaid.includes(one));
    return { ...compared, files, unsaid: [...unsaid, ...missing] };
  } catch (error) {
    await undo(files);
    throw error;
  }
}

async function undo(files: readonly string[]): Promise<void> {
  for (const file of files) await rm(file, { recursive: true, force: true });
}

/** How often files are written as the server has it: what stood at a column may come behind the columns. */
const ROUNDS = 3;

/** What of the database lies where definitions make something. */
function ownPart(found: FoundDatabase, schemas: ReadonlySet<string>): FoundDatabase {
  const rows = found.structure.rows.filter((row) => {
    const path = pathOfObject(row);
    return path === undefined || schemas.has(path[0] ?? "");
  });
  return { ...found, structure: { ...found.structure, rows } };
}

/** The objects of the database that definitions declare, as the catalogs name them. */
function saidObjects({ objects }: FoundDatabase, { definitions }: Declarations): Set<string> {
  const names = (kind: string, path: readonly string[]) => `${kind} ${displayPath(path)}`;
  const declared = new Set(
    [...definitions.sqlObjects.values()].map(({ kind, path }) =>
      names(kind, path.slice(0, kind === "trigger" ? 3 : kind === "extension" ? 1 : 2)),
    ),
  );
  return new Set(
    objects.flatMap(({ kind, object, schema, name, relation }) => {
      const path = kind === "extension" ? [name] : [schema, ...(relation === null ? [] : [relation]), name];
      return declared.has(names(kind, path)) ? [object] : [];
    }),
  );
}

/** Writes definitions and role files as the server has it, as far as they can be, and tries that; where it fails they are as before. */
async function follow(
  project: Project,
  target: Target,
  existing: Existing,
  first: Tried,
  onStep: (text: string) => void,
): Promise<Tried & { readonly edited: readonly string[] }> {
  const edits: EditedFiles[] = [];
  let tried = first;
  const again = async (proof: boolean, beside?: Beside) => {
    await undo(tried.files);
    tried = await tryBaseline(project, target, { ...existing, beside, proof }, onStep);
  };
  const edit = async (made: EditedFiles) => {
    edits.push(made);
    if (made.files.length > 0) await again(false);
    return made.files.length > 0;
  };
  try {
    for (let round = 0; round < ROUNDS && tried.differences.length > 0; round++) {
      onStep("Writing the definitions");
      const declarations = await readDeclarations(project);
      if (!(await edit(await followDefinitions(project, declarations, existing.found, tried.drift)))) break;
    }
    if (tried.differences.length > 0 && first.files.length === 1) {
      onStep("Writing the roles");
      await edit(await followAccess(project, target, existing.found.major, tried.drift));
    }
    // What they have no words for is SQL around them.
    const beside = isOtherwise(tried) ? await besideOf(project, existing.found, tried) : undefined;
    await again(true, beside);
  } catch (error) {
    await undo(tried.files);
    for (const one of edits.reverse()) await one.undo();
    throw error;
  }
  return { ...tried, edited: [...new Set(edits.flatMap(({ files }) => files))] };
}

/** What stands around what the definitions make, so that all of it is what the database has. */
async function besideOf(
  project: Project,
  existing: FoundDatabase,
  { drift: { structures, recorded } }: Tried,
): Promise<Beside> {
  const declarations = await readDeclarations(project);
  const found = ownPart({ ...existing, structure: structures.found }, recorded.warehouse.schemas);
  return (await tryDefinitions(project, found, saidObjects(found, declarations))).beside;
}

const isOtherwise = ({ drift: { structure } }: Tried): boolean =>
  structure.changed.length + structure.byHand.length > 0;

/**
 * Takes a database over into a project with definitions. Without a choice nothing is written where the two differ.
 *
 * @throws {Refusal} where definitions or role files cannot be used, or the first revision cannot be proved
 */
export async function adoptBesideDefinitions(
  project: Project,
  target: Target,
  existing: Existing,
  { stampAnyway = false, followServer = false, onStep = () => {} }: TakeOverOptions,
): Promise<AdoptedDatabase> {
  const alone = { ...existing, beside: undefined, proof: !followServer };
  const first = await tryBaseline(project, target, alone, onStep);
  const tried = followServer
    ? await follow(project, target, existing, first, onStep)
    : { ...first, edited: [] };
  const { differences, unsaid, files, edited } = tried;
  const shown = (paths: readonly string[]) => paths.map((file) => relative(process.cwd(), file));
  if (differences.length > 0 && !stampAnyway) {
    await undo(files);
    const open = followServer ? "rest" : "choice";
    return { written: [], edited: shown(edited), unsaid, differences, isStamped: false, open };
  }
  await stampBaseline(project, target, tried, onStep);
  return { written: shown(files), edited: shown(edited), unsaid, differences, isStamped: true };
}
