// What PostgreSQL refuses of the keys and indexes of a partitioned table.
import { is } from "drizzle-orm";
import { PgColumn, PgTable } from "drizzle-orm/pg-core";
import { type Diagnostic, problem } from "../../model/diagnostic.ts";
import { displayPath } from "../../model/identifier.ts";
import { annotationOf } from "./annotate.ts";
import { exportLocation, type Source } from "./export-location.ts";
import { tableConfig } from "./table-config.ts";

/** A key or unique index, and the columns that it is of; none of an expression. */
interface Unique {
  readonly what: string;
  readonly columns: readonly string[];
}

/** The names of columns; sql`…` has none. */
const namesOf = (columns: readonly object[]): string[] =>
  columns.flatMap((column) => {
    const { name } = column as { readonly name?: unknown };
    return typeof name === "string" ? [name] : [];
  });

/** All of a table that no two rows may have in common. */
function uniquesOf(table: PgTable): Unique[] {
  const { columns, primaryKeys, uniqueConstraints, indexes } = tableConfig(table);
  return [
    ...columns.filter(({ primary }) => primary).map(({ name }) => ({ what: "primary key", columns: [name] })),
    ...primaryKeys.map((key) => ({ what: "primary key", columns: namesOf(key.columns) })),
    ...columns
      .filter(({ isUnique }) => isUnique)
      .map(({ name }) => ({ what: `unique constraint of ${name}`, columns: [name] })),
    ...uniqueConstraints.map((key) => ({
      what: `unique constraint of ${namesOf(key.columns).join(", ")}`,
      columns: namesOf(key.columns),
    })),
    ...indexes
      .filter(({ config }) => config.unique)
      .map(({ config }) => ({
        what: `unique index ${config.name ?? `of ${namesOf(config.columns).join(", ")}`}`,
        columns: namesOf(config.columns),
      })),
  ];
}

function checkTable(table: PgTable, source: Source): Diagnostic[] {
  const partitioned = annotationOf(table)?.partitioned;
  if (!partitioned) return [];
  const { schema = "public", name, indexes } = tableConfig(table);
  const shown = displayPath([schema, name]);
  const at = exportLocation(source);
  const columns = partitioned.key.flatMap((key) => (is(key, PgColumn) ? [key.name] : []));
  const hasExpression = columns.length < partitioned.key.length;
  const keys = uniquesOf(table).flatMap(({ what, columns: own }) => {
    const missing = columns.filter((column) => !own.includes(column));
    if (!hasExpression && missing.length === 0) return [];
    const help = hasExpression
      ? "A table that is partitioned by an expression can have no primary key, unique constraint or unique index."
      : `Add ${missing.join(", ")} to it: PostgreSQL looks for duplicates within one partition.`;
    const lacks = hasExpression ? "an expression" : missing.join(", ");
    return [
      problem("partition-key", `the ${what} of ${shown} is without ${lacks}, by which it is partitioned`, {
        at,
        help,
      }),
    ];
  });
  const concurrent = indexes
    .filter(({ config }) => config.concurrently)
    .map(({ config }) =>
      problem(
        "partition-key",
        `the index ${config.name ?? ""} of ${shown}, which is partitioned, is made concurrently`,
        {
          at,
          help: "PostgreSQL does that for tables without partitions only: leave .concurrently() out.",
        },
      ),
    );
  return [...keys, ...concurrent];
}

/** What is wrong with keys and indexes of tables that are partitioned. */
export const checkPartitions = (sources: ReadonlyMap<object, Source>): Diagnostic[] =>
  [...sources].flatMap(([value, source]) => (is(value, PgTable) ? checkTable(value, source) : []));
