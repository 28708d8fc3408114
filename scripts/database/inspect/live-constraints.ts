// Keys, foreign keys and checks of a server as drizzle-kit keeps them.
import type { LiveEntity, NamedRow } from "./live-entity.ts";

/** `confupdtype` and `confdeltype`. */
const ACTIONS: Readonly<Record<string, string>> = {
  a: "NO ACTION",
  r: "RESTRICT",
  c: "CASCADE",
  n: "SET NULL",
  d: "SET DEFAULT",
};

/** A row of queries/state/constraints.sql. */
export interface ConstraintRow extends NamedRow {
  readonly kind: "p" | "u" | "f" | "c";
  readonly definition: string;
}

/** `CHECK ((a > 0)) NOT VALID` → `(a > 0)`. */
const checkedBy = (definition: string): string =>
  definition.replace(/^CHECK \(/, "").replace(/\)(?: NO INHERIT)?(?: NOT VALID)?$/, "");

/** The entity of each kind of constraint, by `contype`. */
export const CONSTRAINTS: Readonly<Record<ConstraintRow["kind"], (row: ConstraintRow) => LiveEntity>> = {
  p: ({ schema, table, name, columns }) => ({
    entityType: "pks",
    schema,
    table: String(table),
    name,
    columns,
    nameExplicit: true,
  }),
  u: ({ schema, table, name, columns, definition }) => ({
    entityType: "uniques",
    schema,
    table: String(table),
    name,
    nameExplicit: true,
    columns,
    nullsNotDistinct: /^UNIQUE NULLS NOT DISTINCT/.test(definition),
  }),
  f: ({ schema, table, name, columns, schemaTo, tableTo, columnsTo, onUpdate, onDelete }) => ({
    entityType: "fks",
    schema,
    table: String(table),
    name,
    nameExplicit: true,
    columns,
    schemaTo,
    tableTo,
    columnsTo,
    onUpdate: ACTIONS[String(onUpdate)],
    onDelete: ACTIONS[String(onDelete)],
  }),
  c: ({ schema, table, name, definition }) => ({
    entityType: "checks",
    schema,
    table: String(table),
    name,
    value: checkedBy(definition),
  }),
};
