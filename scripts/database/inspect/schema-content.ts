// What lies in some schemas, as patterns of role files match it.

import type { SchemaContent } from "../../model/kept-catalog.ts";
import { isOtherTools } from "../../model/other-tools.ts";
import type { Sql } from "../connect/connect.ts";
import { transaction } from "../connect/transaction.ts";
import contentQuery from "../queries/schema-content.sql";

/**
 * Reads what schemas have, whoever made it; without the histories of other tools of migrations.
 *
 * @returns undefined for a schema that is not there
 */
export async function readSchemaContents(
  sql: Sql,
  schemas: readonly string[],
): Promise<ReadonlyMap<string, SchemaContent | undefined>> {
  const { there, rows } = await transaction(
    sql,
    async (tx) => ({
      there: await tx.unsafe<{ name: string }[]>(
        "SELECT nspname AS name FROM pg_catalog.pg_namespace WHERE $1::text::jsonb ? nspname",
        [JSON.stringify(schemas)],
      ),
      rows: await tx.unsafe<
        {
          schema: string;
          kind: SchemaContent["objects"][number]["kind"];
          name: string;
          columns: string[] | null;
        }[]
      >(contentQuery, [JSON.stringify(schemas)]),
    }),
    "ISOLATION LEVEL REPEATABLE READ READ ONLY",
  );
  const known = new Set(there.map(({ name }) => name));
  return new Map(
    schemas.map((schema) => {
      if (!known.has(schema)) return [schema, undefined];
      const objects = rows
        .filter((row) => row.schema === schema && !isOtherTools([schema, row.name]))
        .map(({ kind, name, columns }) => ({ kind, name, columns: columns ?? [] }));
      return [schema, { objects }];
    }),
  );
}
