// Statements of a revision that stand around those of drizzle-kit.
import type { Statement } from "../sql/statement.ts";

/** Statements around those of drizzle-kit, both ways. */
export interface Beside {
  /** Behind CREATE SCHEMA, before all else. */
  readonly first: readonly Statement[];
  /** drizzle-kit's own, as they are to be run. */
  readonly kit: readonly Statement[];
  readonly last: readonly Statement[];
  /** Before drizzle-kit's on the way back, and behind. */
  readonly undoLast: readonly Statement[];
  readonly undoFirst: readonly Statement[];
}

/** Whether it makes a schema. */
export const isSchema = (statement: Statement): boolean =>
  statement.kind === "make" && statement.object === "SCHEMA";

const isSchemaDrop = (statement: Statement): boolean =>
  statement.kind === "drop" && statement.object === "SCHEMA";

/** The statements of both ways. */
export function withBeside(
  kit: { readonly up: readonly Statement[]; readonly down: readonly Statement[] },
  beside: Beside | undefined,
): { readonly up: readonly Statement[]; readonly down: readonly Statement[] } {
  if (!beside) return kit;
  const { first, last, undoFirst, undoLast } = beside;
  return {
    up: [
      ...beside.kit.filter(isSchema),
      ...first,
      ...beside.kit.filter((statement) => !isSchema(statement)),
      ...last,
    ],
    down: [
      ...undoLast,
      ...kit.down.filter((statement) => !isSchemaDrop(statement)),
      ...undoFirst,
      ...kit.down.filter(isSchemaDrop),
    ],
  };
}
