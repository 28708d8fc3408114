/** generated/: the revisions as they lie on disk. */
import { randomUUID } from "node:crypto";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { type Diagnostic, problem, Refusal } from "../model/diagnostic.ts";
import { compareText } from "../model/identifier.ts";
import { type DeltaRecord, NewerFormat, readDeltaFile, sha256 } from "./delta-file.ts";
import { revisionFolders } from "./replaced-folders.ts";
import { asWritten, readCode, textOf } from "./revision-code.ts";
import { folderTime } from "./revision-name.ts";

/** A revision of `generated/` as it lies on disk. Its snapshot is read only where it is needed. */
export interface Revision extends DeltaRecord {
  /** The folder: 14 digits of UTC and a name. */
  readonly name: string;
  /** Which one of the history it is, from 1. */
  readonly number: number;
  readonly folder: string;
  readonly migration: string;
  readonly down: string;
  /** Its migration.ts, where it has one; the file is absolute. */
  readonly code?: { readonly file: string; readonly text: string };
  /** Drizzle's hash of migration.sql, before variables are filled in. */
  readonly hash: string;
  /** UTC milliseconds of the 14 digits: drizzle's `created_at`. */
  readonly createdAt: number;
}

/** The files of a revision, by name. */
export type RevisionFiles = Readonly<Record<string, string>>;

const CONFLICT = /^(<{7}|={7}|>{7})( |$)/m;

/** Markers of a merge in a file; undefined where there are none, or it is as it was written and so means them. */
function conflictIn(path: string, text: string, hash: string | undefined): Diagnostic | undefined {
  const conflict = CONFLICT.exec(text);
  if (!conflict || (hash !== undefined && sha256(text) === hash)) return undefined;
  return problem("conflict-markers", "the file has conflict markers of a merge", {
    at: { file: path, line: text.slice(0, conflict.index).split("\n").length, column: 1 },
    help: "Revisions are never merged by hand: keep the folders of both branches as they were.",
  });
}

function readDelta(path: string, name: string, text: string, diagnostics: Diagnostic[]) {
  try {
    return readDeltaFile(text);
  } catch (error) {
    const help =
      error instanceof NewerFormat
        ? "Upgrade dwh-definitions to that version, or a later one."
        : "Restore it from version control: it is written by `revision` only.";
    const message = `delta.json of ${name} cannot be used: ${(error as Error).message}`;
    diagnostics.push(
      conflictIn(path, text, undefined) ?? problem("delta-invalid", message, { at: { file: path }, help }),
    );
    return undefined;
  }
}

function readRevision(folder: string, number: number, diagnostics: Diagnostic[]) {
  const name = basename(folder);
  /** Undefined where the file cannot be read; an empty one is what it is, and not as it was proved. */
  const read = (file: string): string | undefined => {
    const path = join(folder, file);
    const text = textOf(path);
    if (text === undefined) {
      diagnostics.push(
        problem("revision-incomplete", `the revision ${name} has no ${file} that can be read`, {
          at: { file: path },
          help: "Restore the folder from version control, or remove it if it was never applied.",
        }),
      );
    }
    return text;
  };
  const [migrationText, downText, deltaText] = [read("migration.sql"), read("down.sql"), read("delta.json")];
  if (migrationText === undefined || downText === undefined || deltaText === undefined) return undefined;
  const record = readDelta(join(folder, "delta.json"), name, deltaText, diagnostics);
  const hashes = record?.files ?? {};
  const migration = asWritten(migrationText, hashes["migration.sql"]);
  const down = asWritten(downText, hashes["down.sql"]);
  const conflicts = [
    conflictIn(join(folder, "migration.sql"), migration, hashes["migration.sql"]),
    conflictIn(join(folder, "down.sql"), down, hashes["down.sql"]),
  ].filter((conflict) => conflict !== undefined);
  diagnostics.push(...conflicts);
  if (!record || conflicts.length > 0) return undefined;
  const createdAt = folderTime(name) ?? 0;
  const code = readCode(folder, hashes["migration.ts"], diagnostics);
  const own = { name, number, folder, migration, down, ...(code && { code }) };
  return { ...record, ...own, hash: sha256(migration), createdAt };
}

/** A revision builds on others, which must be there: without them its SQL would do something else. */
function missingParents(revisions: readonly Revision[]): Diagnostic[] {
  const known = new Set(revisions.map((revision) => revision.snapshot.id));
  return revisions
    .filter((revision) => revision.snapshot.parents.some((parent) => !known.has(parent)))
    .map((revision) =>
      problem("revision-missing", `the revision before ${revision.name} is not in the folder`, {
        at: { file: join(revision.folder, "delta.json") },
        help: "Restore it from version control.",
      }),
    );
}

/**
 * The revisions in the order of their names, and what is wrong with them. Files that changed since they were
 * proved are told by {@link changedFiles}, not here.
 */
export async function readRevisions(
  out: string,
): Promise<{ revisions: Revision[]; diagnostics: Diagnostic[] }> {
  const diagnostics: Diagnostic[] = [];
  const folders = revisionFolders(out);
  const names = [...folders.keys()].sort(compareText);
  const revisions = names
    .map((name, index) => readRevision(folders.get(name) ?? "", index + 1, diagnostics))
    .filter((revision) => revision !== undefined);
  if (diagnostics.length === 0) diagnostics.push(...missingParents(revisions));
  return { revisions, diagnostics };
}

/** The revisions of the folder, or nothing at all. @throws {Refusal} with all that is wrong */
export async function loadRevisions(out: string): Promise<Revision[]> {
  const { revisions, diagnostics } = await readRevisions(out);
  if (diagnostics.length > 0) throw new Refusal(diagnostics);
  return revisions;
}

/** A revision that lies somewhere else than in its place. @throws {Refusal} with all that is wrong */
export async function loadRevision(folder: string, number: number): Promise<Revision> {
  const diagnostics: Diagnostic[] = [];
  const revision = readRevision(folder, number, diagnostics);
  if (!revision) throw new Refusal(diagnostics);
  return revision;
}

/** The text of a revision's snapshot.json. @throws {Refusal} when it is missing or not the recorded one */
export function readSnapshot(revision: Revision): string {
  const file = join(revision.folder, "snapshot.json");
  const hash = revision.files["snapshot.json"];
  const text = asWritten(textOf(file) ?? "", hash);
  if (sha256(text) === hash) return text;
  throw new Refusal([
    problem("snapshot-changed", `snapshot.json of ${revision.name} is not the one that was written`, {
      at: { file },
      help: "Restore it from version control: it is written by `revision` only.",
    }),
  ]);
}

/** The files of a revision that are no longer as they were when they were proved. */
export function changedFiles(revision: Revision): Diagnostic[] {
  return Object.entries(revision.files).flatMap(([name, expected]) => {
    const file = join(revision.folder, name);
    const text = asWritten(textOf(file) ?? "", expected);
    if (sha256(text) === expected) return [];
    return [
      problem("revision-changed", `${name} of ${revision.name} was changed after it was proved`, {
        at: { file },
        help: "Restore it from version control, and put the change into a new revision.",
      }),
    ];
  });
}

/** Writes a folder of files at once: the folder is there whole or not at all. */
export async function writeFolder(target: string, files: RevisionFiles): Promise<void> {
  const parent = join(target, "..");
  const temporary = join(parent, `.writing-${randomUUID()}`);
  await mkdir(temporary, { recursive: true });
  try {
    for (const [name, text] of Object.entries(files)) await writeFile(join(temporary, name), text);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    throw error;
  }
}
