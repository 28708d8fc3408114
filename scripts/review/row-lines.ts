// What rows can refuse, and what the way back destroys, in words.
import type { Difference } from "../model/delta.ts";
import { groupBy } from "../model/group.ts";
import type { Hazard } from "../model/hazard.ts";
import { displayName } from "../model/identifier.ts";
import { relationKey } from "../model/relation.ts";
import type { RowCheck } from "../model/row-check.ts";
import { code } from "./markdown.ts";

/** What is told of the way back: what differs by it, and what of that destroys data. */
export interface WayBack {
  readonly difference: Difference;
  readonly destructive: readonly Hazard[];
}

/** A line a check, with the query that finds the rows in the way. */
export const rowCheckLines = (checks: readonly RowCheck[]): string[] =>
  checks.map(({ message, query }) => (query === undefined ? message : `${message}: ${code(query)}`));

/** Whole tables that go are told by their schema, everything else as it is. */
function destroyed({ difference: { relations }, destructive }: WayBack): string[] {
  const after = new Set(relations.added.map(relationKey));
  const gone = relations.removed.filter(
    ({ kind, ...one }) => kind !== "view" && !after.has(relationKey(one)),
  );
  const told = new Set(gone.map((relation) => `drops the ${relation.kind} ${relationKey(relation)}`));
  const tables = [...groupBy(gone, ({ schema }) => schema)].map(
    ([schema, group]) =>
      `drops with their rows in ${code(displayName(schema))}: ${group.map(({ name }) => code(displayName(name))).join(", ")}`,
  );
  return [...tables, ...destructive.map(({ message }) => message).filter((message) => !told.has(message))];
}

/** What down.sql destroys, and what it may fail on. */
export const wayBackLines = (back: WayBack, checks: readonly RowCheck[]): string[] => [
  ...destroyed(back),
  ...rowCheckLines(checks).map((line) => `may fail on rows: ${line}`),
];
