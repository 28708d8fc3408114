import { type ApplyReport, applyRevision } from "../database/apply/apply.ts";
import {
  checkVariables,
  dropHistoryIfEmpty,
  ensureHistory,
  type HistoryPlace,
  readHistory,
  recordApplied,
  recordReverted,
  rememberVariables,
} from "../database/apply/history-table.ts";
import { withLock } from "../database/apply/lock.ts";
import { connect, type Sql, serverVersion } from "../database/connect/connect.ts";
import { resolveRevision } from "../migrations/find-revision.ts";
import { loadRevisions, type Revision } from "../migrations/folder.ts";
import { problem, Refusal, refuseErrors } from "../model/diagnostic.ts";
import type { Project } from "../sources/project.ts";
import type { Target } from "../sources/target.ts";
import { compareHistory, type HistoryState } from "./compare-history.ts";
import { borrowing } from "./executor-rights.ts";
import { passwordChanges, setPasswords } from "./passwords.ts";
import { historyNeeds, preflight } from "./preflight.ts";
import { prepareSteps } from "./prepare-steps.ts";
import { revokeUnmanaged } from "./revoke-unmanaged.ts";
import { verifyApplied } from "./verify-applied.ts";

/** Which way, and how far: a revision, a distance, `head` or `base`. */
export interface Move {
  readonly direction: "up" | "down";
  readonly to: string;
  readonly onStep?: (text: string) => void;
}

/** What was done with one revision. */
export interface MovedRevision extends ApplyReport {
  readonly name: string;
  /** What was taken from roles that nobody declared, in schemas that say so. */
  readonly revoked: readonly string[];
}

/** What was done, a report for each revision in the order in which they ran. */
export interface MoveReport {
  readonly moved: readonly MovedRevision[];
  /** The head of the database afterwards; undefined at base. */
  readonly head?: string;
}

/** Where the history of a project is kept. */
export const historyPlace = ({ config }: Project): HistoryPlace => config.migrations;

function wrongWay(to: string, use: string): Refusal {
  return new Refusal([
    problem("wrong-way", `${to} lies the other way from what is applied`, { help: `Use \`${use}\`.` }),
  ]);
}

/** `+2` and `-1` count what is pending or applied, which after a merge need not be one after the other. */
function byDistance(
  list: readonly Revision[],
  sign: "+" | "-",
  { direction, to }: Move,
): Revision[] | undefined {
  const match = /^([+-])(\d+)$/.exec(to);
  if (!match) return undefined;
  if (match[1] !== sign) throw wrongWay(to, direction === "up" ? "downgrade" : "upgrade");
  const count = Number(match[2]);
  if (count > list.length) {
    throw new Refusal([problem("unknown-revision", `there are not so many revisions: ${to}`)]);
  }
  return list.slice(0, count);
}

/** The revisions to run, in order. @throws {Refusal} when the place is unknown or lies the other way */
function steps(
  revisions: readonly Revision[],
  { applied, pending }: HistoryState,
  request: Move,
): Revision[] {
  const { direction, to } = request;
  const back = applied.toReversed();
  const near = direction === "up" ? byDistance(pending, "+", request) : byDistance(back, "-", request);
  if (near) return near;
  const count = resolveRevision(revisions, to, applied.at(-1)?.number ?? 0);
  const up = pending.filter(({ number }) => number <= count);
  const down = back.filter(({ number }) => number > count);
  if (direction === "up" && up.length === 0 && down.length > 0) throw wrongWay(to, "downgrade");
  if (direction === "down" && down.length === 0 && up.length > 0) throw wrongWay(to, "upgrade");
  return direction === "up" ? up : down;
}

async function move(sql: Sql, project: Project, target: Target, request: Move): Promise<MoveReport> {
  const { direction, onStep } = request;
  const place = historyPlace(project);
  const revisions = await loadRevisions(project.config.out);
  const history = compareHistory(revisions, await readHistory(sql, place));
  const remembered = await checkVariables(sql, place, target.variables);
  const problems = [...history.problems, ...remembered];
  if (problems.length > 0) throw new Refusal(problems);
  const server = await serverVersion(sql);
  const toRun = await prepareSteps(revisions, steps(revisions, history, request), direction, target, server);
  if (toRun.length > 0) {
    const toBase = direction === "down" && toRun.length === history.applied.length;
    const needs = await historyNeeds(sql, place, toBase);
    refuseErrors(await preflight(sql, toRun, direction, needs));
  }
  const moved: MovedRevision[] = [];
  for (const [index, { revision, file, statements, bound, needs }] of toRun.entries()) {
    const { name, hash, createdAt } = revision;
    const borrowed = borrowing(bound, needs);
    let revoked: string[] = [];
    const passwords = direction === "up" ? passwordChanges(bound.difference) : [];
    onStep?.(`${direction === "up" ? "Applying" : "Taking back"} ${name} (${index + 1} of ${toRun.length})`);
    const report = await applyRevision(sql, {
      file,
      statements,
      place,
      lockTimeout: target.lockTimeout,
      statementTimeout: target.statementTimeout,
      async before(tx) {
        if (direction === "up") await ensureHistory(tx, place);
      },
      async withRoles(tx) {
        await borrowed.begin(tx);
        await setPasswords(tx, passwords);
      },
      async after(tx, report) {
        if (direction === "up") revoked = await revokeUnmanaged(sql, tx, bound.to);
        await borrowed.end(tx);
        await verifyApplied(tx, bound, report);
        if (direction === "down") return recordReverted(tx, place, name);
        await rememberVariables(tx, place, target.variables);
        await recordApplied(tx, place, { name, hash, createdAt });
      },
    });
    moved.push({ ...report, name, revoked });
  }
  if (direction === "down") await dropHistoryIfEmpty(sql, place);
  const head = compareHistory(revisions, await readHistory(sql, place)).applied.at(-1)?.name;
  return { moved, ...(head !== undefined && { head }) };
}

/**
 * Brings a database up or down to a revision: one run at a time, one transaction a revision, nothing sent before
 * all that can be checked without the database has been.
 *
 * @throws {Refusal} with everything that forbids it, or with the statement that PostgreSQL refused; revisions
 *   before that one stay applied, of it nothing does
 */
export async function migrate(project: Project, target: Target, request: Move): Promise<MoveReport> {
  const sql = await connect(target.url);
  try {
    return await withLock(
      sql,
      historyPlace(project),
      { onWait: () => request.onStep?.("Waiting for another run on this database to end") },
      () => move(sql, project, target, request),
    );
  } finally {
    await sql.end();
  }
}
