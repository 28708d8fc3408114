// What of which tables a sample takes: those that are named, and those that they point at, as far as may be.
import type { DataKey, DataTable } from "../database/inspect/data-tables.ts";
import { type Diagnostic, problem, Refusal } from "../model/diagnostic.ts";
import { shownTable } from "./named-tables.ts";
import { type SampledColumn, sampledColumns } from "./sample-columns.ts";

/** A table of a sample, at both ends. */
export interface SampledTable {
  readonly source: DataTable;
  readonly local: DataTable;
  readonly columns: readonly SampledColumn[];
  /** Columns that are sensitive, and masked. */
  readonly masked: readonly string[];
  /** Columns that there are at the source only. */
  readonly absent: readonly string[];
}

/** What a sample takes, and which tables it leaves out for which reason. */
interface SamplePlan {
  readonly tables: ReadonlyMap<DataTable, SampledTable>;
  readonly leftOut: ReadonlyMap<DataTable, string>;
}

/** The tables of the source that are named or pointed at, however far. */
function reachable(named: readonly DataTable[], byOid: ReadonlyMap<string, DataTable>): DataTable[] {
  const found = new Set(named);
  for (const table of found)
    for (const { to } of table.keys) {
      const parent = byOid.get(to);
      if (parent) found.add(parent);
    }
  return [...found];
}

/** The columns that must be null, since what they point at is left out. */
const nulled = (keys: readonly DataKey[], isLeft: (oid: string) => boolean): ReadonlySet<string> =>
  new Set(keys.filter(({ to }) => isLeft(to)).flatMap(({ pairs }) => pairs.map(([own]) => own)));

/**
 * Plans a sample: what points at a table that is left out is null, or is left out too.
 *
 * @param locals the tables where the rows go, by their shown names
 * @param sensitive what is masked
 * @throws {Refusal} where a table has no place there
 */
export function planSample(
  named: readonly DataTable[],
  byOid: ReadonlyMap<string, DataTable>,
  locals: ReadonlyMap<string, DataTable>,
  sensitive: ReadonlySet<string>,
): SamplePlan {
  const problems: Diagnostic[] = [];
  const leftOut = new Map<DataTable, string>();
  const all = reachable(named, byOid);
  const oids = new Set<string>();
  for (;;) {
    const tables = new Map<DataTable, SampledTable>();
    const before = leftOut.size;
    for (const source of all) {
      if (leftOut.has(source)) continue;
      const local = locals.get(shownTable(source));
      const left = nulled(source.keys, (oid) => oids.has(oid));
      const result = local
        ? sampledColumns(source, local, sensitive, left)
        : { impossible: "it is not in the local database" };
      if ("impossible" in result) {
        problems.push(
          problem(
            "sample-impossible",
            `no rows of ${shownTable(source)} can be taken: ${result.impossible}`,
            {
              help: "Bring the local database to the target's revision: `dwh setup`, or `dwh upgrade REVISION` (make: `make setup`).",
            },
          ),
        );
      } else if ("leftOut" in result) leftOut.set(source, result.leftOut);
      else if (local) tables.set(source, { source, local, ...result });
    }
    if (problems.length > 0) throw new Refusal(problems);
    if (leftOut.size === before) return { tables, leftOut };
    for (const { oid } of leftOut.keys()) oids.add(oid);
  }
}
