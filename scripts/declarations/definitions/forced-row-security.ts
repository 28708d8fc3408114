// `annotate(table, { forceRowSecurity: true })` → the part of the table that Drizzle has no word for.
import { compareText } from "../../model/identifier.ts";
import { type SqlObject, sqlObjectKey } from "../../model/sql-object.ts";
import type { AnnotatedRelation } from "./annotations.ts";

/** The tables whose policies hold for their owners too, as SQL objects by their keys. */
export function forcedRowSecurity(annotations: readonly AnnotatedRelation[]): [string, SqlObject][] {
  return annotations
    .filter(({ annotation }) => annotation.forceRowSecurity === true)
    .map(({ schema, name }): [string, SqlObject] => {
      const object: SqlObject = { kind: "forced row security", path: [schema, name], parts: {}, needs: [] };
      return [sqlObjectKey(object), object];
    })
    .sort(([a], [b]) => compareText(a, b));
}
