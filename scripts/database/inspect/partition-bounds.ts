// Which partitions partitioned tables have.
import { parseDay } from "../../model/calendar.ts";
import type { Queryable } from "../connect/connect.ts";
import boundsQuery from "../queries/partition-bounds.sql";

/** A partitioned table of a server. */
export interface PartitionedTable {
  readonly schema: string;
  readonly table: string;
  readonly owner: string;
  /** The day that it is on the server, in UTC. */
  readonly today: string;
  readonly partitions: readonly { readonly name: string; readonly bound: string }[];
}

/** Which days a partition takes: from one to before another; infinite where it has no end. */
export interface DayRange {
  readonly from: number;
  readonly to: number;
}

/** Those of the tables that are there and partitioned. */
export async function readPartitions(
  tx: Queryable,
  tables: readonly (readonly string[])[],
): Promise<PartitionedTable[]> {
  type Row = Omit<PartitionedTable, "partitions"> & {
    readonly partitions: PartitionedTable["partitions"] | null;
  };
  const rows = await tx.unsafe<Row[]>(boundsQuery, [JSON.stringify(tables)]);
  return rows.map(({ partitions, ...row }) => ({ ...row, partitions: partitions ?? [] }));
}

/** `'2026-01-01 00:00:00+00'` → milliseconds; a moment counts as UTC, as it was printed. */
function moment(text: string): number | undefined {
  if (text === "MINVALUE") return Number.NEGATIVE_INFINITY;
  if (text === "MAXVALUE") return Number.POSITIVE_INFINITY;
  const said = /^'(.*)'$/.exec(text)?.[1] ?? "";
  if (said === "-infinity") return Number.NEGATIVE_INFINITY;
  if (said === "infinity") return Number.POSITIVE_INFINITY;
  const day = parseDay(said);
  if (day) return day.getTime();
  const time = Date.parse(`${said.replace(" ", "T").replace(/\+00$/, "")}Z`);
  return Number.isNaN(time) ? undefined : time;
}

/** The days of `FOR VALUES FROM ('2026-01-01') TO ('2026-02-01')`; undefined of anything else. */
export function dayRange(bound: string): DayRange | undefined {
  const [, from = "", to = ""] = /^FOR VALUES FROM \(([^,]*)\) TO \(([^,]*)\)$/.exec(bound) ?? [];
  const [first, end] = [moment(from), moment(to)];
  return first === undefined || end === undefined ? undefined : { from: first, to: end };
}
