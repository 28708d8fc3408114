// A revision that is kept to be corrected by hand.
import { existsSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { readDeltaFile, writeDeltaFile } from "../migrations/delta-file.ts";
import { type RevisionFiles, writeFolder } from "../migrations/folder.ts";
import { stateOfSnapshots } from "../migrations/kit/drizzle-kit.ts";
import { generateUp } from "../migrations/kit/generate-up.ts";
import { kitRenames } from "../migrations/kit/kit-renames.ts";
import { type KitState, sameState } from "../migrations/kit/kit-state.ts";
import { leafIds, parseSnapshots, type SnapshotFile } from "../migrations/kit/snapshot-files.ts";
import { cutRows } from "../migrations/rows/lost-rows.ts";
import { problem, Refusal } from "../model/diagnostic.ts";
import type { DiagnosticCode } from "../model/diagnostic-codes.ts";
import type { Rename } from "../model/rename.ts";
import { tableDefinitions } from "../review/table-definitions.ts";
import { madeRoutines } from "../sources/made-routines.ts";
import type { Project } from "../sources/project.ts";
import { type Compared, compareSources, type Sources } from "../sources/read-sources.ts";
import { differenceBack, revisionHazards, rowEffects, wayBack } from "./both-ways.ts";
import { olderTargets } from "./older-targets.ts";
import { onlineScripts } from "./online-draft.ts";
import { partitionedTables } from "./online-facts.ts";
import type { PlannedRevision } from "./planned-revision.ts";
import { toldStatements } from "./told-statements.ts";

/** The draft's folder: outside of generated/, so that nothing unproved is ever taken for a revision. */
export const draftFolder = (project: Project): string => join(project.root, ".dwh", "draft");

/** The file that keeps what the folder of the revision will be called. */
const NAME = "name.txt";

const CODE = "migration.ts";

/** The file that keeps what the draft destroys by itself, which was allowed when it was made. */
const ALLOWED = "allowed.json";

function refuse(code: DiagnosticCode, message: string, folder: string, help: string): Refusal {
  return new Refusal([problem(code, message, { at: { file: folder }, help })]);
}

/** Keeps a revision as a draft to be corrected by hand, instead of any draft before. */
export async function writeDraft(
  project: Project,
  revision: PlannedRevision,
  files: RevisionFiles,
): Promise<string> {
  const folder = draftFolder(project);
  await rm(folder, { recursive: true, force: true });
  const allowed = revision.hazards.filter(({ kind }) => kind === "destructive").map(({ message }) => message);
  await writeFolder(folder, {
    ...files,
    [NAME]: `${revision.name}\n`,
    [ALLOWED]: `${JSON.stringify(allowed, null, 2)}\n`,
  });
  return folder;
}

/** Removes the draft once it has become a revision. */
export async function removeDraft(project: Project): Promise<void> {
  await rm(draftFolder(project), { recursive: true, force: true });
}

/** The tables that the draft leads to; undefined where the definitions are others now, or it no longer builds on the head. */
async function stateOfDraft(
  { before, declarations }: Sources,
  draft: SnapshotFile,
): Promise<KitState | undefined> {
  const parents = leafIds(parseSnapshots(before.snapshots));
  const own = parseSnapshots([draft])[draft.name]?.prevIds ?? [];
  if (parents.length > 0 && own.join() !== parents.join()) return undefined;
  const state = await stateOfSnapshots([...before.snapshots, draft]);
  const { exports } = declarations.definitions;
  const request = { exports, before: state, after: declarations.state, name: draft.name, hints: [] };
  if (sameState(state, declarations.state)) return state;
  const again = await generateUp({ ...request, snapshots: [...before.snapshots, draft] });
  return again.status === "no_changes" ? state : undefined;
}

/** What both sides come to where the draft drops or renames routines, of which only its SQL says so. */
function withRoutines(
  sources: Sources,
  planned: Compared,
  { migration, renames }: { readonly migration: string; readonly renames: readonly Rename[] },
): Compared {
  if (sources.routines.known.length === 0) return planned;
  return compareSources({ ...sources, routines: madeRoutines(sources.earlier, migration) }, renames);
}

/** The files of the draft. @throws {Refusal} where there is none, or it lacks one */
async function readFiles(folder: string) {
  if (!existsSync(folder)) {
    throw refuse(
      "no-draft",
      "there is no draft to continue",
      folder,
      "Make one with `dwh revision --edit` (make: `make revision edit=1`).",
    );
  }
  const read = (file: string) => readFile(join(folder, file), "utf8");
  const [name, migration, down, text, deltaText] = await Promise.all(
    [NAME, "migration.sql", "down.sql", "snapshot.json", "delta.json"].map(read),
  );
  if (!name || migration === undefined || down === undefined || !text || !deltaText) {
    throw refuse(
      "draft-broken",
      "the draft lacks a file",
      folder,
      "Make it anew with `dwh revision --edit` (make: `make revision edit=1`).",
    );
  }
  const code = existsSync(join(folder, CODE)) ? await read(CODE) : undefined;
  const allowed = existsSync(join(folder, ALLOWED)) ? (JSON.parse(await read(ALLOWED)) as string[]) : [];
  const written = { migration, down };
  return { name, text, deltaText, written, ...(code !== undefined && { code }), allowed };
}

/**
 * The draft as a planned revision again: its scripts as they were corrected, everything else as it is declared.
 *
 * @param options.online whether its statements are to be made online now
 * @throws {Refusal} when there is no draft, or definitions, roles or generated changed since it was made
 */
export async function readDraft(
  sources: Sources,
  { online: asked = false }: { readonly online?: boolean } = {},
): Promise<PlannedRevision> {
  const folder = draftFolder(sources.project);
  const { name, text, deltaText, written, code, allowed } = await readFiles(folder);
  const { message, snapshot, delta, files, rows, online: isOnline } = readDeltaFile(deltaText);
  const planned = compareSources(sources, delta.renames);
  const record = { message, snapshot, files, rows, delta };
  const file = { name: name.trim(), text };
  const otherAccess = writeDeltaFile({ ...record, delta: planned.difference }) !== writeDeltaFile(record);
  const after = otherAccess ? undefined : await stateOfDraft(sources, file);
  if (!after) {
    throw refuse(
      "draft-stale",
      "definitions, roles or generated changed since the draft was made",
      folder,
      "Make it anew with `dwh revision --edit` (make: `make revision edit=1`); your corrected SQL stays in the folder until then.",
    );
  }
  const { variables } = sources.project.config;
  const { recorded, state } = sources.before;
  const states = { before: state, after };
  const { migration, down } =
    asked && !isOnline
      ? onlineScripts(written, states, partitionedTables(recorded, planned.declared), variables)
      : written;
  const online = asked || isOnline;
  const compared = withRoutines(sources, planned, { migration, renames: delta.renames });
  const { declared, difference, departures, views, expectations, provenance, warnings } = compared;
  const snapshotOfDraft = parseSnapshots([file])[file.name];
  const kitRenamesOfDraft = snapshotOfDraft ? kitRenames(snapshotOfDraft, after) : [];
  const both = { before: state, after, kitRenames: kitRenamesOfDraft };
  // Columns whose values the draft cuts, as was allowed by their names when it was made.
  const possible = cutRows({ from: state, to: after, renames: kitRenamesOfDraft });
  const mayCut = new Set(
    possible.flatMap(({ message, lost }) => (lost && allowed.includes(message) ? [lost] : [])),
  );
  const statements = toldStatements(migration, online);
  return {
    rows: rowEffects(both, { recorded, declared }, variables, mayCut),
    wayBack: wayBack(both, differenceBack({ recorded, declared, difference }), toldStatements(down, online)),
    name: name.trim(),
    message,
    migration,
    down,
    ...(code !== undefined && { code }),
    snapshot: { text, ...snapshot },
    difference,
    states,
    hazards: revisionHazards(both, { declared, difference }, { statements, departures, mayCut }),
    definitions: tableDefinitions(statements),
    allowed,
    byHand: true,
    ...(online && { online }),
    recorded,
    declared,
    promises: { expectations, provenance },
    views,
    earlier: sources.earlier,
    warnings: [...warnings, ...olderTargets(sources.project.config, [migration, down])],
  };
}
