// One revision as `--sql` prints it: its statements, and the rows of the history.
import { type HistoryTable, revisionsTable, stateTable, VARIABLE } from "../database/apply/history-table.ts";
import { historyTables } from "../database/apply/make-history.ts";
import { endStepSql, stepSql } from "../database/apply/step-record.ts";
import { quoteLiteral, quotePath } from "../model/identifier.ts";
import type { Variables } from "../model/variable.ts";
import { leftBehind } from "../sql/course.ts";
import type { Phase } from "../sql/phases.ts";
import { besideHistory } from "./history-in-schema.ts";
import { passwordChanges } from "./passwords.ts";
import type { Step } from "./prepare-steps.ts";
import { printedSettings } from "./printed-settings.ts";

/** Which way, and how far. */
export interface PrintedMove {
  readonly direction: "up" | "down";
  readonly to: string;
}

/** What a script is printed for. */
export interface PrintedFor {
  readonly variables: Variables;
  readonly lockTimeout?: string | undefined;
  readonly statementTimeout?: string | undefined;
  readonly elevatedRole?: string | undefined;
  readonly major: number;
  readonly database: string;
  readonly extensions?: ReadonlySet<string>;
  /** For people. */
  readonly shown: string;
}

/** Stands for the name of a database that nobody asked; no name has it. psql fills in `:"DBNAME"`. */
export const UNASKED = "\u0001";

export const comment = (text: string): string => `-- ${text.replaceAll("\n", "\n-- ")}`;

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

export function stepScript(history: HistoryTable, move: PrintedMove, step: Step, to: PrintedFor): string {
  const passwords = move.direction === "up" ? passwordChanges(step.bound.difference) : [];
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
      ...own(["BEGIN", ...(index === 0 ? before : []), ...printedSettings(to)]),
      ...texts(phase),
      ...(phase.main ? ofPasswords : []),
      ...own(["RESET search_path", ...noted, "COMMIT"]),
    ];
  });
  return [comment(step.revision.name), ...asWhoever(step), ...parts].join("\n");
}
