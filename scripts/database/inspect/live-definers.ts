// The routines of a server that do what their owner may: SECURITY DEFINER.
import type { ObjectName } from "../../model/object.ts";
import type { Queryable } from "../connect/connect.ts";
import definersQuery from "../queries/definers.sql";

/** Every routine with SECURITY DEFINER but PostgreSQL's own. Any role may ask. */
export async function readDefiners(sql: Queryable): Promise<ObjectName[]> {
  const rows = (await sql.unsafe(definersQuery).values()) as unknown as (readonly string[])[];
  return rows.map((path) => ({ kind: "routine", path }));
}
