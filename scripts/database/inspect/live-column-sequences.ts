// The sequences of columns, by the dependencies of a server.
import type { Column } from "../../model/relation.ts";
import type { DependencyRow } from "./live-extensions.ts";
import { parseNumbers } from "./live-objects.ts";

/** The sequence of a column as the column has it. */
export type ColumnSequence = Pick<Column, "serialSequence" | "identitySequence">;

/** Where each sequence of a column belongs. */
export function sequenceColumns(rows: readonly DependencyRow[]) {
  const indexes = new Map<number, number>();
  const identity = new Set<number>();
  const relations: number[] = [];
  const columns: number[] = [];
  for (const [type, , objects, relationText, columnText] of rows) {
    if (type === "e") continue;
    const before = relations.length;
    parseNumbers(objects).forEach((oid, index) => {
      indexes.set(oid, before + index);
      if (type === "i") identity.add(oid);
    });
    for (const relation of parseNumbers(relationText)) relations.push(relation);
    for (const column of parseNumbers(columnText)) columns.push(column);
  }
  return (sequence: number) => {
    const index = indexes.get(sequence);
    if (index === undefined) return undefined;
    return {
      relation: relations[index] ?? 0,
      column: columns[index] ?? 0,
      identity: identity.has(sequence),
    };
  };
}
