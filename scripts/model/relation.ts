// Relations: tables and views with their columns.

import { byteLength, clipName, displayPath, MAX_NAME_BYTES } from "./identifier.ts";

/** What stands in FROM. */
export type RelationKind = "table" | "view" | "materialized view" | "foreign table";

/** A column of a relation; the type as PostgreSQL's `format_type` prints it. */
export interface Column {
  readonly name: string;
  readonly type: string;
  readonly notNull: boolean;
  /** The sequence that a serial column draws from, by its name within the schema. */
  readonly serialSequence?: string;
  /** The sequence of an identity column, by its name within the schema. */
  readonly identitySequence?: string;
}

/** A table or view with its columns, whose order says nothing: a column that comes later stands last on a server. */
export interface Relation {
  readonly kind: RelationKind;
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly Column[];
}

/**
 * What counts when relations are compared: everything but the order of their columns, and how the sequence of an
 * identity is called, which nobody chooses.
 */
export function relationText({ kind, columns }: Relation): string {
  const texts = columns.map(({ name, type, notNull, serialSequence, identitySequence }) =>
    JSON.stringify([name, type, notNull, serialSequence, identitySequence !== undefined]),
  );
  return [kind, ...texts.sort()].join("\n");
}

/** The identity of a relation: `STG_AUTH.user`. */
export function relationKey(relation: { readonly schema: string; readonly name: string }): string {
  return displayPath([relation.schema, relation.name]);
}

/** Whether a column of this type draws from a sequence of its own. */
export function isSerial(type: string): boolean {
  return /^(small|big)?serial[248]?$/i.test(type);
}

/**
 * The name that PostgreSQL gives to the sequence of a new serial column, `table_column_seq`: the longer part
 * gives way first where it would not fit (`makeObjectName` in the server). A name that is taken already gets
 * a number, which this does not know.
 */
export function serialSequenceName(table: string, column: string): string {
  const room = MAX_NAME_BYTES - "__seq".length;
  let tableBytes = byteLength(table);
  let columnBytes = byteLength(column);
  while (tableBytes + columnBytes > room) {
    if (tableBytes > columnBytes) tableBytes--;
    else columnBytes--;
  }
  return `${clipName(table, tableBytes)}_${clipName(column, columnBytes)}_seq`;
}
