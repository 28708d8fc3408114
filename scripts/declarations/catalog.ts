import { groupBy } from "../model/group.ts";
import { compareText } from "../model/identifier.ts";
import { type Relation, relationKey } from "../model/relation.ts";
import type { SensitiveMode } from "./roles-schema.ts";

/** What patterns are matched with: the schemas and relations of the definitions. */
export interface Catalog {
  readonly schemas: readonly string[];
  readonly relations: readonly Relation[];
  readonly relationsOf: (schema: string) => readonly Relation[];
  readonly isSensitive: (relation: Relation) => boolean;
}

/** PostgreSQL's own schemas. No pattern matches them. */
export function isSystemSchema(name: string): boolean {
  return name.startsWith("pg_") || name === "information_schema";
}

/** @param sensitive relation keys */
export function makeCatalog(
  schemas: Iterable<string>,
  relations: Iterable<Relation>,
  sensitive: ReadonlySet<string>,
): Catalog {
  const known = [...relations]
    .filter(({ schema }) => !isSystemSchema(schema))
    .sort((a, b) => compareText(relationKey(a), relationKey(b)));
  const bySchema = groupBy(known, ({ schema }) => schema);
  return {
    schemas: [...schemas].filter((schema) => !isSystemSchema(schema)).sort(compareText),
    relations: known,
    relationsOf: (schema) => bySchema.get(schema) ?? [],
    isSensitive: (relation) => sensitive.has(relationKey(relation)),
  };
}

/** Whether an entry of this mode reaches the relation. */
export function isReached(catalog: Catalog, mode: SensitiveMode, relation: Relation): boolean {
  return mode === "include" || catalog.isSensitive(relation) === (mode === "only");
}
