// What a server knows of relations that are to be refreshed, and which reads which.
import { displayPath } from "../../model/identifier.ts";
import { relationKey } from "../../model/relation.ts";
import type { Queryable } from "../connect/connect.ts";
import refreshableQuery from "../queries/refreshable.sql";

/** A table, view or materialized view as refreshing sees it. */
export interface LiveRelation {
  readonly schema: string;
  readonly name: string;
  readonly kind: "r" | "p" | "v" | "m";
  readonly populated: boolean;
  /** Whether it has a unique index over columns of all rows. */
  readonly hasUnique: boolean;
  /** Whether the current role may do it without the owner's rights. */
  readonly mayRefresh: boolean;
  /** Keys of what its query reads. */
  readonly reads: readonly string[];
}

/** All relations, by relationKey. */
export async function readRefreshable(tx: Queryable): Promise<ReadonlyMap<string, LiveRelation>> {
  type Row = Omit<LiveRelation, "reads"> & { readonly reads: readonly (readonly string[])[] | null };
  const rows = await tx.unsafe<Row[]>(refreshableQuery);
  return new Map(
    rows.map(({ reads, ...row }) => [relationKey(row), { ...row, reads: (reads ?? []).map(displayPath) }]),
  );
}
