// Partitions that are there otherwise than revisions made them, as the `partitions` of their table would say them.
import type { BothStructures } from "../drift/expected-structure.ts";
import { displayPath, splitPath } from "../model/identifier.ts";
import { partitioningsIn } from "./definitions/partition-text.ts";

/** An entry of `partitions`. */
interface AcceptedPartition {
  readonly table: readonly string[];
  /** `event_2026: { from: "2026-01-01", to: "2027-01-01" }`; undefined where it is gone. */
  readonly text: string | undefined;
}

/** The entries of one side, by the displayPath of the partition. */
function entriesOf({ rows }: BothStructures["found"]) {
  const tables = [...partitioningsIn(rows)].flatMap(([table, { partitions }]) => {
    const path = splitPath(table) ?? [];
    return [...partitions].map(([name, bounds]) => ({ path, name, bounds }));
  });
  return new Map(tables.map((one) => [displayPath([one.path[0] ?? "", one.name]), one]));
}

/** What becomes of the definitions of partitions, by displayPath. A default partition that is detached is a table. */
export function acceptedPartitions({ expected, found }: BothStructures): Map<string, AcceptedPartition> {
  const [made, there] = [entriesOf(expected), entriesOf(found)];
  const relations = new Set(
    found.rows.flatMap(({ relation }) =>
      relation === undefined ? [] : [displayPath(splitPath(relation) ?? [])],
    ),
  );
  const entries = [...made, ...there].flatMap(
    ([key, { path, name, bounds }]): [string, AcceptedPartition][] => {
      const now = there.get(key)?.bounds;
      const entry = (text: string) => `${JSON.stringify(name).replace(/^"([A-Za-z_]\w*)"$/, "$1")}: ${text}`;
      if (now !== undefined) return [[key, { table: path, text: entry(now) }]];
      if (!relations.has(key)) return [[key, { table: path, text: undefined }]];
      const detached = bounds.replace(/ \}$/, ", detached: true }");
      return detached === bounds ? [] : [[key, { table: path, text: entry(detached) }]];
    },
  );
  return new Map(entries);
}
