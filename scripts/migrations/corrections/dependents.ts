// What hangs on columns, as drizzle-kit's states have it: keys, indexes, checks, policies, generated columns.
import { namesColumn, plainQuery } from "../../sql/names-in-query.ts";
import type { KitColumn, KitEntity, KitState } from "../kit/kit-state.ts";

/** A key of an index. */
interface IndexKey {
  readonly value: string;
  readonly isExpression: boolean;
}

/** Whether a name stands in an expression as a word of its own, in quotes or without. */
export const mentions = (expression: unknown, name: string): boolean =>
  typeof expression === "string" && namesColumn(plainQuery(expression), name);

/** The expression of a generated column. */
export const generatedAs = (column: KitEntity): string | undefined =>
  (column.generated as { readonly as?: string } | null | undefined)?.as;

/** The names that an entity has in lists of columns. */
export const listedColumns = ({ columns }: KitEntity): readonly string[] =>
  Array.isArray(columns)
    ? columns.flatMap((one: string | IndexKey) =>
        typeof one === "string" ? [one] : one.isExpression ? [] : [one.value],
      )
    : [];

/** The expressions that an entity has, but for defaults. */
export function expressionsOf(entity: KitEntity): unknown[] {
  const keys = Array.isArray(entity.columns) ? (entity.columns as readonly (string | IndexKey)[]) : [];
  return [
    entity.where,
    entity.value,
    entity.using,
    entity.withCheck,
    entity.definition,
    generatedAs(entity),
    ...keys.map((key) => (typeof key === "string" ? undefined : key.isExpression ? key.value : undefined)),
  ];
}

const isOn = (entity: KitEntity, { schema, table }: KitColumn): boolean =>
  entity.schema === schema && entity.table === table;

/** Whether an entity has an expression with the column: of another table where it names that table too. */
function speaksOf(entity: KitEntity, column: KitColumn): boolean {
  const texts = expressionsOf(entity);
  if (!texts.some((text) => mentions(text, column.name))) return false;
  return isOn(entity, column) || texts.some((text) => mentions(text, column.table));
}

/** Whether a foreign key begins or ends at the column. */
function isForeignKeyOf(entity: KitEntity, { schema, table, name }: KitColumn): boolean {
  if (entity.entityType !== "fks") return false;
  const ends = entity.schemaTo === schema && entity.tableTo === table;
  return ends && (entity.columnsTo as readonly string[]).includes(name);
}

const TYPES = new Set(["indexes", "checks", "policies", "uniques", "pks", "fks", "columns"]);

/** What the type of a column cannot change under: expressions with it, and foreign keys. */
export function hangsOnType(column: KitColumn, { ddl }: KitState): KitEntity[] {
  return ddl.filter(
    (entity) =>
      TYPES.has(entity.entityType) &&
      entity !== column &&
      (speaksOf(entity, column) ||
        isForeignKeyOf(entity, column) ||
        (entity.entityType === "fks" && isOn(entity, column) && listedColumns(entity).includes(column.name))),
  );
}

/** What is lost when a column is made again. */
export function hangsOnColumn(column: KitColumn, state: KitState): KitEntity[] {
  const keyed = state.ddl.filter(
    (entity) =>
      TYPES.has(entity.entityType) && isOn(entity, column) && listedColumns(entity).includes(column.name),
  );
  return [...new Set([...hangsOnType(column, state), ...keyed])];
}

/** The columns of a unique key or index; undefined for what no foreign key can point at. */
export function keyColumns(entity: KitEntity): readonly string[] | undefined {
  if (entity.entityType === "pks" || entity.entityType === "uniques") return listedColumns(entity);
  if (entity.entityType !== "indexes" || entity.isUnique !== true || entity.where) return undefined;
  return listedColumns(entity);
}
