// The partitions that come with the calendar, made ahead of time on a target: they count as made by hand.

import { readHistory } from "../database/apply/history-table.ts";
import { lockTransaction } from "../database/apply/lock.ts";
import { majorOf, type Queryable, type Sql } from "../database/connect/connect.ts";
import { transaction } from "../database/connect/transaction.ts";
import { type PartitionedTable, readPartitions } from "../database/inspect/partition-bounds.ts";
import { loadRevisions } from "../migrations/folder.ts";
import { bindWarehouse } from "../model/bind.ts";
import { type CalendarUnit, parseDay } from "../model/calendar.ts";
import { type Diagnostic, problem, Refusal, refuseErrors } from "../model/diagnostic.ts";
import { displayPath } from "../model/identifier.ts";
import { compareHistory } from "../move/compare-history.ts";
import type { AccessChange } from "../plan/planned-change.ts";
import { sendChange } from "../sources/access-change.ts";
import { historyTable } from "../sources/history-place.ts";
import type { Project } from "../sources/project.ts";
import { readRecorded } from "../sources/recorded.ts";
import type { Target } from "../sources/target.ts";
import {
  type CalendarTable,
  type ComingPartition,
  calendarTables,
  comingPartitions,
  rangesOf,
  tooLong,
  untilOf,
} from "./coming-partitions.ts";
import { changeSql, ownedPartitions } from "./owned-partitions.ts";

/** What came of one table. */
export interface AheadTable {
  readonly table: string;
  readonly unit: CalendarUnit;
  /** The day before which the last of its partitions ends; undefined where none has an end. */
  readonly until: string | undefined;
  /** The partitions that were made, or would be. */
  readonly made: readonly string[];
  /** The statements that make them. */
  readonly sql: readonly string[];
  readonly problems: readonly Diagnostic[];
}

/** A table and its partitions as they are, those that come, and the statements that make them. */
interface Planned {
  readonly found: PartitionedTable;
  readonly coming: readonly ComingPartition[];
  readonly sql: readonly string[];
}

/** What would be made of one table now. @throws {Refusal} where names are too long */
async function planOf(
  tx: Queryable,
  table: CalendarTable,
  before: PartitionedTable,
  ahead: number,
): Promise<Planned & { readonly change?: AccessChange }> {
  const [found = before] = await readPartitions(tx, [table.path]);
  const coming = comingPartitions(table, rangesOf(found), parseDay(found.today) ?? new Date(), ahead);
  refuseErrors(tooLong(coming));
  if (coming.length === 0) return { found, coming, sql: [] };
  const change = await ownedPartitions(tx, table, found.owner, coming);
  return { found, coming, sql: changeSql(change), change };
}

/** Makes the partitions of one table, in a transaction of their own in which nobody else applies revisions. */
async function makeOf(
  { project, target, sql }: AheadRequest,
  table: CalendarTable,
  found: PartitionedTable,
  ahead: number,
): Promise<Planned> {
  return transaction(sql, async (tx: Queryable) => {
    await lockTransaction(tx, historyTable(project, target));
    await tx.unsafe("SELECT set_config('lock_timeout', $1, true)", [target.lockTimeout ?? "0"]);
    // Another run may have made them meanwhile.
    const { change, ...planned } = await planOf(tx, table, found, ahead);
    if (change) await sendChange(sql, tx, change, `the partitions of ${displayPath(table.path)}`);
    const [after = planned.found] = await readPartitions(tx, [table.path]);
    return { ...planned, found: after };
  });
}

/** Whose partitions are to be made, and where. */
interface AheadRequest {
  readonly project: Project;
  readonly target: Target;
  readonly sql: Sql;
}

/** The tables whose partitions follow a calendar, by the revisions that a target has. @throws {Refusal} where its history is not that of the project */
async function tablesOf({ project, target, sql }: AheadRequest): Promise<CalendarTable[]> {
  const revisions = await loadRevisions(project.config.out);
  const rows = await transaction(sql, (tx) => readHistory(tx, historyTable(project, target)), "READ ONLY");
  const { applied, problems } = compareHistory(revisions, rows);
  refuseErrors(problems);
  const { recorded } = await readRecorded(project.root, applied);
  return calendarTables(bindWarehouse(recorded, { variables: target.variables, major: majorOf(sql) }));
}

/**
 * Makes, for every table whose partitions follow a calendar, the partition of today and of so many parts of the
 * calendar behind it that are not there yet. What fails of one table is told, and the others are made.
 *
 * @param ahead undefined to look only
 * @param write false to make nothing
 */
export async function partitionsAhead(
  request: AheadRequest,
  ahead: number | undefined,
  write: boolean,
): Promise<AheadTable[]> {
  const { sql } = request;
  const tables = await tablesOf(request);
  const live = await transaction(
    sql,
    (tx) =>
      readPartitions(
        tx,
        tables.map(({ path }) => path),
      ),
    "READ ONLY",
  );
  const results: AheadTable[] = [];
  for (const table of tables) {
    const shown = displayPath(table.path);
    const found = live.find((one) => displayPath([one.schema, one.table]) === shown);
    const result = { table: shown, unit: table.unit };
    if (!found) {
      const problems = [
        problem("no-such-table", `${shown} is no partitioned table of ${request.target.shown}`),
      ];
      results.push({ ...result, until: undefined, made: [], sql: [], problems });
      continue;
    }
    const told = ({ found: now, coming, sql: statements }: Planned) => ({
      ...result,
      until: untilOf(rangesOf(now)),
      made: coming.map(({ path }) => displayPath(path)),
      sql: statements,
    });
    try {
      const planned = await transaction(sql, (tx) => planOf(tx, table, found, ahead ?? -1), "READ ONLY");
      const isDue = write && planned.coming.length > 0;
      const done = isDue ? await makeOf(request, table, found, ahead ?? -1) : planned;
      results.push({ ...told(done), problems: [] });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      results.push({ ...told({ found, coming: [], sql: [] }), problems: error.diagnostics });
    }
  }
  return results;
}
