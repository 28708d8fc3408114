// Of which table CREATE TABLE makes a partition.
import { splitPath } from "../model/identifier.ts";
import { inSchema, type Path } from "./sql-target.ts";

/** The table of `PARTITION OF "s"."t" …`, as it stands behind the name of one that is made; undefined of other tables. */
export function partitionedTable(definition = ""): Path | undefined {
  const [, table = ""] = /^PARTITION OF ((?:"(?:[^"]|"")*"|[^\s".]+|\.)+)/i.exec(definition) ?? [];
  const path = splitPath(table);
  return table === "" || !path ? undefined : inSchema(path);
}
