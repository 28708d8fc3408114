// Everything that the catalogs say, as lines that can be compared.
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

/** What makes up the structure of a database. */
const STRUCTURE_QUERIES: readonly string[] = [
  schemasQuery,
  relationsQuery,
  columnsQuery,
  constraintsQuery,
  indexesQuery,
  programsQuery,
  routinesQuery,
  typesQuery,
  othersQuery,
];

const QUERIES: readonly string[] = [...STRUCTURE_QUERIES, defaultAclsQuery, commentsQuery];

/** An object as its catalog query tells it; what it has nothing of is null or not asked. */
interface ShapeRow {
  /** Its kind and name: `index "A".t_name`. */
  readonly object: string;
  /** The relation that it belongs to or is, as a regclass prints it. */
  readonly relation?: string | null;
  /** What definitions have words for. */
  readonly line?: string | null;
  /** What they have none for, such as storage and partitions. */
  readonly beyond?: string | null;
  /** Owner and ACL. */
  readonly access?: string | null;
}

/** An object without its owner and ACL. Texts are empty where there is nothing to say. */
export type StructureRow = Required<Record<"object" | "line" | "beyond", string>> & {
  readonly relation: string | undefined;
};

/** What of the catalogs counts. */
export interface ShapeOptions {
  /** Schemas to leave out with all that is in them. */
  readonly leaveOut?: readonly string[];
  /** Which roles count, with their memberships and settings; all unless said. */
  readonly roles?: (name: string) => boolean;
}

/** Runs catalog queries. They take no parameter of their own: they share this one. */
async function readObjects(
  tx: Queryable,
  queries: readonly string[],
  leaveOut: readonly string[] = [],
): Promise<ShapeRow[]> {
  const parameter = `SELECT set_config('dwh.left_out', array(
    SELECT jsonb_array_elements_text($1::text::jsonb)
  )::text, true)`;
  const [, rows] = await Promise.all([
    tx.unsafe(parameter, [JSON.stringify(leaveOut)]).execute(),
    Promise.all(queries.map((query) => tx.unsafe<ShapeRow[]>(withKinds(query, majorOf(tx))))),
  ]);
  return rows.flat();
}

const oneLine = (text: string): string => text.replaceAll("\n", "\\n");

/**
 * Everything that a database's catalogs say to its users, a line each, sorted, with names instead of OIDs and
 * without positions: objects with their definitions, owners and ACLs (built-in defaults spelled out), default
 * privileges, comments, and the cluster's roles, memberships, settings and the ACLs of what all its databases share. Equal lists
 * mean that nobody can tell the states apart.
 */
export async function catalogShape(sql: Sql, options: ShapeOptions = {}): Promise<string[]> {
  const { leaveOut = [], roles = () => true } = options;
  const read = (tx: Queryable) =>
    Promise.all([
      readObjects(tx, QUERIES, leaveOut),
      Promise.all(
        SHARED_QUERIES.map((query) =>
          tx.unsafe<{ roles: string; line: string }[]>(withKinds(query, majorOf(tx))),
        ),
      ),
    ]);
  const [objects, cluster] = await transaction(sql, read, "ISOLATION LEVEL REPEATABLE READ READ ONLY");
  const shared = cluster.flat().filter((row) => row.roles === "{}" || parseArrayText(row.roles).some(roles));
  const lines = [
    ...shared.map(({ line }) => line),
    ...objects.map(({ object, line, beyond, access }) =>
      [object, line, beyond, access].filter(Boolean).join(" "),
    ),
  ];
  return lines.map(oneLine).sort(compareText);
}

/** The structure of the database as an open transaction sees it: what {@link catalogShape} says, without access, comments and the cluster. */
export async function catalogStructure(tx: Queryable): Promise<StructureRow[]> {
  const rows = await readObjects(tx, STRUCTURE_QUERIES);
  return rows.map(({ object, relation, line, beyond }) => ({
    object,
    relation: relation ?? undefined,
    line: oneLine(line ?? ""),
    beyond: oneLine(beyond ?? ""),
  }));
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
