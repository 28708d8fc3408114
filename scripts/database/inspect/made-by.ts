// What certain roles made, by whose it is.
import type { Queryable } from "../connect/connect.ts";
import madeByQuery from "../queries/made-by.sql";
import type { SchemaMaker } from "./schema-makers.ts";

/** The relations, routines, types and statistics of these roles in these schemas, as a structure's rows name them. */
export async function readMadeBy(tx: Queryable, makers: readonly SchemaMaker[]): Promise<Set<string>> {
  const rows = await tx.unsafe<{ object: string }[]>(madeByQuery, [JSON.stringify(makers)]);
  return new Set(rows.map(({ object }) => object));
}
