// The scratch server in the state before a revision, and scripts run on it.

import { type ServerVersion, type Sql, serverVersion, withConnection } from "../database/connect/connect.ts";
import type { Scratch } from "../database/servers/scratch.ts";
import { openScratchAt, type ScratchPlace } from "../database/servers/scratch-servers.ts";
import { loadMigration } from "../declarations/code/load-migration.ts";
import type { Revision } from "../migrations/folder.ts";
import { Refusal, refuseErrors } from "../model/diagnostic.ts";
import { rememberingObjects } from "../model/remembering.ts";
import { OTHER_SCRATCH_SERVERS } from "../model/scratch-server.ts";
import { type AllowedVariables, allBindings, type Binding, type Variables } from "../model/variable.ts";
import { type Course, courseOf, type LeftAt, leftBehind } from "../sql/course.ts";
import { phaseProblems } from "../sql/course-problems.ts";
import { parseScript } from "../sql/script.ts";
import { type SelectedStatement, selectStatements } from "../sql/select-statements.ts";
import { outsideOf } from "./outside-of.ts";
import { provePhase } from "./prove-phase.ts";
import { claimRoles } from "./scratch-roles.ts";
import { proofCode, type ScriptCode } from "./script-code.ts";
import { stateHashes } from "./state-hashes.ts";
import { makeStubs } from "./stubs.ts";

/** One way of a revision: its text and where it lies, for messages. */
export interface Script {
  readonly file: string;
  readonly text: string;
  /** The migration.ts beside it. */
  readonly code?: ScriptCode | undefined;
}

/** What can be done where the proof fails. */
export const CORRECT_BY_HAND =
  "Nothing was written. Change the declaration, or keep the revision as a draft with --edit (make: edit=1), correct " +
  "its SQL by hand and prove it again with --continue (make: continue=1).";

/** Whether an extension is not installed on the server: the file of PostgreSQL's source says it in every language. */
const lacksExtension = (cause: unknown): boolean =>
  /(^|[/\\])extension\.c$/.test((cause as { file?: string } | undefined)?.file ?? "");

const parsed = rememberingObjects(({ text, file }: Script) => parseScript(text, file));

/** The statements of a script that run on a scratch server. @throws {Refusal} where the script cannot be read */
export function statementsOf(
  script: Script,
  { variables, major }: Binding,
  { database, extensions }: Partial<Pick<ServerVersion, "database" | "extensions">> = {},
): SelectedStatement[] {
  const { statements, diagnostics } = parsed(script);
  if (diagnostics.length > 0) throw new Refusal(diagnostics);
  const given = { ...variables, database: database ?? "postgres", cut: "refused" };
  return selectStatements(statements, { variables: given, major, extensions, file: script.file });
}

/** A part of a way, from where the other was left, and so many of its phases. */
interface Part {
  readonly direction: "up" | "down";
  readonly from?: LeftAt;
  readonly count?: number;
  /** Told how far it is behind each of them. */
  readonly onDone?: (left: LeftAt) => void;
}

const WHOLE: Part = { direction: "up" };

/** The phases of a script that are to come on a scratch server. */
export async function courseOn(sql: Sql, script: Script, binding: Binding, part = WHOLE): Promise<Course> {
  const statements = statementsOf(script, binding, await serverVersion(sql));
  refuseErrors(phaseProblems(statements, script.file));
  return courseOf(statements, part.direction, part.from);
}

/**
 * Runs one way of a revision on a scratch server, or a part of it.
 *
 * @returns how far it is then
 * @throws {Refusal} with the statement that fails, and what can be done
 */
