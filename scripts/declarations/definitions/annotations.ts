// Where annotate() keeps what it was told.
import { type Column as DrizzleColumn, getColumns, is, SQL } from "drizzle-orm";
import {
  getMaterializedViewConfig,
  getTableConfig,
  getViewConfig,
  isPgEnum,
  isPgSchema,
  isPgSequence,
  PgMaterializedView,
  PgTable,
  PgView,
} from "drizzle-orm/pg-core";
import type { Location } from "../../model/diagnostic.ts";
import { displayPath } from "../../model/identifier.ts";
import { type RelationKind, relationKey } from "../../model/relation.ts";
import { type Annotation, annotationOf } from "./annotate.ts";
import { exportLocation, type Source } from "./export-location.ts";
import { isDefinedSqlObject } from "./sql-object-definition.ts";

/** A table or view with what annotate() said of it. */
export interface AnnotatedRelation {
  readonly kind: RelationKind;
  readonly schema: string;
  readonly name: string;
  readonly annotation: Annotation;
  /** The names in the database by those in the definition. */
  readonly columns: ReadonlyMap<string, string>;
  readonly source: Source;
}

/** The name of a column or of a field of a view, in the database. */
export function fieldName(field: unknown, key: string): string {
  if (is(field, SQL.Aliased)) return field.fieldAlias;
  const { name } = field as Partial<DrizzleColumn>;
  return typeof name === "string" ? name : key;
}

function shapeOf(value: object): Omit<AnnotatedRelation, "annotation" | "source"> | undefined {
  const named = (fields: object) =>
    new Map(Object.entries(fields).map(([key, field]) => [key, fieldName(field, key)]));
  if (is(value, PgTable)) {
    const { schema = "public", name } = getTableConfig(value);
    return { kind: "table", schema, name, columns: named(getColumns(value)) };
  }
  if (is(value, PgView)) {
    const { schema = "public", name, selectedFields } = getViewConfig(value);
    return { kind: "view", schema, name, columns: named(selectedFields) };
  }
  if (is(value, PgMaterializedView)) {
    const { schema = "public", name, selectedFields } = getMaterializedViewConfig(value);
    return { kind: "materialized view", schema, name, columns: named(selectedFields) };
  }
  return undefined;
}

/** Where the definition of a relation stands, by its relationKey; undefined where the definitions have none. */
export function placeOfRelation(sources: ReadonlyMap<object, Source>, key: string): Location | undefined {
  const found = [...sources].find(([value]) => {
    const shape = shapeOf(value);
    return shape && relationKey(shape) === key;
  });
  return found && exportLocation(found[1]);
}

/** The key that an enum, a sequence or an SQL object has as a relation would have it; a schema has its name. */
function namedKey(value: object): string | undefined {
  if (isDefinedSqlObject(value)) {
    const { schema, name } = value.shown;
    return schema === undefined ? undefined : relationKey({ schema, name });
  }
  if (isPgSchema(value)) return displayPath([value.schemaName]);
  if (isPgEnum(value)) return relationKey({ schema: value.schema ?? "public", name: value.enumName });
  if (!isPgSequence(value) || value.seqName === undefined) return undefined;
  return relationKey({ schema: value.schema ?? "public", name: value.seqName });
}

/** Where the definition of a schema, or of anything that lies in one, stands, by the key that a relation would have. */
export function placeOfDefined(sources: ReadonlyMap<object, Source>, key: string): Location | undefined {
  const found = [...sources].find(([value]) => namedKey(value) === key);
  return placeOfRelation(sources, key) ?? (found && exportLocation(found[1]));
}

/** The annotated ones among the exported objects, in their order. */
export function annotatedRelations(sources: ReadonlyMap<object, Source>): AnnotatedRelation[] {
  return [...sources].flatMap(([value, source]) => {
    const annotation = annotationOf(value);
    const shape = annotation && shapeOf(value);
    return annotation && shape ? [{ ...shape, annotation, source }] : [];
  });
}

/** How something is exported, and what its columns are called in code, by their names in the database. */
export interface ExportedName extends Source {
  readonly columns: ReadonlyMap<string, string>;
}

/** What of the database is exported under which name, by displayPath. */
export function exportedNames(sources: ReadonlyMap<object, Source>): Map<string, ExportedName> {
  return new Map(
    [...sources].flatMap(([value, source]) => {
      const shape = isDefinedSqlObject(value) ? undefined : shapeOf(value);
      const key = shape
        ? displayPath([shape.schema, shape.name])
        : isDefinedSqlObject(value)
          ? undefined
          : namedKey(value);
      const columns = new Map([...(shape?.columns ?? [])].map(([code, name]) => [name, code]));
      return key === undefined ? [] : [[key, { ...source, columns }] as const];
    }),
  );
}
