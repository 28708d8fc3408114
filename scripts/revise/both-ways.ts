// What a revision does to rows, and what a reviewer must know of both ways.
import { pairs, type StatesOnly } from "../migrations/corrections/change.ts";
import { removedLabels } from "../migrations/corrections/enum-values.ts";
import { pathOf } from "../migrations/kit/entities.ts";
import { invertedHints, type KitRename, modelRenames } from "../migrations/kit/kit-renames.ts";
import type { KitState } from "../migrations/kit/kit-state.ts";
import { lostObjects } from "../migrations/rows/lost-objects.ts";
import { lostPartitions } from "../migrations/rows/lost-partitions.ts";
import { cutRows, lostRows } from "../migrations/rows/lost-rows.ts";
import { rowChecks } from "../migrations/rows/row-checks.ts";
import type { Difference } from "../model/delta.ts";
import type { Hazard } from "../model/hazard.ts";
import { displayPath, splitPath } from "../model/identifier.ts";
import { relationKey } from "../model/relation.ts";
import { invertRenames } from "../model/rename.ts";
import type { RowCheck, RowEffects } from "../model/row-check.ts";
import { type AllowedVariables, escapeTemplate } from "../model/variable.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { diffWarehouses } from "../plan/compare/diff-warehouses.ts";
import { findHazards } from "../plan/ddl/hazards.ts";
import { departureHazards, type RoleDeparture } from "../plan/roles/render-dropped-roles.ts";
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
  const [earlier, later] = [recorded.sqlObjects, declared.sqlObjects];
  const encryptions = { from: later, to: earlier };
  const back = { from: after, to: before, renames: invertedHints(kitRenames), encryptions };
  const there = { from: before, to: after, renames: kitRenames, encryptions: { from: earlier, to: later } };
  const templates = (checks: readonly RowCheck[], warehouse: Warehouse) =>
    checks.map((check) => mapTexts(discreet(check, warehouse), (text) => escapeTemplate(text, variables)));
  const renamesBack = invertRenames(modelRenames(kitRenames));
  const lost = [
    ...lostRows(back),
    ...lostPartitions(declared, recorded, renamesBack),
    ...lostObjects(declared, recorded, renamesBack),
  ];
  return {
    up: templates(rowChecks(there, mayCut), recorded),
    lost: templates(lost, declared),
    down: templates(rowChecks(back, "everything"), declared),
  };
}

/** The values that enums lose on a way, by the path that the enum has afterwards. */
function lostLabels(change: StatesOnly): (path: string) => readonly string[] | undefined {
  const enums = pairs(change, "enums").map(
    (pair) => [displayPath(pathOf(pair.to)), removedLabels(pair)] as const,
  );
  const known = new Map(enums);
  return (path) => known.get(path);
}

/** What the way up cuts, since its columns are named. */
const cutHazards = (change: StatesOnly, mayCut: ReadonlySet<string>): Hazard[] =>
  cutRows(change)
    .filter(({ lost = "" }) => mayCut.has(lost))
    .map(({ message, lost = "" }) => ({ kind: "destructive", message, path: lost }));

/**
 * What a reviewer must know of a revision: the one list of a revision that is planned, a draft, and one that lies in generated/.
 *
 * @param up.statements of the way up
 * @param up.departures who gets what roles own that go
 * @param up.mayCut the columns whose values are cut
 */
export function revisionHazards(
  { before, after, kitRenames }: BothStates,
  { declared, difference }: Pick<BothSides, "declared" | "difference">,
  up: {
    readonly statements: readonly Statement[];
    readonly departures: ReadonlyMap<string, RoleDeparture>;
    readonly mayCut: ReadonlySet<string>;
  },
): Hazard[] {
  const change = { from: before, to: after, renames: kitRenames };
  const { roles } = declared;
  return [
    ...findHazards(difference, up.statements, { roles, lostLabels: lostLabels(change) }),
    ...departureHazards(difference.roles, up.departures),
    ...cutHazards(change, up.mayCut),
  ];
}

/** The difference of the way back. */
export const differenceBack = ({ recorded, declared, difference }: BothSides): Difference =>
  diffWarehouses(declared, recorded, invertRenames(difference.renames));

/**
 * @param back the difference of the way back
 * @param statements of it
 */
export function wayBack(
  { before, after, kitRenames }: BothStates,
  back: Difference,
  statements: readonly Statement[],
): WayBack {
  const change = { from: after, to: before, renames: invertedHints(kitRenames) };
  const hazards = findHazards(back, statements, { lostLabels: lostLabels(change) });
  return { difference: back, destructive: hazards.filter(({ kind }) => kind === "destructive") };
}
