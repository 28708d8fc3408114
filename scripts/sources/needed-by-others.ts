// Memberships of the cluster that another database needs: those that this history does not have are no difference.
import { type OthersNeeds, othersNeeds } from "../database/apply/cluster-marks.ts";
import type { Sql } from "../database/connect/connect.ts";
import { transaction } from "../database/connect/transaction.ts";
import type { Membership } from "../model/role.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { historyTable, isHistoryNamed } from "./history-place.ts";
import type { Project } from "./project.ts";
import type { Target } from "./target.ts";

/** Who else of the cluster needs a membership; nobody where it says nothing. */
export type NeededByOthers = OthersNeeds["membership"];

/** Asks a server what its other databases need; undefined where a variable of the history's name has no value. */
export async function readNeededByOthers(
  project: Project,
  target: Target,
  sql: Sql,
): Promise<NeededByOthers | undefined> {
  if (!isHistoryNamed(project, target)) return undefined;
  const history = historyTable(project, target);
  return (await transaction(sql, (tx) => othersNeeds(tx, history, { trusted: true }), "READ ONLY"))
    .membership;
}

const pairOf = ({ role, member }: Membership): string => JSON.stringify([role, member]);

/** A server without the memberships that are only others'. @param own what this history has, or is to have */
export function withoutOthersMemberships(
  live: Warehouse,
  own: Warehouse,
  needed: NeededByOthers | undefined,
): Warehouse {
  if (!needed) return live;
  const pairs = new Set([...own.memberships.values()].map(pairOf));
  const isOwn = (one: Membership) => pairs.has(pairOf(one)) || needed(one) === undefined;
  return { ...live, memberships: new Map([...live.memberships].filter(([, one]) => isOwn(one))) };
}
