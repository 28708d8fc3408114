// Whether what a revision took for its partitions, since it was there already, is one, with the bounds that it says.
import type { Queryable } from "../database/connect/connect.ts";
import { errorCode } from "../database/connect/connection-problem.ts";
import { type Diagnostic, problem } from "../model/diagnostic.ts";
import { displayPath } from "../model/identifier.ts";
import { isDetached, isSameBound, parentOfPartition, partitionsOf } from "../model/partition.ts";
import type { SqlObject } from "../model/sql-object.ts";
import type { BoundRevision } from "./bound-revision.ts";

/**
 * The tables among those of $1, by [schema, name], with what each is a partition of, and how; `isOurs` where this
 * transaction made it one. The columns and the key of its table are as CREATE TABLE takes them.
 */
const THERE = `
  SELECT n.nspname AS schema, c.relname AS name, pn.nspname AS "parentSchema", p.relname AS parent,
    pg_get_expr(c.relpartbound, c.oid) AS bound, pg_get_partkeydef(p.oid) AS key,
    coalesce(i.xmin::text = (txid_current() % 4294967296)::text, false) AS "isOurs",
    (SELECT string_agg(format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod)) ||
        coalesce(' COLLATE ' || nullif(a.attcollation, t.typcollation)::regcollation::text, ''), ', ' ORDER BY a.attnum)
      FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
      WHERE a.attrelid = p.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns
  FROM json_array_elements($1::text::json) AS path
  JOIN pg_catalog.pg_namespace n ON n.nspname = path ->> 0
  JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = path ->> 1
  LEFT JOIN pg_catalog.pg_inherits i ON i.inhrelid = c.oid AND c.relispartition
  LEFT JOIN pg_catalog.pg_class p ON p.oid = i.inhparent
  LEFT JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace`;

/** What is there under the name of a partition; all but the name is null where it is none. */
interface There {
  readonly schema: string;
  readonly name: string;
  readonly parentSchema: string | null;
  readonly parent: string | null;
  readonly bound: string | null;
  readonly key: string | null;
  readonly isOurs: boolean;
  readonly columns: string | null;
}

/**
 * Bounds as the server writes them, of a table that is there for a moment: what a value is depends on the types of the key.
 *
 * @returns undefined where no such table can be made
 */
async function asServerWrites(
  tx: Queryable,
  { columns, key }: There,
  values: string,
): Promise<string | undefined> {
  await tx.unsafe("SAVEPOINT partition_bounds");
  try {
    await tx.unsafe(`CREATE TEMPORARY TABLE dwh_bounds (${columns}) PARTITION BY ${key}`);
    await tx.unsafe(`CREATE TEMPORARY TABLE dwh_bound PARTITION OF pg_temp.dwh_bounds ${values}`);
    const [row] = await tx.unsafe<{ bound: string }[]>(
      "SELECT pg_get_expr(relpartbound, oid) AS bound FROM pg_catalog.pg_class WHERE oid = 'pg_temp.dwh_bound'::regclass",
    );
    return row?.bound;
  } catch (error) {
    // Not everybody may make temporary tables, or use every type.
    if (errorCode(error) !== "42501") throw error;
    return undefined;
  } finally {
    await tx.unsafe("ROLLBACK TO partition_bounds");
  }
}

/** What is wrong with what was there under the name of a partition. */
async function problemOf(
  tx: Queryable,
  partition: SqlObject,
  there: There | undefined,
): Promise<Diagnostic | undefined> {
  const [path, table] = [displayPath(partition.path), displayPath(parentOfPartition(partition))];
  const { parentSchema, parent, bound = null, isOurs = false } = there ?? {};
  if (!there || displayPath([parentSchema ?? "", parent ?? ""]) !== table)
    return problem("confirmation-failed", `${path} was there before, and is no partition of ${table}`, {
      help: `Nothing was applied. Give what is there another name, or attach it to ${table} by hand, and run it again.`,
    });
  const { values = "" } = partition.parts;
  if (isOurs || bound === null || bound === values) return undefined;
  const wanted = await asServerWrites(tx, there, values);
  if (wanted === undefined || isSameBound(wanted, bound)) return undefined;
  return problem(
    "confirmation-failed",
    `${path} was there before as a partition of ${table}, but ${bound} instead of ${wanted}`,
    {
      help: "Nothing was applied. Detach it and attach it with these bounds by hand, or say its own in the definitions, and run it again.",
    },
  );
}

/** Looks at the partitions that a way of a revision makes: one of the name that is something else was left as it is. */
export async function confirmPartitions(
  tx: Queryable,
  { difference: { sqlObjects } }: BoundRevision,
): Promise<Diagnostic[]> {
  const made = partitionsOf(sqlObjects.added).filter((one) => !isDetached(one));
  if (made.length === 0) return [];
  const rows = await tx.unsafe<There[]>(THERE, [JSON.stringify(made.map(({ path }) => path))]);
  const there = new Map(rows.map((row) => [displayPath([row.schema, row.name]), row]));
  const problems: Diagnostic[] = [];
  for (const one of made) {
    const found = await problemOf(tx, one, there.get(displayPath(one.path)));
    if (found) problems.push(found);
  }
  return problems;
}
