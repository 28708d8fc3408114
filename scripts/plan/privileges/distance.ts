// How many grants lie between a grantor and the owner.

import { OWNER } from "../../model/acl.ts";
import { type Held, optionKey, wholeOf } from "./held.ts";

type Distances = Map<string, number>;

/** Steps from those that are known to all whom they gave the option, on objects without regard to their table. */
function spread(known: Distances, options: readonly Held[]): void {
  for (let changed = true; changed; ) {
    changed = false;
    for (const { on, entry } of options) {
      const { grantor, grantee, privilege } = entry;
      const from = grantor === OWNER ? 0 : known.get(optionKey(on, privilege, grantor));
      const to = optionKey(on, privilege, grantee);
      if (from === undefined || (known.get(to) ?? Number.POSITIVE_INFINITY) <= from + 1) continue;
      known.set(to, from + 1);
      changed = true;
    }
  }
}

/**
 * How many grants lie between the owner and each role that may pass a privilege on. On a column the option of the
 * table counts too, but PostgreSQL looks at the column alone when it revokes: who has the option there is as far
 * as that makes him.
 *
 * @returns for a grantor the distance; undefined where he has no option that comes from the owner
 */
export function grantorDistance(held: Iterable<Held>): (held: Held) => number | undefined {
  const options = [...held].filter(({ entry }) => entry.grantable);
  const [columns, wholes] = [true, false].map((isColumn) =>
    options.filter(({ object }) => (object.kind === "column") === isColumn),
  );
  const known: Distances = new Map();
  spread(known, wholes ?? []);
  // Those who may grant on a column because of its table.
  const own = new Set(columns?.map(({ on, entry }) => optionKey(on, entry.privilege, entry.grantee)));
  const byTable = (column: Held, role: string) =>
    known.get(optionKey(wholeOf(column).on, column.entry.privilege, role));
  const start = (isOwn: boolean) => {
    for (const column of columns ?? []) {
      const { grantor, privilege } = column.entry;
      const key = optionKey(column.on, privilege, grantor);
      const distance = byTable(column, grantor);
      if (distance !== undefined && own.has(key) === isOwn && !known.has(key)) known.set(key, distance);
    }
    spread(known, columns ?? []);
  };
  start(false);
  start(true);
  return (one) => {
    const { grantor, privilege } = one.entry;
    if (grantor === OWNER) return 0;
    return known.get(optionKey(one.on, privilege, grantor)) ?? byTable(one, grantor);
  };
}
