// What drizzle-kit has words for, sorted by what it is a part of, with a name in TypeScript for each.
import type { LiveEntity } from "../../database/inspect/live-entity.ts";
import { groupBy } from "../../model/group.ts";
import { displayPath } from "../../model/identifier.ts";
import { CodeNames } from "./code-names.ts";
import { TYPE_FUNCTIONS } from "./type-words.ts";

/** A table with its parts. */
export interface TableParts {
  readonly table: LiveEntity;
  readonly columns: readonly LiveEntity[];
  /** By entity type. */
  readonly of: (type: string) => readonly LiveEntity[];
}

/** What is exported: where, and how it is called there. */
export interface Exported {
  readonly path: string;
  readonly name: string;
  /** The names of columns in code, by those in the database. */
  readonly columns: ReadonlyMap<string, string>;
}

/** A schema with what lies in it, and its file. */
export interface SchemaParts {
  readonly schema: string;
  readonly path: string;
  readonly enums: readonly LiveEntity[];
  readonly sequences: readonly LiveEntity[];
  readonly tables: readonly TableParts[];
  readonly views: readonly LiveEntity[];
}

/** All schemas, and what they export by displayPath. */
export interface DatabaseParts {
  readonly schemas: readonly SchemaParts[];
  readonly exported: ReadonlyMap<string, Exported>;
  /** Schemas whose enums other schemas use: they stand in a file of their own, which imports none of the others. */
  readonly shared: ReadonlySet<string>;
  readonly sharedPath: string;
}

/** Functions that definition files may import: nothing else is called so. */
export const IMPORTED: readonly string[] = [
  ...TYPE_FUNCTIONS,
  ..."pgSchema pgTable pgEnum pgView pgMaterializedView pgSequence pgPolicy customType".split(" "),
  ..."index uniqueIndex unique primaryKey foreignKey check sql annotate char bit time t".split(" "),
  ..."pgExtension pgDomain pgComposite pgFunction pgProcedure pgTrigger sqlObject".split(" "),
];

/** The variable of a schema. */
export const schemaVariable = (schema: string): string => new CodeNames(IMPORTED).take(schema);

function sharedSchemas(entities: readonly LiveEntity[]): Set<string> {
  const enums = new Set(
    entities.flatMap(({ entityType, schema, name }) =>
      entityType === "enums" ? [displayPath([String(schema), name])] : [],
    ),
  );
  return new Set(
    entities.flatMap(({ entityType, schema, typeSchema, type }) =>
      entityType === "columns" &&
      typeof typeSchema === "string" &&
      typeSchema !== schema &&
      enums.has(displayPath([typeSchema, String(type)]))
        ? [typeSchema]
        : [],
    ),
  );
}

const slug = (name: string): string =>
  (name.normalize("NFC").match(/[\p{L}\p{N}]+/gu) ?? ["schema"]).join("_").toLowerCase();

/** `STG_AUTH` → `stg/auth.ts` where other schemas have the same layer; each path once. */
function pathsOf(schemas: readonly string[], folder: string): Map<string, string> {
  const layerOf = (schema: string) => /^([\p{L}\p{N}]+)_./u.exec(schema)?.[1];
  const layers = groupBy(schemas, (schema) => layerOf(schema) ?? "");
  const taken = new Set<string>();
  return new Map(
    schemas.map((schema) => {
      const layer = layerOf(schema);
      const isLayer = layer !== undefined && (layers.get(layer)?.length ?? 0) > 1;
      const wanted = isLayer ? `${slug(layer)}/${slug(schema.slice(layer.length + 1))}` : slug(schema);
      let path = wanted;
      for (let number = 2; taken.has(path); number++) path = `${wanted}_${number}`;
      taken.add(path);
      return [schema, `${folder}/${path}.ts`];
    }),
  );
}

const textOf = (value: unknown): string => String(value ?? "");

/** The columns of a relation with names in code. @param known the names that some have already */
function columnNames(
  columns: readonly { readonly name: string }[],
  known: ReadonlyMap<string, string> = new Map(),
): Map<string, string> {
  const names = new CodeNames(known.values());
  return new Map(columns.map(({ name }) => [name, known.get(name) ?? names.take(name)]));
}

/** How entities are sorted and named. */
interface PartsOptions {
  /** Columns of views, by displayPath. */
  readonly viewColumns: ReadonlyMap<string, readonly { readonly name: string }[]>;
  /** Where definition files lie, relative to the project. */
  readonly folder: string;
  /** Schemas in which something lies beside the entities. */
  readonly alsoUsed?: readonly string[];
  /** What is defined already, by displayPath: it is called as it is called there. */
  readonly known?: ReadonlyMap<string, Exported>;
}

/** Sorts entities. */
export function partsOf(
  entities: readonly LiveEntity[],
  { viewColumns, folder, alsoUsed = [], known = new Map() }: PartsOptions,
): DatabaseParts {
  const byType = groupBy(entities, ({ entityType }) => entityType);
  const ofType = (type: string) => byType.get(type) ?? [];
  const schemas = ofType("schemas").map(({ name }) => name);
  const used = new Set([
    ...alsoUsed,
    ...["tables", "views", "enums", "sequences"].flatMap((type) =>
      ofType(type).map(({ schema }) => textOf(schema)),
    ),
  ]);
  const wanted = schemas.filter((schema) => schema !== "public" || used.has("public"));
  const paths = pathsOf(wanted, folder);
  const byTable = groupBy(
    entities.filter(({ table }) => table !== undefined),
    ({ schema, table }) => displayPath([textOf(schema), textOf(table)]),
  );
  const shared = sharedSchemas(entities);
  const sharedPath = `${folder}/types.ts`;
  const exported = new Map<string, Exported>();
  const parts = wanted.map((schema): SchemaParts => {
    const path = paths.get(schema) ?? "";
    const inSchema = (type: string) => ofType(type).filter((entity) => entity.schema === schema);
    // The schema's own variable, and what is imported, have their names too.
    const taken = [...known.values()].map(({ name }) => name);
    const names = new CodeNames([schemaVariable(schema), ...IMPORTED, ...taken]);
    const take = (entity: LiveEntity, columns: readonly { readonly name: string }[] = [], at = path) => {
      const key = displayPath([schema, entity.name]);
      const there = known.get(key);
      const own = there ?? { path: at, name: names.take(entity.name) };
      exported.set(key, { ...own, columns: columnNames(columns, there?.columns) });
    };
    const tables = inSchema("tables").map((table): TableParts => {
      const all = byTable.get(displayPath([schema, table.name])) ?? [];
      const of = (type: string) => all.filter(({ entityType }) => entityType === type);
      return { table, columns: of("columns"), of };
    });
    const [enums, sequences, views] = [inSchema("enums"), inSchema("sequences"), inSchema("views")];
    for (const one of enums) take(one, [], shared.has(schema) ? sharedPath : path);
    for (const one of sequences) take(one);
    for (const { table, columns } of tables) take(table, columns);
    for (const view of views) take(view, viewColumns.get(displayPath([schema, view.name])));
    return { schema, path, enums, sequences, tables, views };
  });
  return { schemas: parts, exported, shared, sharedPath };
}
