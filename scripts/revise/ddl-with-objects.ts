// The DDL of one way: drizzle-kit's statements with those of SQL objects, and the views that these take down.
import type { KitState } from "../migrations/kit/kit-state.ts";
import { withOrderedViews } from "../migrations/kit/ordered-views.ts";
import { applyRenames } from "../model/fold.ts";
import { displayPath } from "../model/identifier.ts";
import { invertRenames, type Rename } from "../model/rename.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { relationChanges, withSqlObjects } from "../plan/objects/place-sql-objects.ts";
import { sqlObjectChanges } from "../plan/objects/plan-sql-objects.ts";
import { namePath } from "../plan/objects/sql-object-kinds.ts";
import { throughObjects } from "../plan/objects/sql-object-names.ts";
import type { Statement } from "../sql/statement.ts";

/** One way between two states. */
interface ObjectsWay {
  readonly states: { readonly from: KitState; readonly to: KitState };
  /** Under the names after the renames of the way. */
  readonly from: Warehouse["sqlObjects"];
  readonly to: Warehouse["sqlObjects"];
}

/** drizzle-kit's statements with views in the order in which they need one another by way of SQL objects too. */
export function viewsThroughObjects(
  kit: readonly Statement[],
  { states, from, to }: ObjectsWay,
): Promise<readonly Statement[]> | readonly Statement[] {
  if (from.size + to.size === 0) return kit;
  const through = throughObjects([...from.values(), ...to.values()]);
  return withOrderedViews(kit, states.from, states.to, [], through);
}

/**
 * The statements of a way. Views over what is dropped and made again go for that time.
 *
 * @param kit drizzle-kit's statements
 * @param asTemplates what makes templates of these
 */
export async function ddlWithObjects(
  kit: readonly Statement[],
  { states, from, to }: ObjectsWay,
  asTemplates: (statements: readonly Statement[]) => readonly Statement[],
): Promise<readonly Statement[]> {
  if (from.size + to.size === 0) return asTemplates(kit);
  const { goes, again, replaced } = sqlObjectChanges(from, to, relationChanges(kit));
  const names = goes.flatMap(({ key, object }) => {
    const path = again.has(key) || replaced.has(key) ? namePath(object) : undefined;
    return path ? [displayPath(path)] : [];
  });
  const through = throughObjects([...from.values(), ...to.values()]);
  const ordered =
    names.length === 0 ? kit : await withOrderedViews(kit, states.from, states.to, names, through);
  return withSqlObjects(asTemplates(ordered), from, to);
}

/**
 * The statements of both ways as templates.
 *
 * @param kit drizzle-kit's, with what stands around them
 */
export async function bothWithObjects(
  kit: { readonly up: readonly Statement[]; readonly down: readonly Statement[] },
  { before, after }: { readonly before: KitState; readonly after: KitState },
  sides: { readonly recorded: Warehouse; readonly declared: Warehouse; readonly renames: readonly Rename[] },
  asTemplates: (statements: readonly Statement[]) => readonly Statement[],
): Promise<{ readonly up: readonly Statement[]; readonly down: readonly Statement[] }> {
  const { recorded, declared, renames } = sides;
  const way = (from: Warehouse, to: Warehouse, names: readonly Rename[], states: ObjectsWay["states"]) => ({
    states,
    from: from.sqlObjects.size === 0 ? from.sqlObjects : applyRenames(from, names).sqlObjects,
    to: to.sqlObjects,
  });
  const up = way(recorded, declared, renames, { from: before, to: after });
  const down = way(declared, recorded, invertRenames(renames), { from: after, to: before });
  return {
    up: await ddlWithObjects(kit.up, up, asTemplates),
    down: await ddlWithObjects(kit.down, down, asTemplates),
  };
}
