// A database that is there already, taken over: its definitions, its roles, and a first revision at which it is stamped.
import { existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { glob } from "tinyglobby";
import { type Sql, withConnection } from "../database/connect/connect.ts";
import type { DriftItem } from "../drift/drift-items.ts";
import { loadRevisions } from "../migrations/folder.ts";
import { problem, Refusal } from "../model/diagnostic.ts";
import type { Project } from "../sources/project.ts";
import type { Target } from "../sources/target.ts";
import { adoptBesideDefinitions } from "./adopt-beside-definitions.ts";
import { adoptOther } from "./adopt-other.ts";
import type { AdoptedDatabase, TakeOverOptions } from "./adopted-database.ts";
import { fileForRoles } from "./adopted-file.ts";
import { writeRolesOf } from "./adopted-roles.ts";
import { compareBaseline, tryDefinitions, writeBaseline } from "./baseline.ts";
import { type FoundDatabase, filesOf, readDatabase } from "./definitions/adopt-definitions.ts";
import { withTheirForeignKeys } from "./keys-with.ts";
import { refuseManaged, refuseUnstampable } from "./refuse-managed.ts";
import { stampOrUndo } from "./stamp-or-undo.ts";
import { undo } from "./try-baseline.ts";
import { withUnsaidParts } from "./unsaid-parts.ts";

const hasDefinitions = async ({ root, config }: Project): Promise<boolean> =>
  (await glob([...config.schema], { cwd: root })).length > 0;

/** @returns absolute paths. @throws {Refusal} with every file that is there already */
async function writeDefinitions(root: string, files: ReadonlyMap<string, string>): Promise<string[]> {
  const there = [...files.keys()].filter((path) => existsSync(join(root, path)));
  if (there.length > 0)
    throw new Refusal(
      there.map((path) =>
        problem("file-exists", "a definition file is there already, and is not overwritten", {
          at: { file: path },
          help: "Move it away, or adopt into a project without definitions.",
        }),
      ),
    );
  for (const [path, text] of files) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text, { flag: "wx" });
  }
  return [...files.keys()].map((path) => join(root, path));
}

/** What was written, as files of the project. */
interface WrittenFiles {
  /** Absolute paths. */
  readonly files: string[];
  readonly unsaid: readonly string[];
  readonly gained: readonly string[];
}

/** How they are to be. */
interface AsAsked {
  readonly external: readonly string[];
  readonly grantImplied: boolean;
  readonly onStep: (text: string) => void;
}

/** Writes definitions, roles and the first revision: all of them or none. */
async function writeFiles(
  project: Project,
  target: Target,
  found: FoundDatabase,
  { external, grantImplied, onStep }: AsAsked,
): Promise<WrittenFiles> {
  const { root, config } = project;
  await fileForRoles(project, undefined);
  const { schema: historySchema } = config.migrations;
  const files: string[] = [];
  const define = async (without?: ReadonlySet<string>) => {
    for (const file of files.splice(0)) await rm(file);
    const { files: texts, said } = filesOf(found, { historySchema, ...(without && { without }) });
    files.push(...(await writeDefinitions(root, texts)));
    onStep("Building what the definitions make");
    return tryDefinitions(project, found, said);
  };
  try {
    // What does not run as the definitions have it is SQL beside them.
    let tried = await define().catch((error: unknown) => {
      if (!(error instanceof Refusal) || found.objects.length === 0) throw error;
      return define(new Set(found.objects.map(({ object }) => object)));
    });
    const { halfSaid } = tried.beside;
    // The whole of it is SQL beside the definitions.
    if (halfSaid.length > 0) tried = await define(withTheirForeignKeys(found.structure, halfSaid));
    onStep("Writing the roles");
    const { file, ...roles } = await writeRolesOf(project, target, found, {
      declarations: tried.declarations,
      external,
      grantImplied,
    });
    files.push(file);
    files.push(await writeBaseline(project, { found, beside: tried.beside }, "baseline", onStep));
    return { files, ...roles };
  } catch (error) {
    // A second run begins where this one did.
    for (const file of files) await rm(file, { recursive: true, force: true });
    throw error;
  }
}

/** Compares the target with the first revision, and stamps it if that makes what is there. @returns in what it does not */
async function stampIfEqual(
  project: Project,
  target: Target,
  sql: Sql,
  {
    files,
    gained,
    stampAnyway,
    onStep,
  }: Pick<WrittenFiles, "files" | "gained"> & Required<Pick<TakeOverOptions, "stampAnyway" | "onStep">>,
): Promise<readonly DriftItem[]> {
  const how = { onStep, countsMade: true };
  const compared = await compareBaseline(project, target, sql, how).catch(async (error: unknown) => {
    await undo(files);
    throw error;
  });
  const differences = compared.differences.filter(({ text }) => !gained.includes(text));
  if (differences.length === 0 || stampAnyway)
    await stampOrUndo(project, target, compared, { onStep, undo: () => undo(files) });
  return differences;
}

/**
 * Takes a database over. Nothing of it is changed but for its history, which it gets if its first revision makes
 * exactly what is there.
 *
 * @throws {Refusal} where the database is managed already or may get no history, or the first revision cannot be proved:
 * then no file is written
 */
export async function adoptDatabase(
  project: Project,
  target: Target,
  external: readonly string[],
  options: TakeOverOptions = {},
): Promise<AdoptedDatabase> {
  const { stampAnyway = false, grantImplied = false, onStep = () => {} } = options;
  const revisions = await loadRevisions(project.config.out);
  const isDefined = await hasDefinitions(project);
  return withConnection(target.url, async (sql) => {
    await refuseManaged(project, target, sql);
    await refuseUnstampable(project, target, sql);
    if (revisions.length > 0) return adoptOther(project, target, { sql, revisions, external }, options);
    onStep("Reading the catalogs");
    const found = await readDatabase(sql);
    if (isDefined) return adoptBesideDefinitions(project, target, { sql, found, external }, options);
    const asked = { external, grantImplied, onStep };
    const { files, unsaid, gained } = await writeFiles(project, target, found, asked);
    onStep("Comparing the first revision with the database");
    const how = { files, gained, stampAnyway, onStep };
    const differences = await stampIfEqual(project, target, sql, how);
    const written = files.map((file) => relative(process.cwd(), file));
    const isStamped = stampAnyway || differences.length === 0;
    return { written, unsaid: withUnsaidParts(found, unsaid), differences, isStamped, gained };
  });
}
