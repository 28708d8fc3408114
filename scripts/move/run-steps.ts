// The revisions of a move, one after the other, with what is known of the run at each moment.
import type { Sql } from "../database/connect/connect.ts";
import type { Revision } from "../migrations/folder.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { begins, type Course } from "../sql/course.ts";
import { stepWithoutGone } from "./gone-objects.ts";
import { stepWords } from "./half-done.ts";
import { stepBesideHistory } from "./history-in-schema.ts";
import type { MoveHooks } from "./move-hooks.ts";
import type { Step } from "./prepare-steps.ts";
import type { PhaseHooks } from "./run-phases.ts";
import { type MovedRevision, type Run, runStep } from "./run-step.ts";
import type { RunState } from "./stopped-run.ts";

/** What is to run, and what is applied before. */
interface Steps {
  readonly revisions: readonly Revision[];
  readonly applied: readonly string[];
  readonly toRun: readonly Step[];
  readonly onStep: ((text: string) => void) | undefined;
  readonly hooks: MoveHooks;
}

/** Where a way begins that a run before it left in its midst. */
const startOf = ({ done, of, from }: Course): NonNullable<NonNullable<RunState["current"]>["step"]> => ({
  done,
  of,
  ...(from?.batches && { batches: from.batches }),
});

/** Of many batches not each is told: 9, 10, 20, …, 90, 100, 200, … */
const isTold = (count = 0): boolean => count < 10 || count % 10 ** Math.floor(Math.log10(count)) === 0;

/** Whether nobody changes roles behind the access of a revision: batches and hooks run anything. */
const isLeftAlone = ({ phases }: Course, { hooks }: Run["target"]): boolean =>
  phases.at(-1)?.main === true && !hooks?.beforeRevision && !hooks?.afterRevision;

const WORDS = { up: "Applying", down: "Taking back" } as const;

/**
 * Runs them. A dry run changes nothing, whatever it has done.
 *
 * @param state is told how far the run has come
 * @throws what {@link runStep} does
 */
export async function runSteps(
  sql: Sql,
  run: Run,
  { revisions, applied: before, toRun, onStep, hooks }: Steps,
  state: RunState,
): Promise<{ moved: MovedRevision[]; head?: string }> {
  const headOf = (names: readonly string[]) => revisions.findLast(({ name }) => names.includes(name))?.name;
  const moved: MovedRevision[] = [];
  state.head = headOf(before) ?? "base";
  let applied = before;
  let remembered = false;
  let marked: Warehouse | undefined;
  for (const [index, step] of toRun.entries()) {
    const { name } = step.revision;
    await hooks.beforeRevision(name);
    const what = run.dryRun ? "Trying" : WORDS[run.direction];
    onStep?.(`${what} ${name} (${index + 1} of ${toRun.length})`);
    const after = run.direction === "up" ? [...applied, name] : applied.filter((other) => other !== name);
    state.current = { name, after: headOf(after) ?? "base", began: performance.now() };
    const current = state.current;
    if (step.course.done > 0) current.step = startOf(step.course);
    const onDone: PhaseHooks["onDone"] = (left) => {
      if (!run.dryRun) current.step = left;
      if (isTold(left.batches?.count)) onStep?.(`${name}: ${stepWords(left)}`);
    };
    const there = await stepBesideHistory(sql, run.history, await stepWithoutGone(sql, step));
    moved.push(await runStep(sql, { ...run, remembered, marked }, there, applied, onDone));
    applied = after;
    remembered ||= begins(there.course, run.direction);
    marked = isLeftAlone(there.course, run.target) ? there.bound.to : undefined;
    if (!run.dryRun) {
      state.done.push(name);
      state.head = current.after;
    }
    state.current = undefined;
    await hooks.afterRevision(name);
  }
  const head = headOf(run.dryRun ? before : applied);
  return { moved, ...(head !== undefined && { head }) };
}
