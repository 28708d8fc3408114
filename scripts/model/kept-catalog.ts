// What others make in a schema, as far as patterns of role files match it.

import { displayName } from "./identifier.ts";
import { type ObjectName, splitRoutine } from "./object.ts";
import type { Relation, RelationKind } from "./relation.ts";

/** One thing that lies in a schema. */
export interface ContentObject {
  readonly kind: RelationKind | "sequence" | "type" | "routine";
  /** Of a routine with the types of its arguments: `f(integer, text)`. */
  readonly name: string;
  /** Of a relation, in its order. */
  readonly columns: readonly string[];
}

/** All that lies in a schema. */
export interface SchemaContent {
  readonly objects: readonly ContentObject[];
}

/** By the name of the schema, which may be a template. */
export type KeptCatalog = ReadonlyMap<string, SchemaContent>;

export const NO_CATALOG: KeptCatalog = new Map();

const OTHERS = ["sequence", "type", "routine"] as const;

const isOther = (kind: ContentObject["kind"]): kind is (typeof OTHERS)[number] =>
  OTHERS.some((other) => other === kind);

/** The relations of kept schemas; the types of their columns are nobody's business here. */
export function keptRelations(catalog: KeptCatalog): Relation[] {
  return [...catalog].flatMap(([schema, { objects }]) =>
    objects.flatMap(({ kind, name, columns }): Relation[] =>
      isOther(kind)
        ? []
        : [
            {
              kind,
              schema,
              name,
              columns: columns.map((column) => ({ name: column, type: "", notNull: false })),
            },
          ],
    ),
  );
}

/** What else lies in them. */
export function keptObjects(catalog: KeptCatalog): ObjectName[] {
  return [...catalog].flatMap(([schema, { objects }]) =>
    objects.flatMap(({ kind, name }): ObjectName[] => {
      if (!isOther(kind)) return [];
      if (kind !== "routine") return [{ kind, path: [schema, name] }];
      const path = splitRoutine(`${displayName(schema)}.${name}`);
      return path ? [{ kind, path }] : [];
    }),
  );
}
