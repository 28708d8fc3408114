// What roles own, have rights on, or are named by: in the database, in the cluster, in other databases.
import { groupBy } from "../../model/group.ts";
import type { Queryable } from "../connect/connect.ts";
import belongingsQuery from "../queries/role-belongings.sql";
import type { CatalogOids } from "./read-catalogs.ts";

/** One thing that holds on to a role. */
export interface Belonging {
  readonly role: string;
  readonly how: "owns" | "has rights on" | "had rights from the beginning on" | "is named by";
  /** Of the database that is asked, of all databases, or of another one. */
  readonly reach: "here" | "cluster" | "elsewhere";
  readonly catalog: string;
  readonly oid: number;
  /** The other database. */
  readonly database: string | null;
  /** As `pg_identify_object` says it: `table`, `app.orders`, names quoted where they must be. */
  readonly type: string | null;
  readonly identity: string | null;
  /** The OID of the schema in which it lies. */
  readonly schema: number | null;
  /** Its name. */
  readonly inSchema: string | null;
  /** Whether it is the sequence of a column, which has the owner of its table. */
  readonly follows: boolean | null;
}

/** What holds on to the roles and is no membership. Any role can ask. */
export async function readBelongings(tx: Queryable, roles: readonly string[]): Promise<Belonging[]> {
  if (roles.length === 0) return [];
  return [...((await tx.unsafe(belongingsQuery, [JSON.stringify(roles)])) as unknown as Belonging[])];
}

/** Things of this database and their schemas, by catalog. */
export function catalogOids(belongings: readonly Belonging[]): CatalogOids {
  const found = belongings.flatMap(({ catalog, oid, schema }) => [
    { catalog, oid },
    ...(schema === null ? [] : [{ catalog: "pg_namespace", oid: schema }]),
  ]);
  return new Map(
    [...groupBy(found, ({ catalog }) => catalog)].map(([catalog, group]) => [
      catalog,
      [...new Set(group.map(({ oid }) => oid))],
    ]),
  );
}
