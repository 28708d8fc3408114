// drizzle-kit's statements for one way, with what stands on SQL objects that are made anew taken down around them.
import type { GoneObjects } from "../../model/leaving-objects.ts";
import { readStatement } from "../../sql/read-statement.ts";
import type { Statement } from "../../sql/statement.ts";
import { kitMigration } from "../kit/drizzle-kit.ts";
import type { KitHint } from "../kit/drizzle-kit-hints.ts";
import { modelRenames } from "../kit/kit-renames.ts";
import type { KitColumn, KitState } from "../kit/kit-state.ts";
import { withOrderedViews } from "../kit/ordered-views.ts";
import type { Change } from "./change.ts";
import { type CorrectedMigration, correctedMigration, isView } from "./corrected-migration.ts";
import { alterColumn } from "./sequences-of-columns.ts";
import { withoutStanding } from "./stands-on-objects.ts";
import { isGenerated } from "./take-down.ts";

const sizeOf = ({ from, to }: GoneObjects): number => from.length + to.length;

/** A column that is made again, or is of another type for a while, takes more objects along: not for ever. */
const ROUNDS = 8;

/** The statements between two states, which nothing is asked for: what is left out comes back. */
const between = async (from: KitState, to: KitState, takenDown?: Statement["takenDown"]) =>
  (await kitMigration(from, to, [])).map(
    (text): Statement => ({ ...readStatement(text), ...(takenDown && { takenDown }) }),
  );

/** ADD COLUMN … GENERATED is written without NOT NULL. */
function notNull({ ddl }: KitState, without: KitState): Statement[] {
  const stays = new Set(without.ddl);
  const columns = ddl.filter((entity): entity is KitColumn => entity.entityType === "columns");
  return columns
    .filter((column) => column.notNull && isGenerated(column) && !stays.has(column))
    .map((column) => readStatement(`${alterColumn(column)} SET NOT NULL;`));
}

/**
 * The statements of a way as they are with nothing standing on what goes: defaults, checks, indexes, policies, then columns
 * are taken down, and come back in the other order.
 *
 * @param plain the statements of the way from one state to another
 */
export async function aroundObjects(
  change: Change,
  hints: readonly KitHint[],
  plain: (change: Change) => Promise<readonly Statement[]>,
): Promise<CorrectedMigration> {
  const corrected = await correctedMigration(change, hints);
  let made = corrected ?? { statements: await plain(change), cutting: new Map() };
  const { goneObjects } = change;
  if (!goneObjects) return made;
  const renames = modelRenames(change.renames);
  let size = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const gone = goneObjects(await withOrderedViews(made.statements, change.from, change.to), renames);
    if (sizeOf(gone) <= size) return made;
    size = sizeOf(gone);
    const without = withoutStanding(change, gone);
    if (!without) return made;
    const { from, to } = without;
    const inner = { ...change, from: from.withoutColumns, to: to.withoutColumns };
    const main = (await correctedMigration(inner, hints)) ?? {
      statements: await plain(inner),
      cutting: new Map<Statement, Statement>(),
    };
    made = {
      cutting: main.cutting,
      statements: [
        ...(await between(change.from, from.withoutExpressions, "expressions")),
        ...(await between(from.withoutExpressions, from.withoutColumns, "columns")),
        ...main.statements.filter((statement) => !isView(statement)),
        ...(await between(to.withoutColumns, to.withoutExpressions)),
        ...notNull(change.to, to.withoutColumns),
        ...(await between(to.withoutExpressions, change.to)),
        ...main.statements.filter(isView),
      ],
    };
  }
  return made;
}
