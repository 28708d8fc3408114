// The live warehouse, as far as certain objects go.
import type { ObjectName } from "../../model/object.ts";
import { majorOf, type Queryable } from "../connect/connect.ts";
import touchedQuery from "../queries/touched.sql";
import { inspectInside, type LiveWarehouse } from "./inspect.ts";
import { withKinds } from "./kind-queries.ts";
import { parseNumbers } from "./live-objects.ts";

/** What to look at again after statements were sent. */
interface Touched {
  /** Those that the statements were meant for; some may not exist. */
  readonly objects: readonly ObjectName[];
}

/**
 * Reads, in the transaction that is open, the privileges and owners of the objects named and of every object
 * whose row of the catalogs this transaction wrote, by cascades too: the relations of columns whose privileges
 * changed with all their columns. Roles, memberships, settings, default privileges and the names of schemas are
 * read whole, since rows that were deleted leave no trace. `relations` and `objects` have only what was touched.
 * An object that is missing from `owners` was not looked at, or is not there.
 *
 * @throws {Error} when the server has an ACL of a form that is not known
 */
export async function inspectTouched(tx: Queryable, { objects }: Touched): Promise<LiveWarehouse> {
  const query = withKinds(touchedQuery, majorOf(tx), objects);
  const named = JSON.stringify(objects.map(({ kind, path }) => ({ kind, path })));
  const rows = (await tx.unsafe(query, [named]).values()) as unknown as [catalog: string, oids: string][];
  return inspectInside(tx, new Map(rows.map(([catalog, oids]) => [catalog, parseNumbers(oids)])));
}
