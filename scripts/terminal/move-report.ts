// What upgrades and downgrades say while they run and when they are done.
import { type Diagnostic, Refusal } from "../model/diagnostic.ts";
import { EXIT } from "../model/exit-code.ts";
import { type DryRunSummary, dryRunLines } from "./dry-run-report.ts";
import { printFailure } from "./failure.ts";
import { withProgress } from "./progress.ts";

/** What upgrade and downgrade tell at the end. */
export interface MoveSummary {
  /** The database's address without its password. */
  readonly shown: string;
  readonly moved: readonly {
    readonly name: string;
    readonly takenOver: readonly string[];
    readonly unspoken: readonly { readonly role: string; readonly what: readonly string[] }[];
    readonly renamed: readonly string[];
    readonly kept: readonly { readonly role: string; readonly reason: string }[];
    readonly keptMemberships: readonly {
      readonly role: string;
      readonly member: string;
      readonly reason: string;
    }[];
    readonly revoked: readonly string[];
    readonly given: readonly string[];
    readonly notChecked: readonly string[];
    readonly keptViews: readonly string[];
    readonly unvouched: readonly string[];
    readonly notLogged?: string | undefined;
    readonly notices: readonly string[];
  }[];
  /** In what the target was not as revisions made it before, of what was to be changed. */
  readonly drifted?: readonly string[];
  readonly head?: string;
  /** What a dry run saw. */
  readonly tried?: DryRunSummary;
  /** What went wrong with the hook behind it. */
  readonly hookProblem?: Diagnostic;
}

/** What was done, a line each. */
export function movedLines({ moved, drifted = [], tried }: MoveSummary): string[] {
  const before = drifted.map((text) => `warning: drifted in what was to be changed: ${text}`);
  const done = moved.flatMap((one) => [
    one.name,
    ...[
      ...one.takenOver.map((role) => `the role ${role} was there already: taken over`),
      ...one.unspoken.map(
        ({ role, what }) => `the role ${role} keeps what the files say nothing of: ${what.join(", ")}`,
      ),
      ...one.renamed.map((role) => `the role ${role} had this name already: another database renamed it`),
      ...one.kept.map(({ role, reason }) => `the role ${role} was kept: ${reason}`),
      ...one.keptMemberships.map(
        ({ role, member, reason }) => `${member} was kept as a member of ${role}: ${reason}`,
      ),
      ...one.revoked.map((line) => `revoked, since nobody declared it: ${line}`),
      ...one.given.map((line) => `of a role that goes: ${line}`),
      ...one.keptViews.map((view) => `taken down and put back, since nobody declared it: ${view}`),
      ...one.unvouched.map((sql) => `not vouched for: ${oneLine(sql).slice(0, 100)}`),
      ...one.notices.slice(0, NOTICES).map((text) => `PostgreSQL says ${oneLine(text)}`),
      ...(one.notices.length > NOTICES
        ? [`PostgreSQL says ${one.notices.length - NOTICES} things more`]
        : []),
      ...one.notChecked.map((line) => `rows not looked at: ${line}`),
      ...(one.notLogged === undefined ? [] : [`not in the log: ${one.notLogged}`]),
    ].map((line) => `  ${line}`),
  ]);
  return [...before, ...done, ...(tried ? dryRunLines(tried) : [])];
}

function outcome({ shown, moved, head, tried }: MoveSummary): string {
  const revisions = `${moved.length} revision${moved.length === 1 ? "" : "s"}`;
  const what =
    moved.length === 0 ? "Nothing to do" : tried ? `${revisions} tried and rolled back` : `${revisions} done`;
  return `${what}: ${shown} is at ${head ?? "base"}`;
}

/** More notices of one revision are counted. */
const NOTICES = 20;

/** On one line that is not too long. */
const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ").slice(0, 200);

/** Tells what went wrong with the hook behind a move. @returns the exit code */
export const hookExit = ({ hookProblem }: MoveSummary): number =>
  hookProblem ? printFailure(new Refusal([hookProblem])) : EXIT.done;

/** Runs a move with progress and tells what it did. */
export async function moveAndReport(
  move: (onStep: (text: string) => void) => Promise<MoveSummary>,
): Promise<number> {
  const summary = await withProgress(move, ({ hookProblem }) => hookProblem !== undefined);
  for (const line of [...movedLines(summary), outcome(summary)]) process.stdout.write(`${line}\n`);
  return hookExit(summary);
}
