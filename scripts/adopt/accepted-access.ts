// What of a drift of access becomes of the role files: said by new entries, by those before them, or by none.
import { answeringForPublic, compareRecorded } from "../drift/compare-recorded.ts";
import { type DriftItem, driftItems, isComment } from "../drift/drift-items.ts";
import type { Drift } from "../drift/find-drift.ts";
import { bindWarehouse } from "../model/bind.ts";
import type { Warehouse } from "../model/warehouse.ts";
import type { Project } from "../sources/project.ts";
import type { Source } from "../sources/source.ts";

/** The access that drifted, by who says it now. */
export interface AcceptedAccess {
  /** The access that the file says. */
  readonly said: readonly DriftItem[];
  /** The access that role files said before: no applied revision knows it yet. */
  readonly declaredAlready: readonly DriftItem[];
  /** What no entry beside the others says: an entry must go, a role or membership is declared elsewhere. */
  readonly toChange: readonly DriftItem[];
}

/** What is declared, with owners that nobody declared, as what a server is measured by. */
export function measure({ recorded }: Drift, template: Warehouse): Source {
  const bound = answeringForPublic(bindWarehouse(template, recorded.binding));
  return {
    ...recorded,
    warehouse: { ...bound, owners: new Map([...recorded.warehouse.owners, ...bound.owners]) },
  };
}

/** What of the access the new entries say, what was declared before them, and what no entry says. */
export async function accessSaid(
  project: Project,
  drift: Drift,
  before: Warehouse,
  after: Warehouse,
): Promise<AcceptedAccess> {
  const itemsOf = async ({ access }: Pick<Drift, "access">) =>
    (await driftItems(project, { ...drift, access })).filter(
      (item) => item.area === "access" && !isComment(item),
    );
  const differing = (declared: Warehouse) =>
    itemsOf({ access: compareRecorded(measure(drift, declared), drift.live) });
  const has = (items: readonly DriftItem[], { text }: DriftItem) => items.some((item) => item.text === text);
  const [items, unsaid, still] = [await itemsOf(drift), await differing(before), await differing(after)];
  return {
    said: unsaid.filter((item) => !has(still, item)),
    declaredAlready: items.filter((item) => !has(unsaid, item) && !has(still, item)),
    toChange: items.filter((item) => has(still, item)),
  };
}
