// `--sql`: what a move would send, as a script for psql; nothing is sent.
import {
  checkVariables,
  type HistoryTable,
  historyTables,
  revisionsTable,
  stateTable,
  VARIABLE,
} from "../database/apply/history-table.ts";
import { stampedRevisions } from "../database/apply/stamp-record.ts";
import { endStepSql, stepSql } from "../database/apply/step-record.ts";
import { serverVersion, withConnection } from "../database/connect/connect.ts";
import { transaction } from "../database/connect/transaction.ts";
import { resolveRevision } from "../migrations/find-revision.ts";
import { loadRevisions, type Revision } from "../migrations/folder.ts";
import { unmetByRun } from "../migrations/requirements.ts";
import { problem, Refusal, refuseErrors } from "../model/diagnostic.ts";
import { quoteLiteral, quotePath } from "../model/identifier.ts";
import type { Variables } from "../model/variable.ts";
import { historyTable } from "../sources/history-place.ts";
import type { Project } from "../sources/project.ts";
import type { Target } from "../sources/target.ts";
import { leftBehind } from "../sql/course.ts";
import type { Phase } from "../sql/phases.ts";
import { belowFloor, chosenRevisions } from "./chosen-revisions.ts";
import { compareHistory } from "./compare-history.ts";
import { halfDone, seenHistory } from "./half-done.ts";
import { besideHistory } from "./history-in-schema.ts";
import { passwordChanges } from "./passwords.ts";
import { prepareSteps, type Step } from "./prepare-steps.ts";
import { notPrinted } from "./step-code.ts";

/** Which way, and how far. */
export interface PrintedMove {
  readonly direction: "up" | "down";
  readonly to: string;
}

/** What a script is printed for. */
interface PrintedFor {
  readonly variables: Variables;
  readonly lockTimeout?: string | undefined;
  readonly statementTimeout?: string | undefined;
  readonly elevatedRole?: string | undefined;
  readonly major: number;
  readonly database: string;
  /** For people. */
  readonly shown: string;
}

/** Stands for the name of a database that nobody asked; no name has it. psql fills in `:"DBNAME"`. */
const UNASKED = "\u0001";

const comment = (text: string): string => `-- ${text.replaceAll("\n", "\n-- ")}`;

const WHAT_IS_LEFT_OUT = `What the runner decides on a server is not in it: roles that are there already, rights that it borrows,
its marks in the cluster, the look at rows before and at what was done before COMMIT, the log, hooks.
Run it with psql -v ON_ERROR_STOP=1; \`dwh upgrade\` then goes on behind it.`;

/** The rows of the history, as the runner writes them. */
function historyStatements(
  history: HistoryTable,
  { direction }: PrintedMove,
  { revision }: Step,
  variables: Variables,
): string[] {
  const { name, hash, createdAt } = revision;
  if (direction === "down")
    return [`DELETE FROM ${revisionsTable(history)} WHERE name = ${quoteLiteral(name)}`];
  const values = Object.entries(variables).map(
    ([key, value]) =>
      `INSERT INTO ${stateTable(history)} VALUES (${quoteLiteral(VARIABLE + key)}, ${quoteLiteral(value)}) ON CONFLICT (key) DO NOTHING`,
  );
  const row = [quoteLiteral(hash), String(createdAt), quoteLiteral(name)].join(", ");
  return [...values, `INSERT INTO ${revisionsTable(history)} (hash, created_at, name) VALUES (${row})`];
}

/** That nobody is named for elevated statements. */
const asWhoever = ({ elevated }: Step): string[] =>
  elevated && elevated.role === undefined
    ? [comment(`some of it is meant for more rights (-- as elevated), and ${elevated.key} names no role`)]
    : [];

function stepScript(history: HistoryTable, move: PrintedMove, step: Step, to: PrintedFor): string {
  const { lockTimeout = "0", statementTimeout = "0" } = to;
  const passwords = move.direction === "up" ? passwordChanges(step.bound.difference) : [];
  const settings = [
    "SET LOCAL search_path = 'public'",
    `SET LOCAL lock_timeout = ${quoteLiteral(lockTimeout)}`,
    `SET LOCAL statement_timeout = ${quoteLiteral(statementTimeout)}`,
  ];
  const schema = `CREATE SCHEMA IF NOT EXISTS ${quotePath([history.schema])}`;
  const before = move.direction === "up" ? [schema, ...historyTables(history)] : [];
  const inSteps = step.course.of > 1 ? [endStepSql(history, step.revision.name)] : [];
  const after = [...inSteps, ...historyStatements(history, move, step, to.variables)];
  const ofPasswords = passwords.map(({ role, variable }) =>
    comment(`the runner sets the password of ${role} from ${variable}`),
  );
  const own = (statements: readonly string[]) => statements.map((statement) => `${statement};`);
  const { course, revision } = step;
  const { phases } = course;
  const stepNotes = (index: number) => [
    stepSql(history, {
      revision: revision.name,
      ...leftBehind(course, move.direction, index),
      hash: revision.hash,
      at: "printed",
    }),
  ];
  const sent = besideHistory(history, move.direction === "up");
  const texts = (phase: Phase) =>
    own(phase.statements.flatMap(sent).map(({ sql }) => sql.replaceAll(`"${UNASKED}"`, ':"DBNAME"')));
  const parts = phases.flatMap((phase, index) => {
    const isLast = index === phases.length - 1;
    const noted = isLast ? after : stepNotes(index);
    if (phase.kind === "outside")
      return [...texts(phase), ...own(isLast ? ["BEGIN", ...after, "COMMIT"] : noted)];
    return [
      ...own(["BEGIN", ...(index === 0 ? before : []), ...settings]),
      ...texts(phase),
      ...(phase.main ? ofPasswords : []),
      ...own(["RESET search_path", ...noted, "COMMIT"]),
    ];
  });
  return [comment(step.revision.name), ...asWhoever(step), ...parts].join("\n");
}

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
