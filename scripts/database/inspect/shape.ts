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

/** All rows of a query as one hash; NULL where there is none. */
const DIGEST = `encode(sha256(convert_to(
  string_agg(q::text, E'\\n' ORDER BY q::text COLLATE "C"), getdatabaseencoding()
)), 'hex')`;

/** The rows of a query, its digest beside the first of them. */
const withDigest = (query: string): string => `WITH q AS MATERIALIZED (
${query}
) SELECT q.*, CASE WHEN row_number() OVER () = 1 THEN (SELECT ${DIGEST} FROM q) END AS digest FROM q`;

/** What each row of a query may have beside its own columns, see {@link withDigest}. */
interface Digested {
  readonly digest?: string | null;
}

/** Runs catalog queries. They take no parameter of their own: they share this one. @returns the rows of each */
async function readQueries<Row>(
  tx: Queryable,
  queries: readonly string[],
  leaveOut: readonly string[] = [],
): Promise<(readonly Row[])[]> {
  const parameter = `SELECT set_config('dwh.left_out', array(
    SELECT jsonb_array_elements_text($1::text::jsonb)
  )::text, true)`;
  const [, rows] = await Promise.all([
    tx.unsafe(parameter, [JSON.stringify(leaveOut)]).execute(),
    Promise.all(
      queries.map((query) => tx.unsafe(withKinds(query, majorOf(tx))) as unknown as Promise<readonly Row[]>),
    ),
  ]);
  return rows;
}

const oneLine = (text: string): string => text.replaceAll("\n", "\\n");

const structureOf = (rows: readonly ShapeRow[]): StructureRow[] =>
  rows.map(({ object, relation, line, beyond }) => ({
    object,
    relation: relation ?? undefined,
    line: oneLine(line ?? ""),
    beyond: oneLine(beyond ?? ""),
  }));

/** A row of a query about what the databases of a cluster share. */
type SharedRow = Digested & { readonly roles: string; readonly line: string };

/** What the catalogs of a database said at one moment. */
export interface Shape {
  /**
   * Everything that they say to users, a line each, sorted, with names instead of OIDs and without positions: objects
   * with their definitions, owners and ACLs (built-in defaults spelled out), default privileges, comments, and the
   * cluster's roles, memberships, settings and the ACLs of what all its databases share. Equal lists mean that nobody can
   * tell the states apart.
   */
  lines(): string[];
  /** The same without access, comments and the cluster. */
  structure(): StructureRow[];
  /** What {@link shapeDigest} says of it: the same, where it is said, means the same lines. */
  readonly digest: string | undefined;
}

const digestOf = (digests: readonly (string | null | undefined)[], { roles }: ShapeOptions) =>
  roles ? undefined : digests.map((digest) => digest ?? "").join(" ");

/** Reads the catalogs in the transaction that is open, all at once. */
export async function readShape(tx: Queryable, options: ShapeOptions = {}): Promise<Shape> {
  const { leaveOut, roles = () => true } = options;
  const queries = [...QUERIES, ...SHARED_QUERIES].map(withDigest);
  const found = await readQueries<(ShapeRow | SharedRow) & Digested>(tx, queries, leaveOut);
  const objects = found.slice(0, QUERIES.length) as (readonly ShapeRow[])[];
  const shared = found.slice(QUERIES.length).flat() as SharedRow[];
  return {
    lines: () => {
      const counted = shared.filter((row) => row.roles === "{}" || parseArrayText(row.roles).some(roles));
      const lines = [
        ...counted.map(({ line }) => line),
        ...objects
          .flat()
          .map(({ object, line, beyond, access }) =>
            [object, line, beyond, access].filter(Boolean).join(" "),
          ),
      ];
      return lines.map(oneLine).sort(compareText);
    },
    structure: () => structureOf(objects.slice(0, STRUCTURE_QUERIES.length).flat()),
    digest: digestOf(
      found.map(([first]) => first?.digest),
      options,
    ),
  };
}

/**
 * What tells a shape from others without being sent it: a hash of what each query says, made on the server. Undefined
 * where only some of the roles count.
 */
export async function shapeDigest(tx: Queryable, options: ShapeOptions = {}): Promise<string | undefined> {
  if (options.roles) return undefined;
  const queries = [...QUERIES, ...SHARED_QUERIES].map(
    (query) => `SELECT ${DIGEST} AS digest FROM (\n${query}\n) AS q`,
  );
  const found = await readQueries<Digested>(tx, queries, options.leaveOut);
  return digestOf(
    found.map(([first]) => first?.digest),
    options,
  );
}

/** The lines of a {@link Shape}, read in a transaction of its own. */
export async function catalogShape(sql: Sql, options: ShapeOptions = {}): Promise<string[]> {
  const read = (tx: Queryable) => readShape(tx, options);
  return (await transaction(sql, read, "ISOLATION LEVEL REPEATABLE READ READ ONLY")).lines();
}

/** The structure of a {@link Shape} as an open transaction sees it; nothing else is asked. */
export async function catalogStructure(tx: Queryable): Promise<StructureRow[]> {
  return structureOf((await readQueries<ShapeRow>(tx, STRUCTURE_QUERIES)).flat());
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
