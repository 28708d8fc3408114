// Foreign keys that stand on a key which definitions say only in part: what is SQL beside them takes these along.
import type { LiveStructure, ObjectDefinition } from "../database/inspect/live-structure.ts";
import { EMPTY_STATE } from "../migrations/kit/kit-state.ts";
import { entityTexts, type StructureDifference } from "../prove/structure-differences.ts";

/** The name of an entity in the catalogs. */
const objectOf = (entity: LiveStructure["entities"][number]): string =>
  [...entityTexts({ ...EMPTY_STATE, ddl: [entity] }).keys()][0] ?? "";

const columnsOf = (columns: unknown): string => JSON.stringify([...(columns as readonly string[])].sort());

/** What is said in part, with the foreign keys that need it, by their names in the catalogs. */
export function withTheirForeignKeys(
  { entities }: LiveStructure,
  halfSaid: readonly StructureDifference[],
): ReadonlySet<string> {
  const objects = new Set(halfSaid.map(({ object }) => object));
  const keys = new Set(
    entities.flatMap((entity) => {
      const isKey = entity.entityType === "pks" || entity.entityType === "uniques";
      const { schema, table, columns } = entity;
      return isKey && objects.has(objectOf(entity))
        ? [JSON.stringify([schema, table, columnsOf(columns)])]
        : [];
    }),
  );
  const users = entities.filter(({ entityType, schemaTo, tableTo, columnsTo }) => {
    const isUser = entityType === "fks" && keys.size > 0;
    return isUser && keys.has(JSON.stringify([schemaTo, tableTo, columnsOf(columnsTo)]));
  });
  return new Set([...objects, ...users.map(objectOf)]);
}

/** Whether a statement makes one: it is made behind the key, and dropped before. */
export const isForeignKey = ({ kind, make }: ObjectDefinition): boolean =>
  kind === "constraint" && / FOREIGN KEY \(/.test(make ?? "");
