// What views read, as delta.json has it.
import type { ViewReads } from "../model/view-reads.ts";
import type { ViewReadsLine } from "./delta-shape.ts";

/** What is false is not said. */
export const toViewReads = ({
  definition,
  invoker,
  materialized,
  reads,
  shows,
  ...entry
}: ViewReads): object => ({
  view: entry.view,
  definition,
  ...(invoker && { invoker }),
  ...(materialized && { materialized }),
  reads: reads.map(({ rows, ...read }) => ({ ...read, ...(rows && { rows }) })),
  shows,
  ...(entry.writes && { writes: entry.writes }),
  ...(entry.calls && { calls: entry.calls }),
});

/** An optional key of zod may be undefined: the file never has that. */
export const fromViewReads = ({ invoker, materialized, reads, ...line }: ViewReadsLine): ViewReads => ({
  ...(line as Pick<ViewReads, "view" | "writes" | "calls" | "shows" | "definition">),
  invoker: invoker ?? false,
  materialized: materialized ?? false,
  reads: reads.map((read) => ({ ...read, rows: read.rows ?? false })),
  confirmed: true,
});
