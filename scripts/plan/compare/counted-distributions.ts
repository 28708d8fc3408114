/** Distributions of a server as they were named. */
import type { Distribution } from "../../model/distribution.ts";
import { displayPath } from "../../model/identifier.ts";
import { objectKey } from "../../model/object.ts";
import type { Warehouse } from "../../model/warehouse.ts";

type Distributions = Warehouse["distributions"];

/**
 * A live distribution. Which tables lie beside one another is known of a server; which of them was named is not, so
 * that it is the one that is expected where that is one of them.
 *
 * @param expected how things should be
 * @param all of the server
 */
export function distributionAsNamed(
  { group, ...live }: Distribution,
  expected: Distributions,
  all: Distributions,
): Distribution {
  const { colocateWith } = expected.get(objectKey(live.object)) ?? {};
  const other = [...all.values()].find(({ object: { path } }) => displayPath(path) === colocateWith);
  return colocateWith !== undefined && other?.group === group ? { ...live, colocateWith } : live;
}
