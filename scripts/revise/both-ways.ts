// What the rows of a database can refuse, and what the way back destroys.
import { invertedHints, type KitRename } from "../migrations/kit/kit-renames.ts";
import type { KitState } from "../migrations/kit/kit-state.ts";
import { cutRows, lostRows } from "../migrations/rows/lost-rows.ts";
import { rowChecks } from "../migrations/rows/row-checks.ts";
import type { Difference } from "../model/delta.ts";
import type { Hazard } from "../model/hazard.ts";
import { splitPath } from "../model/identifier.ts";
import { relationKey } from "../model/relation.ts";
import { invertRenames } from "../model/rename.ts";
import type { RowCheck, RowEffects } from "../model/row-check.ts";
import { type AllowedVariables, escapeTemplate } from "../model/variable.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { diffWarehouses } from "../plan/compare/diff-warehouses.ts";
import { findHazards } from "../plan/ddl/hazards.ts";
import type { WayBack } from "../review/row-lines.ts";
import { mapTexts, type Statement } from "../sql/statement.ts";

/** The tables of both sides of a revision. */
export interface BothStates {
  readonly before: KitState;
  readonly after: KitState;
  readonly kitRenames: readonly KitRename[];
}

/** The warehouse on both sides of a revision. */
interface BothSides {
  readonly recorded: Warehouse;
  readonly declared: Warehouse;
  readonly difference: Difference;
}

/** Keys of rows are shown to whoever applies a revision, but none that is sensitive. */
function discreet(check: RowCheck, { sensitive }: Warehouse): RowCheck {
  const { shows = [], ...rest } = check;
  const isSensitive = (path: string) => {
    const [schema = "", name = ""] = splitPath(path) ?? [];
    return sensitive.has(path) || sensitive.has(relationKey({ schema, name }));
  };
  return shows.length === 0 || shows.some(isSensitive) ? rest : check;
}

/** What a revision does to rows, and rows to it. Queries are templates, as statements are. */
export function rowEffects(
  { before, after, kitRenames }: BothStates,
  { recorded, declared }: Pick<BothSides, "recorded" | "declared">,
  variables: AllowedVariables,
  mayCut: ReadonlySet<string>,
): RowEffects {
  const back = { from: after, to: before, renames: invertedHints(kitRenames) };
  const templates = (checks: readonly RowCheck[], warehouse: Warehouse) =>
    checks.map((check) => mapTexts(discreet(check, warehouse), (text) => escapeTemplate(text, variables)));
  return {
    up: templates(rowChecks({ from: before, to: after, renames: kitRenames }, mayCut), recorded),
    lost: templates(lostRows(back), declared),
    down: templates(rowChecks(back, "everything"), declared),
  };
}

/** What the way up cuts, since its columns are named. */
export function cutHazards({ before, after, kitRenames }: BothStates, mayCut: ReadonlySet<string>): Hazard[] {
  return cutRows({ from: before, to: after, renames: kitRenames })
    .filter(({ lost = "" }) => mayCut.has(lost))
    .map(({ message, lost = "" }) => ({ kind: "destructive", message, path: lost }));
}

/** @param statements of the way back */
export function wayBack(
  { recorded, declared, difference }: BothSides,
  statements: readonly Statement[],
): WayBack {
  const back = diffWarehouses(declared, recorded, invertRenames(difference.renames));
  const destructive = findHazards(back, statements).filter(({ kind }) => kind === "destructive");
  return { difference: back, destructive };
}
