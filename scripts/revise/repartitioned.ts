// What cannot become of a table that is there: partitioned, not partitioned any more, or by another key.
import { type Diagnostic, type Location, problem } from "../model/diagnostic.ts";
import { displayPath } from "../model/identifier.ts";
import { keyColumns, partitioningOf, partitionKey } from "../model/partition.ts";
import type { Relation } from "../model/relation.ts";
import type { SqlObject } from "../model/sql-object.ts";
import type { Warehouse } from "../model/warehouse.ts";

/** What a table is partitioned by, in words. */
const words = (partitioning: SqlObject | undefined): string =>
  partitioning ? `partitioned by ${partitionKey(partitioning)}` : "not partitioned";

const OTHERWISE =
  "PostgreSQL cannot change that of a table. Let the table get another name in one revision, declare it anew under its own in the " +
  "next, with a migration.ts or batches that move the rows, and let the former one go in a third: docs/partitions.md. " +
  "Or keep the revision as a draft with --edit (make: edit=1) and write the way by hand.";

const KEY_COLUMN =
  "PostgreSQL neither drops nor changes a column by which a table is partitioned: see docs/partitions.md for the way over a new table.";

/** The key columns that go, or get another type. */
function changedColumns(partitioning: SqlObject, before: Relation, after: Relation): string[] {
  const typeOf = ({ columns }: Relation, name: string) =>
    columns.find((column) => column.name === name)?.type;
  return keyColumns(partitioning).filter((name) => typeOf(before, name) !== typeOf(after, name));
}

/**
 * What is asked of tables that PostgreSQL does not do.
 *
 * @param recorded under the names after the renames
 * @param placeOf where the definition of a table stands, by its relationKey
 */
export function repartitioned(
  recorded: Warehouse,
  declared: Warehouse,
  placeOf: (key: string) => Location | undefined,
): Diagnostic[] {
  return [...declared.relations].flatMap(([key, after]): Diagnostic[] => {
    const before = recorded.relations.get(key);
    if (!before) return [];
    const path = [after.schema, after.name];
    const [was, is] = [recorded, declared].map(({ sqlObjects }) => partitioningOf(sqlObjects, path));
    // Asked only where something is wrong: looking for a place goes through all definitions.
    const place = () => {
      const at = placeOf(key);
      return at ? { at } : {};
    };
    const shown = displayPath(path);
    if ((was && partitionKey(was)) !== (is && partitionKey(is)))
      return [
        problem("partitioned-otherwise", `${shown} is ${words(was)}, and would be ${words(is)}`, {
          ...place(),
          help: OTHERWISE,
        }),
      ];
    return (is ? changedColumns(is, before, after) : []).map((column) =>
      problem(
        "partition-key-column",
        `${displayPath([...path, column])} changes, by which ${shown} is partitioned`,
        {
          ...place(),
          help: KEY_COLUMN,
        },
      ),
    );
  });
}
