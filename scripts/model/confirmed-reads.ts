// How what views read is compared.
import type { Collection } from "./collection.ts";
import type { ViewReads } from "./view-reads.ts";

/** What only a server can say is no difference where the one side does not know it. */
export function confirmedOnly(
  row: Collection<ViewReads, ReadonlyMap<string, ViewReads>>,
): Collection<ViewReads, ReadonlyMap<string, ViewReads>> {
  return {
    ...row,
    diff: (from, to) => {
      const isTold = ({ view }: ViewReads) => to.get(view)?.confirmed ?? true;
      const { added, removed } = row.diff(from, to);
      return { added: added.filter(isTold), removed: removed.filter(isTold) };
    },
  };
}
