// What depends on what in a database, by names that definitions have.
import type { Queryable } from "../connect/connect.ts";
import dependenciesQuery from "../queries/spoken-dependencies.sql";

/** Something that definitions can name: of a routine schema and name, of a trigger its table before its name. */
interface NamedThing {
  readonly kind: "relation" | "type" | "routine" | "trigger";
  readonly path: readonly string[];
}

/** One thing that cannot be without another. */
export interface LiveDependency {
  readonly of: NamedThing;
  readonly on: NamedThing;
}

interface Row extends NamedThing {
  readonly neededKind: NamedThing["kind"];
  readonly neededPath: readonly string[];
}

/** All of them but those on PostgreSQL's own things. Any role may ask. */
export async function readDependencies(sql: Queryable): Promise<LiveDependency[]> {
  const rows = await sql.unsafe<Row[]>(dependenciesQuery);
  return rows.map(({ kind, path, neededKind, neededPath }) => ({
    of: { kind, path },
    on: { kind: neededKind, path: neededPath },
  }));
}
