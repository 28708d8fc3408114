// The schemas, relations and objects that definitions make.
import { getTableName, is } from "drizzle-orm";
import {
  type ForeignKey,
  getMaterializedViewConfig,
  getViewConfig,
  isPgEnum,
  isPgSequence,
  type PgColumn,
  PgMaterializedView,
  PgPolicy,
  PgRole,
  PgSchema,
  PgTable,
  PgView,
  uniqueKeyName,
} from "drizzle-orm/pg-core";
import { fieldName } from "./annotations.ts";
import { partitionNames } from "./partition-objects.ts";
import { isDefinedSqlObject } from "./sql-object-definition.ts";
import { tableConfig } from "./table-config.ts";

/** A name that a definition brings into the database, said or derived. */
export interface DefinedName {
  /** `index`, `foreign key`, … */
  readonly what: string;
  readonly name: string;
  /** Whether somebody wrote it; else drizzle-kit made it of other names. */
  readonly said: boolean;
}

/** The schema in which an object stands; undefined for what has none. */
export function schemaOf(value: object): string | undefined {
  if (is(value, PgTable)) return tableConfig(value).schema;
  if (is(value, PgView)) return getViewConfig(value).schema;
  if (is(value, PgMaterializedView)) return getMaterializedViewConfig(value).schema;
  if (isDefinedSqlObject(value)) return value.shown.schema;
  return isPgEnum(value) || isPgSequence(value) ? value.schema : undefined;
}

const named = (what: string, said: string | undefined, derived = ""): DefinedName => ({
  what,
  name: said ?? derived,
  said: said !== undefined,
});

/** drizzle-kit shortens this one name: a hash of 12 letters stands for the columns. */
function foreignKeyName(key: ForeignKey, table: string): string {
  const { columns, foreignTable, foreignColumns } = key.reference();
  const names = [...columns.map(({ name }) => name), getTableName(foreignTable)];
  const name = `${table}_${[...names, ...foreignColumns.map(({ name }) => name)].join("_")}_fkey`;
  if (name.length <= 63) return name;
  return `${table.length < 45 ? `${table}_` : ""}${"0".repeat(12)}_fkey`;
}

function columnNames(table: string, column: PgColumn): DefinedName[] {
  const { name, generatedIdentity: identity } = column;
  return [
    named("column", name),
    ...(column.primary ? [named("primary key", undefined, `${table}_pkey`)] : []),
    ...(column.isUnique ? [named("unique constraint", column.uniqueName, `${table}_${name}_key`)] : []),
    ...(identity ? [named("sequence", identity.sequenceName, `${table}_${name}_seq`)] : []),
  ];
}

function tableNames(table: PgTable): DefinedName[] {
  const config = tableConfig(table);
  const { name } = config;
  return [
    named("table", name),
    ...config.columns.flatMap((column) => columnNames(name, column)),
    ...config.primaryKeys.map((key) => named("primary key", key.name, `${name}_pkey`)),
    ...config.uniqueConstraints.map((key) =>
      key.isNameExplicit
        ? named("unique constraint", key.name)
        : named(
            "unique constraint",
            undefined,
            uniqueKeyName(
              table,
              key.columns.map((column) => column.name),
            ),
          ),
    ),
    ...config.foreignKeys.map((key) =>
      key.isNameExplicit()
        ? named("foreign key", key.getName())
        : named("foreign key", undefined, foreignKeyName(key, name)),
    ),
    ...config.checks.map((check) => named("check", check.name)),
    ...config.policies.map((policy) => named("policy", policy.name)),
    ...config.indexes.map(({ config: { name: said, columns } }) => {
      const parts = columns.map((column) => ("name" in column ? column.name : ""));
      return named("index", said, `${name}_${parts.join("_")}_index`);
    }),
    ...partitionNames(table).map((partition) => named("partition", partition)),
  ];
}

/** The columns of a view. */
const fieldNames = ({ selectedFields }: { readonly selectedFields: object }): DefinedName[] =>
  Object.entries(selectedFields).map(([key, field]) => named("column", fieldName(field, key)));

/** The names that an exported object brings along. @throws what the callbacks of a table throw */
export function namesOf(value: object): DefinedName[] {
  if (is(value, PgTable)) return tableNames(value);
  if (is(value, PgSchema)) return [named("schema", value.schemaName)];
  if (is(value, PgView))
    return [named("view", getViewConfig(value).name), ...fieldNames(getViewConfig(value))];
  if (is(value, PgMaterializedView)) {
    const config = getMaterializedViewConfig(value);
    return [named("materialized view", config.name), ...fieldNames(config)];
  }
  if (isPgEnum(value)) return [named("enum", value.enumName)];
  if (isPgSequence(value)) return [named("sequence", value.seqName)];
  if (is(value, PgPolicy)) return [named("policy", value.name)];
  if (isDefinedSqlObject(value)) return [named(value.shown.kind, value.shown.name)];
  if (is(value, PgRole)) return [named("role", value.name)];
  return [];
}
