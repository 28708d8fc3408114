// What citus spreads over the nodes of a cluster.
import { CITUS, type Distribution } from "../../model/distribution.ts";
import type { Queryable } from "../connect/connect.ts";
import distributionsQuery from "../queries/distributions.sql";

interface DistributionRow {
  readonly schema: string;
  readonly name: string;
  readonly by: string | null;
  readonly group: number;
}

/** Distributed tables and schemas; none where the database does not have the extension. */
export async function readDistributions(
  tx: Queryable,
  extensions: ReadonlySet<string>,
): Promise<Distribution[]> {
  if (!extensions.has(CITUS)) return [];
  const tables = await tx.unsafe<DistributionRow[]>(distributionsQuery);
  // There are none before citus 12.
  const [row] = await tx.unsafe("SELECT to_regclass('pg_catalog.pg_dist_schema') IS NOT NULL AS is_there");
  const schemas = row?.is_there
    ? await tx.unsafe<{ name: string }[]>(
        "SELECT n.nspname AS name FROM pg_catalog.pg_dist_schema s JOIN pg_catalog.pg_namespace n ON n.oid = s.schemaid",
      )
    : [];
  return [
    ...tables.map(
      ({ schema, name, by, group }): Distribution => ({
        object: { kind: "table", path: [schema, name] },
        ...(by !== null && { by }),
        group,
      }),
    ),
    ...schemas.map(({ name }): Distribution => ({ object: { kind: "schema", path: [name] } })),
  ];
}
