// Whether what a revision took for its partitions, since it was there already, is one.
import type { Queryable } from "../database/connect/connect.ts";
import { type Diagnostic, problem } from "../model/diagnostic.ts";
import { displayPath } from "../model/identifier.ts";
import { isDetached, parentOfPartition, partitionsOf } from "../model/partition.ts";
import type { BoundRevision } from "./bound-revision.ts";

/** The tables among those of $1, by [schema, name], with what each is a partition of. */
const PARENTS = `
  SELECT n.nspname AS schema, c.relname AS name, pn.nspname AS "parentSchema", p.relname AS parent
  FROM json_array_elements($1::text::json) AS path
  JOIN pg_catalog.pg_namespace n ON n.nspname = path ->> 0
  JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = path ->> 1
  LEFT JOIN pg_catalog.pg_inherits i ON i.inhrelid = c.oid AND c.relispartition
  LEFT JOIN pg_catalog.pg_class p ON p.oid = i.inhparent
  LEFT JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace`;

/** Looks at the partitions that a way of a revision makes: one of the name that is something else was left as it is. */
export async function confirmPartitions(
  tx: Queryable,
  { difference: { sqlObjects } }: BoundRevision,
): Promise<Diagnostic[]> {
  const made = partitionsOf(sqlObjects.added).filter((one) => !isDetached(one));
  if (made.length === 0) return [];
  type Row = Readonly<Record<"schema" | "name" | "parentSchema" | "parent", string | null>>;
  const rows = await tx.unsafe<Row[]>(PARENTS, [JSON.stringify(made.map(({ path }) => path))]);
  const parents = new Map(
    rows.map(({ schema, name, parentSchema, parent }) => [
      displayPath([schema ?? "", name ?? ""]),
      parent === null ? undefined : displayPath([parentSchema ?? "", parent]),
    ]),
  );
  return made.flatMap((one) => {
    const [path, table] = [displayPath(one.path), displayPath(parentOfPartition(one))];
    if (parents.get(path) === table) return [];
    return [
      problem("confirmation-failed", `${path} was there before, and is no partition of ${table}`, {
        help: `Nothing was applied. Give what is there another name, or attach it to ${table} by hand, and run it again.`,
      }),
    ];
  });
}
