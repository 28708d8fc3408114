// Values for the key of a partitioned table that one of its partitions takes.
import type { Queryable } from "../database/connect/connect.ts";
import type { FillableTable } from "../database/inspect/fillable-tables.ts";
import { readPartitions } from "../database/inspect/partition-bounds.ts";

/** A literal of a bound: `'2026-01-01'`, `1`, `true`; of more than that (MINVALUE, NULL) nothing is known. */
const LITERAL = /'((?:[^']|'')*)'|[^\s,()]+/g;
const NO_VALUE: ReadonlySet<string> = new Set(["MINVALUE", "MAXVALUE", "NULL"]);

/** The first values that `FOR VALUES FROM ('2026-01-01', 1) TO …` or `FOR VALUES IN (1, 2)` takes; undefined where it says none. */
function firstValues(bound: string): string[] | undefined {
  const said = /^FOR VALUES (?:FROM|IN) (?<rest>\(.*)$/s.exec(bound)?.groups?.rest;
  if (said === undefined) return undefined;
  const values: string[] = [];
  let end = 0;
  for (const match of said.matchAll(LITERAL)) {
    if (said.slice(end, match.index).includes(")")) break;
    if (NO_VALUE.has(match[0])) return undefined;
    values.push(match[1]?.replaceAll("''", "'") ?? match[0]);
    end = match.index + match[0].length;
  }
  return values;
}

/** Two values by the names of the columns of its key, of two partitions where it has them; undefined where nothing is known. */
export async function partitionValues(
  tx: Queryable,
  { schema, name, columns }: FillableTable,
): Promise<ReadonlyMap<string, readonly [string, string]> | undefined> {
  if (columns.every(({ keyPlace }) => keyPlace === null)) return undefined;
  const [found] = await readPartitions(tx, [[schema, name]]);
  const [first, second = first] = (found?.partitions ?? []).flatMap(({ bound }) => {
    const values = firstValues(bound);
    return values ? [values] : [];
  });
  if (!first || !second) return undefined;
  return new Map(
    columns.flatMap(({ name: column, keyPlace }) => {
      const [one, other] = keyPlace === null ? [] : [first[keyPlace], second[keyPlace]];
      return one === undefined || other === undefined ? [] : [[column, [one, other] as const] as const];
    }),
  );
}
