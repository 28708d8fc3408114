/** How the extension citus spreads tables over the nodes of a cluster. */
import { displayPath, splitPath } from "./identifier.ts";
import type { Naming } from "./naming.ts";
import type { ObjectName } from "./object.ts";

/** The name of the extension. Where it is not in a database, nothing is distributed there, and nothing is wrong with that. */
export const CITUS = "citus";

/** What is said of a table, or of a schema whose tables lie together on one node. */
export interface Distribution {
  /** A table or schema. */
  readonly object: ObjectName;
  /** Of a table: rows lie where the hash of this column says; without it every node has a copy of the whole table. */
  readonly by?: string;
  /** The relationKey of the table beside whose rows they lie: rows with the same value lie on the same node. */
  readonly colocateWith?: string;
  /** Of a live one: tables of one group lie beside one another. */
  readonly group?: number;
}

/** What counts when two are compared. */
export const distributionText = ({ by = "", colocateWith = "" }: Distribution): string =>
  JSON.stringify([by, colocateWith]);

/** The same under other names. */
export function namedDistribution({ object, by, colocateWith }: Distribution, naming: Naming): Distribution {
  const column = by === undefined ? undefined : splitPath(naming.path(displayPath([...object.path, by])));
  return {
    object: naming.object(object),
    ...(by !== undefined && { by: column?.at(-1) ?? by }),
    ...(colocateWith !== undefined && { colocateWith: naming.path(colocateWith) }),
  };
}

/** In words: `spread over the nodes by id, beside S.t`. */
export function distributionWords({ object, by, colocateWith }: Distribution): string {
  if (object.kind === "schema") return "a schema on one node";
  if (by === undefined) return "a reference table, a copy on every node";
  const beside = colocateWith === undefined ? "" : `, beside ${colocateWith}`;
  return `spread over the nodes by ${by}${beside}`;
}
