// In what the access of two sources differs.
import { accessOf, EMPTY_WAREHOUSE } from "../model/collections.ts";
import type { Difference } from "../model/delta.ts";
import type { Rename } from "../model/rename.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { diffWarehouses } from "../plan/compare/diff-warehouses.ts";
import { inScope } from "../plan/compare/scope.ts";
import { withoutPartitions } from "../plan/compare/without-partitions.ts";
import { withoutOthersMemberships } from "./needed-by-others.ts";
import type { Source } from "./source.ts";

/** In what the access of two sources differs. */
export interface AccessDifference {
  /** From the first to the second, without relations. */
  readonly difference: Difference;
  /** The first, and the second, as far as they were compared. */
  readonly from: Warehouse;
  readonly to: Warehouse;
  /** The name of the database, where one of them is live. */
  readonly database: string | undefined;
  /** A live side beside one that is not: the whole server, and the part of it that was compared. */
  readonly live?: { readonly warehouse: Warehouse; readonly counted: Warehouse };
}

const ownPart = ({ warehouse, neededByOthers }: Source, other: Warehouse): Warehouse =>
  withoutOthersMemberships(withoutPartitions(warehouse, other), other, neededByOthers);

/** Of a live side only what the other answers for; what nobody here declares is left alone. */
const comparable = (side: Source, other: Source, former: Warehouse): Warehouse =>
  side.kind === "live" && other.kind !== "live"
    ? inScope(ownPart(side, other.warehouse), other.warehouse, former)
    : side.warehouse;

/** Renames that lie between the two: those that one side asks for and the other does not know yet. */
function renamesBetween(from: Source, to: Source): Rename[] {
  return to.renames.filter(
    ({ from: [former = ""], to: [name = ""] }) =>
      from.warehouse.roles.has(former) && !from.warehouse.roles.has(name),
  );
}

/** Tables are left aside: what is compared is access, ownership and roles. */
export function compareAccess(from: Source, to: Source): AccessDifference {
  const renames = renamesBetween(from, to);
  // A role that the live side still has under its former name is one that the other answers for.
  const formerRoles = renames.flatMap(({ from: [name = ""], to: [now = ""] }) => {
    const role = to.warehouse.roles.get(now);
    return role ? [[name, { ...role, name }] as const] : [];
  });
  const former: Warehouse = { ...EMPTY_WAREHOUSE, roles: new Map(formerRoles) };
  const first = comparable(from, to, former);
  const second = comparable(to, from, EMPTY_WAREHOUSE);
  const difference = diffWarehouses(accessOf(first), accessOf(second), renames);
  const sides = [
    { side: from, counted: first },
    { side: to, counted: second },
  ];
  const live = sides.find(({ side, counted }) => side.kind === "live" && counted !== side.warehouse);
  return {
    difference,
    from: first,
    to: second,
    database: from.database ?? to.database,
    ...(live && { live: { warehouse: live.side.warehouse, counted: live.counted } }),
  };
}