export async function runScript(
  sql: Sql,
  script: Script,
  variables: Variables,
  major: number,
  part: Part = WHOLE,
): Promise<LeftAt> {
  const course = await courseOn(sql, script, { variables, major }, part);
  const phases = course.phases.slice(0, part.count);
  const { file } = script;
  try {
    const code = script.code ? proofCode(script.code, variables, major) : {};
    for (const [index, phase] of phases.entries()) {
      await provePhase(sql, file, { phase, course, begun: index === 0 && course.done > 0 }, code);
      part.onDone?.(leftBehind(course, part.direction, index));
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    // PostgreSQL's own hint stays; what can be done here stands behind it.
    const ways = lacksExtension(error.cause)
      ? `${OTHER_SCRATCH_SERVERS}\n${CORRECT_BY_HAND}`
      : CORRECT_BY_HAND;
    const help = (own?: string) => (own === undefined ? ways : `${own}\n${ways}`);
    const refusal = new Refusal(
      error.diagnostics.map((diagnostic) => ({ ...diagnostic, help: help(diagnostic.help) })),
    );
    refusal.cause = error.cause;
    throw refusal;
  }
  return leftBehind(course, part.direction, phases.length - 1);
}

/** A revision before the one that is proved. */
export type Earlier = Pick<Revision, "name" | "folder" | "migration" | "delta" | "code">;

/** @param all every earlier revision, of which the last ones are run */
async function replay(
  { root }: ScratchPlace,
  scratch: Scratch,
  all: readonly Earlier[],
  revisions: readonly Earlier[],
  variables: Variables,
): Promise<void> {
  const scripts = all.map(({ migration }) => migration);
  await claimRoles(scratch, scripts, outsideOf(all.map(({ delta }) => delta)), variables);
  await withConnection(scratch.url, async (sql) => {
    const { major } = await serverVersion(sql);
    for (const { name, folder, migration, delta, code: file } of revisions) {
      const at = { file: `${folder}/delta.json` };
      const before = all.filter((other) => other.name < name);
      await makeStubs(sql, outsideOf([delta], before), scripts, variables, () => at);
      const loaded = file && (await loadMigration(root, file));
      const code = loaded && { loaded, revision: name, direction: "up" as const };
      await runScript(sql, { file: `${folder}/migration.sql`, text: migration, code }, variables, major);
    }
  });
}

/**
 * Opens a scratch server in the state after the earlier revisions. From the best state that is kept, the rest is
 * replayed, and the result kept.
 */
export async function openBase(
  place: ScratchPlace,
  earlier: readonly Earlier[],
  variables: Variables,
  onBegun?: () => void,
): Promise<Scratch> {
  const states = stateHashes(earlier, variables).reverse();
  const [base = "", ...orElse] = states;
  const scratch = await openScratchAt(place, { base, orElse, onBegun });
  const missing = scratch.state === undefined ? earlier.length : states.indexOf(scratch.state);
  if (missing === 0) return scratch;
  try {
    await replay(place, scratch, earlier, earlier.slice(-missing), variables);
  } catch (error) {
    await scratch.close();
    throw error;
  }
  // Of others' servers nothing is kept.
  if (scratch.shared) return scratch;
  await scratch.saveAs(base);
  return openScratchAt(place, { base });
}

/** A scratch server that is being opened for the proof to come, while the revision is still planned. */
export interface Ground {
  readonly variables: Variables;
  readonly scratch: Promise<Scratch>;
  /** Once it comes by itself: before, each of its steps waits until the planning comes to rest, which takes long. */
  readonly begun: Promise<void>;
}

/** Begins to open what the first proof will need. To be given up when all is done (see {@link leaveGround}). */
export function prepareGround(
  place: ScratchPlace,
  earlier: readonly Earlier[],
  allowed: AllowedVariables,
): Ground {
  const [variables = {}] = allBindings(allowed);
  let onBegun = () => {};
  const called = new Promise<void>((resolve) => {
    onBegun = resolve;
  });
  const scratch = openBase(place, earlier, variables, onBegun);
  // Told where it is used; nobody may be waiting yet.
  const ended = scratch.then(
    () => {},
    () => {},
  );
  return { variables, scratch, begun: Promise.race([called, ended]) };
}

/** Removes what was opened, used or not. */
export async function leaveGround({ scratch }: Ground): Promise<void> {
  await (await scratch.catch(() => undefined))?.close();
}
