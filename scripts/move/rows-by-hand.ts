// Revisions that change rows by what was written into them by hand: what is in the way before may not be then.
import type { RowCheck } from "../model/row-check.ts";
import { isOpaque } from "../sql/opaque.ts";
import type { Step } from "./prepare-steps.ts";

/** Whether statements of its own, or its migration.ts, may do something about rows before others meet them. */
export const changesRows = (
  { revision, statements, code }: Pick<Step, "revision" | "statements" | "code">,
  direction: "up" | "down",
): boolean =>
  revision.byHand &&
  ((code?.batches ?? code)?.[direction] !== undefined ||
    statements.some(({ statement }) => isOpaque(statement)));

/** What is told instead of looking: PostgreSQL refuses what is in the way all the same. */
export const leftToHand = (checks: readonly RowCheck[]): string[] =>
  checks.map(({ message }) => `${message}: the revision changes rows by hand before`);
