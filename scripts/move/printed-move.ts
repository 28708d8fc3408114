// `--sql`: what a move would send, as a script for psql; nothing is sent.
import { checkVariables } from "../database/apply/history-table.ts";
import { stampedRevisions } from "../database/apply/stamp-record.ts";
import { serverVersion, withConnection } from "../database/connect/connect.ts";
import { transaction } from "../database/connect/transaction.ts";
import { resolveRevision } from "../migrations/find-revision.ts";
import { loadRevisions, type Revision } from "../migrations/folder.ts";
import { unmetByRun } from "../migrations/requirements.ts";
import { problem, Refusal, refuseErrors } from "../model/diagnostic.ts";
import { historyTable } from "../sources/history-place.ts";
import type { Project } from "../sources/project.ts";
import type { Target } from "../sources/target.ts";
import { belowFloor, chosenRevisions } from "./chosen-revisions.ts";
import { compareHistory } from "./compare-history.ts";
import { halfDone, seenHistory } from "./half-done.ts";
import { prepareSteps } from "./prepare-steps.ts";
import { comment, type PrintedFor, type PrintedMove, stepScript, UNASKED } from "./printed-step.ts";
import { notPrinted } from "./step-code.ts";

const WHAT_IS_LEFT_OUT = `What the runner decides on a server is not in it: roles that are there already, rights that it borrows,
its marks in the cluster, the look at rows before and at what was done before COMMIT, the log, hooks.
Run it with psql -v ON_ERROR_STOP=1; \`dwh upgrade\` then goes on behind it.`;

async function script(
  project: Project,
  chosen: readonly Revision[],
  move: PrintedMove,
  to: PrintedFor,
): Promise<string> {
  const revisions = await loadRevisions(project.config.out);
  refuseErrors(notPrinted(chosen));
  const steps = await prepareSteps(revisions, chosen, move, to, to);
  const variables = Object.entries(to.variables).map(([name, value]) => `${name} = ${value}`);
  const heading = `${move.direction === "up" ? "upgrade" : "downgrade"} of ${to.shown}: PostgreSQL ${to.major}, ${variables.join(", ") || "no variables"}`;
  const notVouched = steps.flatMap(({ unvouched }) => unvouched);
  const more =
    notVouched.length > 0
      ? [comment(`${notVouched.length} statements were not reviewed with their revision`)]
      : [];
  const history = historyTable(project, to);
  const parts = steps.map((step) => stepScript(history, move, step, to));
  const nothing = parts.length === 0 ? [comment("nothing to do")] : [];
  return `${[[comment(heading), comment(WHAT_IS_LEFT_OUT), ...more].join("\n"), ...nothing, ...parts].join("\n\n")}\n`;
}

/**
 * The script from one revision to another, `REV:REV`, without a database: `base` where the first is left out.
 *
 * @throws {Refusal} where one of them is unknown, or they lie the other way
 */
export async function printedRange(
  project: Project,
  move: PrintedMove,
  to: Omit<PrintedFor, "database">,
): Promise<string> {
  const [from = "", until = ""] = move.to.split(":");
  const revisions = await loadRevisions(project.config.out);
  const start = resolveRevision(
    revisions,
    from || (move.direction === "up" ? "base" : "head"),
    revisions.length,
  );
  const end = resolveRevision(revisions, until || (move.direction === "up" ? "head" : "base"), start);
  const [low, high] = move.direction === "up" ? [start, end] : [end, start];
  if (low > high) {
    const use = move.direction === "up" ? "downgrade" : "upgrade";
    throw new Refusal([problem("wrong-way", `${move.to} lies the other way`, { help: `Use \`${use}\`.` })]);
  }
  const between = revisions.slice(low, high);
  const chosen = move.direction === "up" ? between : between.toReversed();
  return script(project, chosen, move, { ...to, database: UNASKED });
}

/** The script from where a target is. It is read, and nothing is changed. @throws {Refusal} as a move does */
export async function printedMove(project: Project, target: Target, move: PrintedMove): Promise<string> {
  const history = historyTable(project, target);
  const revisions = await loadRevisions(project.config.out);
  const [server, { rows, half }, stamped, differs] = await withConnection(target.url, (sql) =>
    transaction(
      sql,
      async (tx) =>
        [
          await serverVersion(tx),
          await seenHistory(tx, history, move.direction),
          await stampedRevisions(tx, history),
          await checkVariables(tx, history, target.variables),
        ] as const,
      "READ ONLY",
    ),
  );
  const compared = compareHistory(revisions, rows);
  refuseErrors([...compared.problems, ...differs]);
  if (half) throw halfDone(half);
  const chosen = chosenRevisions(revisions, compared, move);
  if (move.direction === "down") refuseErrors(belowFloor(chosen, stamped));
  refuseErrors(unmetByRun(compared.applied, chosen, move.direction));
  return script(project, chosen, move, { ...target, ...server });
}
