import { compareText } from "../../model/identifier.ts";
import { majorOf, type Queryable, type Sql } from "../connect/connect.ts";
import { transaction } from "../connect/transaction.ts";
import clusterQuery from "../queries/catalog/cluster.sql";
import columnsQuery from "../queries/catalog/columns.sql";
import commentsQuery from "../queries/catalog/comments.sql";
import constraintsQuery from "../queries/catalog/constraints.sql";
import defaultAclsQuery from "../queries/catalog/default-acls.sql";
import indexesQuery from "../queries/catalog/indexes.sql";
import othersQuery from "../queries/catalog/others.sql";
import programsQuery from "../queries/catalog/programs.sql";
import relationsQuery from "../queries/catalog/relations.sql";
import routinesQuery from "../queries/catalog/routines.sql";
import schemasQuery from "../queries/catalog/schemas.sql";
import sharedQuery from "../queries/catalog/shared.sql";
import typesQuery from "../queries/catalog/types.sql";
import { parseArrayText } from "./acl-text.ts";
import { withKinds } from "./kind-queries.ts";

/** Of what all databases of a cluster share. */
const SHARED_QUERIES: readonly string[] = [clusterQuery, sharedQuery];

const QUERIES: readonly string[] = [
  schemasQuery,
  relationsQuery,
  columnsQuery,
  constraintsQuery,
  indexesQuery,
  programsQuery,
  routinesQuery,
  typesQuery,
  defaultAclsQuery,
  commentsQuery,
  othersQuery,
];

/** What of the catalogs counts. */
export interface ShapeOptions {
  /** Schemas to leave out with all that is in them. */
  readonly leaveOut?: readonly string[];
  /** Which roles count, with their memberships and settings; all unless said. */
  readonly roles?: (name: string) => boolean;
}

/**
 * Everything that a database's catalogs say to its users, a line each, sorted, with names instead of OIDs and
 * without positions: objects with their definitions, owners and ACLs (built-in defaults spelled out), default
 * privileges, comments, and the cluster's roles, memberships, settings and the ACLs of what all its databases share. Equal lists
 * mean that nobody can tell the states apart.
 */
export async function catalogShape(sql: Sql, options: ShapeOptions = {}): Promise<string[]> {
  const { leaveOut = [], roles = () => true } = options;
  // The queries take no parameter of their own: they share this one.
  const parameter = `SELECT set_config('dwh.left_out', array(
    SELECT jsonb_array_elements_text($1::text::jsonb)
  )::text, true)`;
  const read = (tx: Queryable) =>
    Promise.all([
      tx.unsafe(parameter, [JSON.stringify(leaveOut)]).execute(),
      Promise.all(
        SHARED_QUERIES.map((query) =>
          tx.unsafe<{ roles: string; line: string }[]>(withKinds(query, majorOf(tx))),
        ),
      ),
      Promise.all(QUERIES.map((query) => tx.unsafe<{ line: string }[]>(withKinds(query, majorOf(tx))))),
    ]);
  const [, cluster, objects] = await transaction(sql, read, "ISOLATION LEVEL REPEATABLE READ READ ONLY");
  const shared = cluster.flat().filter((row) => row.roles === "{}" || parseArrayText(row.roles).some(roles));
  return [...shared, ...objects.flat()].map(({ line }) => line.replaceAll("\n", "\\n")).sort(compareText);
}

/** What of the first list the second lacks, and what it has beyond. A line may stand several times. */
export function compareShapes(
  before: readonly string[],
  after: readonly string[],
): { missing: string[]; extra: string[] } {
  const without = (these: readonly string[], those: readonly string[]): string[] => {
    const counts = new Map<string, number>();
    for (const line of those) counts.set(line, (counts.get(line) ?? 0) + 1);
    return these.filter((line) => {
      const count = counts.get(line) ?? 0;
      counts.set(line, count - 1);
      return count <= 0;
    });
  };
  return { missing: without(before, after), extra: without(after, before) };
}
