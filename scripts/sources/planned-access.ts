// What is planned of a difference in access: beside a server, with what that has beside what counts.
import { accessOf } from "../model/collections.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { besideCounted } from "../plan/compare/beside-counted.ts";
import { diffWarehouses } from "../plan/compare/diff-warehouses.ts";
import type { AccessChange } from "../plan/planned-change.ts";
import type { AccessDifference } from "./compare-access.ts";

/**
 * The change as it is planned.
 *
 * @param part what of the two sides is compared
 */
export function plannedAccess(
  { difference, from, to, live }: AccessDifference,
  part: (side: Warehouse) => Warehouse = accessOf,
): AccessChange {
  if (!live) return { from, to, difference };
  const { renames } = difference;
  const sides = besideCounted({ from, to, renames, live: live.warehouse, counted: live.counted });
  return { ...sides, difference: diffWarehouses(part(sides.from), part(sides.to), renames) };
}
