// The sequences that a server's tables have for their columns, however they are called.
import type { ObjectName } from "../../model/object.ts";
import type { Queryable } from "../connect/connect.ts";
import ownedSequencesQuery from "../queries/owned-sequences.sql";

/** Reads them in the transaction that is open: those of serial and identity columns. */
export async function readOwnedSequences(
  tx: Queryable,
  tables: readonly (readonly string[])[],
): Promise<ObjectName[]> {
  const rows = await tx.unsafe<{ schema: string; name: string }[]>(ownedSequencesQuery, [
    JSON.stringify(tables),
  ]);
  return rows.map(({ schema, name }) => ({ kind: "sequence", path: [schema, name] }));
}
