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
import { parseScript } from "../migrations/script.ts";
import { problem, Refusal } from "../model/diagnostic.ts";
import { findHazards } from "../plan/ddl/hazards.ts";
import type { Project } from "../sources/project.ts";
import { compareSources, type Sources } from "../sources/read-sources.ts";
import { rowsUp, wayBack } from "./both-ways.ts";
import type { PlannedRevision } from "./plan-revision.ts";

/** The draft's folder: outside of generated/, so that nothing unproved is ever taken for a revision. */
export const draftFolder = (project: Project): string => join(project.root, ".dwh", "draft");

/** The file that keeps what the folder of the revision will be called. */
const NAME = "name.txt";

function refuse(code: string, message: string, folder: string, help: string): Refusal {
  return new Refusal([problem(code, message, { at: { file: folder }, help })]);
}

/** Keeps a revision as a draft to be corrected by hand, in place of any draft before. */
export async function writeDraft(project: Project, name: string, files: RevisionFiles): Promise<string> {
  const folder = draftFolder(project);
  await rm(folder, { recursive: true, force: true });
  await writeFolder(folder, { ...files, [NAME]: `${name}\n` });
  return folder;
}

/** Removes the draft once it has become a revision. */
export async function removeDraft(project: Project): Promise<void> {
  await rm(draftFolder(project), { recursive: true, force: true });
}

/** Whether the draft's tables are no longer those of the definitions, or it no longer builds on the head. */
async function isStale(
  { before, declarations }: Sources,
  draft: SnapshotFile,
  state: KitState,
): Promise<boolean> {
  const parents = leafIds(parseSnapshots(before.snapshots));
  const own = parseSnapshots([draft])[draft.name]?.prevIds ?? [];
  if (parents.length > 0 && own.join() !== parents.join()) return true;
  const { exports } = declarations.definitions;
  const request = { exports, before: state, after: declarations.state, name: draft.name, hints: [] };
  if (sameState(state, declarations.state)) return false;
  const again = await generateUp({ ...request, snapshots: [...before.snapshots, draft] });
  return again.status !== "no_changes";
}

/**
 * The draft as a planned revision again: its scripts as they were corrected, everything else as it is declared.
 *
 * @throws {Refusal} when there is no draft, or definitions, roles or generated changed since it was made
 */
export async function readDraft(sources: Sources): Promise<PlannedRevision> {
  const folder = draftFolder(sources.project);
  if (!existsSync(folder)) {
    throw refuse("no-draft", "there is no draft to continue", folder, "Make one with `revision --edit`.");
  }
  const read = (file: string) => readFile(join(folder, file), "utf8");
  const [name, migration, down, text, deltaText] = await Promise.all(
    [NAME, "migration.sql", "down.sql", "snapshot.json", "delta.json"].map(read),
  );
  if (!name || migration === undefined || down === undefined || !text || !deltaText) {
    throw refuse("draft-broken", "the draft lacks a file", folder, "Make it anew with `revision --edit`.");
  }
  const { message, snapshot, delta, files } = readDeltaFile(deltaText);
  const { declared, difference, views, expectations, provenance, warnings } = compareSources(
    sources,
    delta.renames,
  );
  const record = { message, snapshot, files, delta };
  const file = { name: name.trim(), text };
  const after = await stateOfSnapshots([...sources.before.snapshots, file]);
  const otherAccess = writeDeltaFile({ ...record, delta: difference }) !== writeDeltaFile(record);
  if (otherAccess || (await isStale(sources, file, after))) {
    throw refuse(
      "draft-stale",
      "definitions, roles or generated changed since the draft was made",
      folder,
      "Make it anew with `revision --edit`; your corrected SQL stays in the folder until then.",
    );
  }
  const { recorded, state } = sources.before;
  const snapshotOfDraft = parseSnapshots([file])[file.name];
  const kitRenamesOfDraft = snapshotOfDraft ? kitRenames(snapshotOfDraft, after) : [];
  const states = { before: state, after, kitRenames: kitRenamesOfDraft };
  const statementsOf = (script: string) => parseScript(script).statements.map(({ sql }) => sql);
  return {
    rowChecks: rowsUp(states),
    wayBack: wayBack(states, { recorded, declared, difference }, statementsOf(down)),
    name: name.trim(),
    message,
    migration,
    down,
    snapshot: { text, ...snapshot },
    difference,
    hazards: findHazards(difference, statementsOf(migration), declared.roles),
    recorded,
    declared,
    promises: { expectations, provenance },
    views,
    earlier: sources.earlier,
    warnings,
  };
}
