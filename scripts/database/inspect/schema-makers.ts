// Who may create in which schemas.
import type { Queryable } from "../connect/connect.ts";
import makersQuery from "../queries/schema-makers.sql";

/** A role that may create in a schema, by what it has, inherits, or everybody has. */
export interface SchemaMaker {
  readonly schema: string;
  readonly role: string;
}

/**
 * In which schemas, other than PostgreSQL's own, these roles may create.
 *
 * @param gone in these schemas, what these roles have there does not count
 */
export async function readSchemaMakers(
  tx: Queryable,
  roles: Iterable<string>,
  gone: { readonly schemas: Iterable<string>; readonly roles: Iterable<string> },
): Promise<SchemaMaker[]> {
  const names = [roles, gone.schemas, gone.roles].map((list) => JSON.stringify([...list]));
  return [...((await tx.unsafe(makersQuery, names)) as unknown as SchemaMaker[])];
}
