// A database that is there already, taken over: its definitions, its roles, and a first revision at which it is stamped.
import { existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { glob } from "tinyglobby";
import { withConnection } from "../database/connect/connect.ts";
import { loadRevisions } from "../migrations/folder.ts";
import { problem, Refusal } from "../model/diagnostic.ts";
import type { Project } from "../sources/project.ts";
import type { Target } from "../sources/target.ts";
import { rolesFileFor } from "./adopt-server.ts";
import { fileForRoles, writeAdopted } from "./adopted-file.ts";
import { stampBaseline, tryDefinitions, writeBaseline } from "./baseline.ts";
import { type FoundDatabase, filesOf, readDatabase, unsaidHeirs } from "./definitions/adopt-definitions.ts";
import { withTheirForeignKeys } from "./keys-with.ts";
import { refuseManaged } from "./refuse-managed.ts";
import { withImplied } from "./roles/implied-access.ts";
import { onlyInvolved } from "./roles/involved-roles.ts";

/** What was written, and what was not. */
export interface AdoptedDatabase {
  /** Paths of files, as they are shown. */
  readonly written: readonly string[];
  /** What of the database is nowhere said, a sentence each. */
  readonly unsaid: readonly string[];
  /** In what the first revision does not make what is there. */
  readonly differences: readonly string[];
  readonly isStamped: boolean;
  /** What the files say beyond the database, since levels imply it: it is given by a repair of drift. */
  readonly gained: readonly string[];
}

/** How a database is taken over. */
export interface TakeOverOptions {
  /** True to stamp it though the first revision does not make just what is there. */
  readonly stampAnyway?: boolean;
  /** True to say what levels imply, though the database does not have it. */
  readonly grantImplied?: boolean;
  readonly onStep?: (text: string) => void;
}

/** @throws {Refusal} where the project has revisions or definitions: it was begun already */
async function refuseBegun({ root, config }: Project): Promise<void> {
  const [first] = await loadRevisions(config.out);
  const [definition] = await glob([...config.schema], { cwd: root });
  if (definition !== undefined && !first)
    throw new Refusal([
      problem(
        "definitions-exist",
        "the project has definitions already, which adopted ones would stand beside",
        {
          at: { file: definition },
          help:
            "Adopt into a project without definitions and put them together by hand, or write the access alone: " +
            "`dwh adopt --roles` (make: `make adopt roles=1`).",
        },
      ),
    ]);
  if (!first) return;
  throw new Refusal([
    problem("file-exists", "the project has revisions already", {
      at: { file: first.folder },
      help:
        "`dwh drift` (make: `make drift`) compares a database with them; `dwh adopt --roles` (make: `make adopt roles=1`) " +
        "writes the access of one as a file of roles.",
    }),
  ]);
}

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
  const rolesFile = resolve(await fileForRoles(project, undefined));
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
    const inPolicies = found.structure.entities.flatMap(({ entityType, roles: named }) =>
      entityType === "policies" ? (named as readonly string[]) : [],
    );
    // The cluster's others have nothing to do with it.
    const involved = onlyInvolved(found.warehouse, inPolicies);
    const { live, gained } = grantImplied ? withImplied(involved) : { live: involved, gained: [] };
    const sides = { found: live, declarations: tried.declarations };
    const { text, unsaid } = rolesFileFor(project, target, sides, external);
    await writeAdopted(rolesFile, text);
    files.push(rolesFile);
    files.push(await writeBaseline(project, { found, beside: tried.beside }, "baseline", onStep));
    return { files, unsaid, gained };
  } catch (error) {
    // A second run begins where this one did.
    for (const file of files) await rm(file, { recursive: true, force: true });
    throw error;
  }
}

/** What failed once the files were written, which stay: the target may have been stamped before its answer was lost. */
function withFiles(error: unknown): unknown {
  if (!(error instanceof Refusal)) return error;
  const help =
    "Definitions, roles and the first revision are written. `dwh current` (make: `make current`) says whether the target is " +
    "at it; if it is not, `dwh stamp head` (make: `make stamp to=head`) says so without comparing.";
  const told = error.diagnostics.map((one) => ({ ...one, help: one.help ? `${one.help}\n${help}` : help }));
  return Object.assign(new Refusal(told), { cause: error.cause });
}

/**
 * Takes a database over. Nothing of it is changed but for its history, which it gets if its first revision makes
 * exactly what is there.
 *
 * @throws {Refusal} where the project was begun already, or the first revision cannot be proved: then no file is written
 */
export async function adoptDatabase(
  project: Project,
  target: Target,
  external: readonly string[],
  { stampAnyway = false, grantImplied = false, onStep = () => {} }: TakeOverOptions = {},
): Promise<AdoptedDatabase> {
  await refuseBegun(project);
  return withConnection(target.url, async (sql) => {
    await refuseManaged(project, target, sql);
    onStep("Reading the catalogs");
    const found = await readDatabase(sql);
    const asked = { external, grantImplied, onStep };
    const { files, unsaid, gained } = await writeFiles(project, target, found, asked);
    onStep("Comparing the first revision with the database");
    const differences = await stampBaseline(
      project,
      target,
      sql,
      { anyway: stampAnyway, known: gained },
      onStep,
    ).catch((error: unknown) => {
      throw withFiles(error);
    });
    const heirs = unsaidHeirs(found.structure).map(
      (name) => `the partition or heir ${name}: no revision makes it`,
    );
    const written = files.map((file) => relative(process.cwd(), file));
    const isStamped = stampAnyway || differences.length === 0;
    return { written, unsaid: [...unsaid, ...heirs], differences, isStamped, gained };
  });
}
