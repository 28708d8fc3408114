// A database's tables as definition files.
import { majorOf, type Sql } from "../../database/connect/connect.ts";
import { transaction } from "../../database/connect/transaction.ts";
import { inspect, type LiveWarehouse } from "../../database/inspect/inspect.ts";
import type { LiveEntity } from "../../database/inspect/live-entity.ts";
import { type LiveStructure, readStructure } from "../../database/inspect/live-structure.ts";
import { displayPath, splitPath } from "../../model/identifier.ts";
import { isOtherTools } from "../../model/other-tools.ts";
import { partsOf } from "./database-parts.ts";
import { definitionFiles } from "./schema-text.ts";

/** A database as it is found. */
export interface FoundDatabase {
  readonly structure: LiveStructure;
  readonly warehouse: LiveWarehouse;
  readonly major: number;
}

/** Reads all of a database. */
export async function readDatabase(sql: Sql): Promise<FoundDatabase> {
  const structure = await transaction(sql, readStructure, "ISOLATION LEVEL REPEATABLE READ READ ONLY");
  return { structure, warehouse: await inspect(sql), major: majorOf(sql) };
}

/** Partitions and heirs, by displayPath: they come and go with the tables that they are a part of. */
function heirsOf({ rows }: LiveStructure): Set<string> {
  return new Set(
    rows.flatMap(({ relation, beyond }) =>
      relation !== undefined && /(?:^| )child of /.test(beyond)
        ? [displayPath(splitPath(relation) ?? [])]
        : [],
    ),
  );
}

/** What definitions are made of: without the history, other tools' too, and what is a part of another table. */
export function definable(structure: LiveStructure, historySchema: string): LiveEntity[] {
  const heirs = heirsOf(structure);
  return structure.entities.filter(({ entityType, schema, table, name }) => {
    if ((entityType === "schemas" ? name : schema) === historySchema) return false;
    return !isOtherTools(table ?? name) && !heirs.has(displayPath([String(schema), table ?? name]));
  });
}

/** The definition files of a database by their paths in the project. @param folder where they are to lie */
export function filesOf(
  { structure, warehouse }: FoundDatabase,
  historySchema: string,
  folder = "definitions",
): ReadonlyMap<string, string> {
  const viewColumns = new Map([...warehouse.relations].map(([key, { columns }]) => [key, columns] as const));
  const comments = [...warehouse.comments.values()].filter(({ object }) => object.path[0] !== historySchema);
  const parts = partsOf(definable(structure, historySchema), viewColumns, folder);
  return definitionFiles({ parts, viewColumns, comments });
}
