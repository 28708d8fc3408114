// A database that has a history already, or can get none, is not taken over: what is told depends on whose history that is.
import {
  type HistoryTable,
  hasHistory,
  hasState,
  readHistory,
  revisionsTable,
} from "../database/apply/history-table.ts";
import type { Queryable, Sql } from "../database/connect/connect.ts";
import { transaction } from "../database/connect/transaction.ts";
import { problem, Refusal, refuseErrors } from "../model/diagnostic.ts";
import { displayPath } from "../model/identifier.ts";
import { historyNeeds, standingFor } from "../move/preflight.ts";
import { lacks } from "../plan/needs/executor-lacks.ts";
import { historyTable } from "../sources/history-place.ts";
import type { Project } from "../sources/project.ts";
import type { Target } from "../sources/target.ts";

const OURS =
  "Work in the project that these revisions lie in: clone it, and `dwh info` (make: `make info`) says where the database " +
  "stands. If that project is lost, `dwh stamp base --purge` (make: `make stamp to=base purge=1`) forgets the history and " +
  "nothing else, and the database can be adopted. `dwh adopt --roles` (make: `make adopt roles=1`) writes its access alone.";

const DRIZZLES =
  'Drizzle\'s own migrations wrote it. Say another place for this history in drizzle.config.ts, `migrations: { schema: "dwh" }`: ' +
  "that of drizzle is then left as it is, and its last migration named in the baseline.";

/** Whether a table that drizzle's own migrator made has rows: it has other columns in each of several versions. */
async function drizzleApplied(tx: Queryable, history: HistoryTable): Promise<boolean> {
  if (!(await hasHistory(tx, history))) return false;
  const [row] = await tx.unsafe(`SELECT EXISTS (SELECT FROM ${revisionsTable(history)}) AS any`);
  return Boolean(row?.any);
}

/** @throws {Refusal} where the role may not keep a history: before a file is written */
export async function refuseUnstampable(project: Project, target: Target, sql: Sql): Promise<void> {
  const found = await transaction(
    sql,
    async (tx) => {
      const { needs, executor } = await standingFor(
        tx,
        [],
        await historyNeeds(tx, historyTable(project, target)),
      );
      return lacks(needs, executor);
    },
    "READ ONLY",
  );
  refuseErrors(found);
}

/** @throws {Refusal} where revisions are applied already */
export async function refuseManaged(project: Project, target: Target, sql: Sql): Promise<void> {
  const history = historyTable(project, target);
  const table = displayPath([history.schema, history.table]);
  const refusal = await transaction(
    sql,
    async (tx) => {
      if (!(await hasState(tx, history)))
        return (await drizzleApplied(tx, history))
          ? {
              message: `${target.shown} has a history in ${table} that is not of this program`,
              help: DRIZZLES,
            }
          : undefined;
      const last = (await readHistory(tx, history)).at(-1)?.name;
      if (last === undefined) return undefined;
      return {
        message: `${target.shown} is managed already: its history ${table} is at ${last}`,
        help: OURS,
      };
    },
    "READ ONLY",
  );
  if (refusal) throw new Refusal([problem("history-changed", refusal.message, { help: refusal.help })]);
}
