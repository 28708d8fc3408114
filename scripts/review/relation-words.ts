// In what a relation is not the one that it should be.
import { displayName } from "../model/identifier.ts";
import type { Relation } from "../model/relation.ts";

const columnText = (relation: Relation): string[] =>
  relation.columns.map(({ name, type, notNull, serialSequence, identitySequence }) => {
    const drawn = serialSequence ? `serial ${serialSequence}` : identitySequence ? "identity" : "";
    return [displayName(name), type, notNull ? "not null" : "", drawn]
      .filter((part) => part !== "")
      .join(" ");
  });

/** A sentence for each thing that differs. @param before as it should be */
export function relationLines(key: string, before: Relation, after: Relation): string[] {
  const [wanted, has] = [columnText(before), columnText(after)];
  return [
    ...(before.kind === after.kind ? [] : [`${key} is a ${after.kind}, not a ${before.kind}`]),
    ...wanted.filter((text) => !has.includes(text)).map((text) => `${key} lacks the column: ${text}`),
    ...has.filter((text) => !wanted.includes(text)).map((text) => `${key} has another column: ${text}`),
  ];
}
