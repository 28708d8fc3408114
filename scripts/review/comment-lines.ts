// Comments that differ, as lines of review.md.

import type { Comment } from "../model/comment.ts";
import type { Difference } from "../model/delta.ts";
import { displayPath, quoteLiteral } from "../model/identifier.ts";
import { objectKey, wholeObject } from "../model/object.ts";
import { relationKey } from "../model/relation.ts";
import { code } from "./markdown.ts";

const nameOf = ({ object }: Comment): string => code(displayPath(object.path));

/** Comments that come, change and go: of tables that are new how many, of others what they say. */
export function commentLines({ comments, relations }: Difference): string[] {
  const known = new Set(relations.removed.map(relationKey));
  const fresh = new Set(relations.added.map(relationKey).filter((key) => !known.has(key)));
  const kept = new Set(relations.added.map(relationKey));
  const gone = new Set([...known].filter((key) => !kept.has(key)));
  const tableOf = ({ object }: Comment) => displayPath(wholeObject(object).path);
  const onNew = comments.added.filter((comment) => fresh.has(tableOf(comment)));
  const now = new Set(comments.added.map(({ object }) => objectKey(object)));
  const lost = comments.removed.filter(
    (comment) => !now.has(objectKey(comment.object)) && !gone.has(tableOf(comment)),
  );
  return [
    ...(onNew.length > 0 ? [`${onNew.length} on new tables and their columns`] : []),
    ...comments.added
      .filter((comment) => !fresh.has(tableOf(comment)))
      .map((comment) => `${nameOf(comment)}: ${code(quoteLiteral(comment.text))}`),
    ...lost.map((comment) => `${nameOf(comment)} loses its comment`),
  ];
}
