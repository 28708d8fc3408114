// The order of tables by their foreign keys.
import type { DataTable } from "../database/inspect/data-tables.ts";

/** Tables with foreign keys before those that they point at; within a circle as they come. */
export function childrenFirst(tables: readonly DataTable[]): DataTable[] {
  const byOid = new Map(tables.map((table) => [table.oid, table]));
  const seen = new Set<DataTable>();
  const parentsFirst: DataTable[] = [];
  const visit = (table: DataTable): void => {
    if (seen.has(table)) return;
    seen.add(table);
    for (const { to } of table.keys) {
      const parent = byOid.get(to);
      if (parent) visit(parent);
    }
    parentsFirst.push(table);
  };
  for (const table of [...tables].reverse()) visit(table);
  return parentsFirst.reverse();
}
