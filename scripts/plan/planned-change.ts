// A change of access → its statements, each as whoever may run it, and what that takes.

import type { Difference } from "../model/delta.ts";
import type { Warehouse } from "../model/warehouse.ts";
import type { Statement } from "../sql/statement.ts";
import type { Section } from "../sql/write-statement.ts";
import { composeSections } from "./compose.ts";
import type { Need } from "./needs/need.ts";
import { needsOf } from "./needs/needs.ts";
import { needsOfStatements } from "./needs/needs-of-statements.ts";

/** What a server has and what it is to have, as far as the change goes. */
export interface AccessChange {
  readonly from: Warehouse;
  readonly to: Warehouse;
  readonly difference: Difference;
  /** What is sent before and behind what the difference comes to, and what that takes. */
  readonly first?: readonly Statement[];
  readonly last?: readonly Statement[];
  readonly also?: readonly Need[];
}

/**
 * What whoever sends the statements of a change must be able to do.
 *
 * @param becomes the roles as which statements run
 */
export function needsOfChange(
  { from, to, difference }: AccessChange,
  becomes: ReadonlySet<string>,
): readonly Need[] {
  // Where nobody acts as the owner, the rights of the owner are needed, whoever it is.
  const acting = (warehouse: Warehouse): Warehouse => ({
    ...warehouse,
    owners: new Map([...warehouse.owners].filter(([, { owner }]) => becomes.has(owner))),
  });
  const ownersChange = difference.owners.added.length > 0;
  const [before, after] = ownersChange ? [from, to] : [acting(from), acting(to)];
  return needsOf(difference, before, after, becomes);
}

/** The statements of a change, each as whoever may run it, and what whoever sends them must be able to do. */
export function planChange(change: AccessChange): {
  readonly sections: readonly Section[];
  readonly needs: readonly Need[];
} {
  const { from, to, difference, first = [], last = [], also = [] } = change;
  const around = (statements: readonly Statement[]): Section[] =>
    statements.length === 0 ? [] : [{ title: "Owners", statements }];
  const sections = [...around(first), ...composeSections(difference, from, to, []), ...around(last)];
  const { becomes } = needsOfStatements(sections.flatMap(({ statements }) => statements));
  return { sections, needs: [...needsOfChange(change, becomes), ...also] };
}
