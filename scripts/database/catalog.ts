import { compareText } from "../model/identifier.ts";
import type { Sql } from "./connect.ts";
import databaseQuery from "./queries/catalog-shape.sql";
import clusterQuery from "./queries/cluster-shape.sql";

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
 * privileges, comments, and the cluster's roles, memberships and settings. Equal lists mean that nobody can tell
 * the states apart.
 */
export async function catalogShape(sql: Sql, options: ShapeOptions = {}): Promise<string[]> {
  const { leaveOut = [], roles = () => true } = options;
  const [cluster, objects] = await sql.begin("isolation level repeatable read read only", (tx) =>
    Promise.all([
      tx.unsafe<{ role: string; line: string }[]>(clusterQuery),
      tx.unsafe<{ line: string }[]>(databaseQuery, [JSON.stringify(leaveOut)]),
    ]),
  );
  const lines = [...cluster.filter(({ role }) => roles(role)), ...objects].map(({ line }) => line);
  return lines.map((line) => line.replaceAll("\n", "\\n")).sort(compareText);
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
