// `dwh targets`: the databases that commands can work on.
import { EXIT } from "../model/exit-code.ts";
import {
  type CheckedTarget,
  checkTarget,
  type FailedTarget,
  type ListedTarget,
  listTargets,
} from "../move/target-check.ts";
import { openProject } from "../sources/project.ts";
import { formatTable } from "../terminal/table.ts";
import type { Options } from "../verbs/verbs.ts";

/** What a target is, and how it stands where it was asked. */
type Row = Omit<ListedTarget, "open"> & Partial<CheckedTarget & FailedTarget>;

const STANDING = new Map([
  [true, "drifted"],
  [false, "as declared"],
  [undefined, "not compared"],
]);

function cells(
  { name, shown, variables, protected: isProtected, ...found }: Row,
  checked: boolean,
): string[] {
  const values = Object.entries(variables).map(([variable, value]) => `${variable} = ${value}`);
  const listed = [name, shown, values.join(", "), isProtected ? "protected" : ""];
  if (!checked) return listed;
  if (found.problem !== undefined) return [...listed, found.problem];
  if (found.server === undefined) return listed;
  const pending = found.pending ? `${found.pending} pending` : "nothing pending";
  const server = `PostgreSQL ${found.server}`;
  const drift = [found.tablesDrifted, found.accessDrifted].map((drifted) => STANDING.get(drifted) ?? "");
  return [...listed, server, found.revision ?? "base", pending, ...drift];
}

/** Lists them; with `--check` it asks each, all at once. */
export async function run(_args: readonly string[], options: Options<"targets">): Promise<number> {
  const { check = false, json = false } = options;
  const project = await openProject();
  const listed = await listTargets(project);
  const rows = await Promise.all(
    listed.map(async ({ open, ...target }): Promise<Row> => {
      return { ...target, ...(check && open && (await checkTarget(project, open))) };
    }),
  );
  const heading = [
    "target",
    "database",
    "variables",
    "",
    ...(check ? ["server", "revision", "", "tables", "access"] : []),
  ];
  const text = json
    ? JSON.stringify(rows, undefined, 2)
    : formatTable([heading, ...rows.map((row) => cells(row, check))]);
  process.stdout.write(`${text}\n`);
  if (rows.some(({ problem }) => problem !== undefined)) return EXIT.error;
  const hasDrifted = rows.some(({ accessDrifted, tablesDrifted }) => accessDrifted || tablesDrifted);
  return hasDrifted ? EXIT.differs : EXIT.done;
}
