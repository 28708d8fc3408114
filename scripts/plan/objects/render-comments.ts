// Comments that differ → COMMENT ON.

import type { Difference } from "../../model/delta.ts";
import { compareText } from "../../model/identifier.ts";
import { type ObjectName, objectKey, tableOf } from "../../model/object.ts";
import { type RelationKind, relationKey } from "../../model/relation.ts";
import { escapeTemplate } from "../../model/variable.ts";
import type { Warehouse } from "../../model/warehouse.ts";
import type { ObjectWord } from "../../sql/sql-target.ts";
import type { Statement } from "../../sql/statement.ts";
import type { Existence } from "../ddl/existence.ts";

const KEYWORDS: Readonly<Record<RelationKind, ObjectWord>> = {
  table: "TABLE",
  view: "VIEW",
  "materialized view": "MATERIALIZED VIEW",
  "foreign table": "FOREIGN TABLE",
};

function keywordOf({ kind, path }: ObjectName, { relations }: Warehouse): ObjectWord {
  if (kind === "column") return "COLUMN";
  const [schema = "", name = ""] = path;
  return KEYWORDS[relations.get(relationKey({ schema, name }))?.kind ?? "table"];
}

/** A table before its columns. */
const byPath = (a: ObjectName, b: ObjectName): number => compareText(a.path.join("\0"), b.path.join("\0"));

/** Comments that come, change and go; what is made again has lost its own. */
export function renderComments({ comments }: Difference, to: Warehouse, exist: Existence): Statement[] {
  const changed = [...comments.added, ...comments.removed];
  const again = [...to.comments.values()].filter(({ object }) => exist.isNew(object));
  const objects = new Map([...changed, ...again].map(({ object }) => [objectKey(object), object]));
  return (
    [...objects.values()]
      // The columns of a view go with it, and are known by nobody here.
      .filter((object) => !exist.goes(object) && !exist.goes(tableOf(object)))
      .sort(byPath)
      .flatMap((object): Statement[] => {
        const text = to.comments.get(objectKey(object))?.text;
        if (text === undefined && exist.isNew(object)) return [];
        // A comment is text, not a template: what looks like a variable stays as it is.
        const value = text === undefined ? null : escapeTemplate(text, {});
        // COMMENT ON COLUMN "s"."t"."c" IS '…'
        return [
          { kind: "comment", object: keywordOf(object, to), target: { path: object.path }, text: value },
        ];
      })
  );
}
