// What stands on objects, by the catalogs of the moment: how it is taken down, and put back as it was.
import type { ObjectName } from "../../model/object.ts";
import type { Queryable } from "../connect/connect.ts";
import standingQuery from "../queries/standing.sql";

/** A row of a catalog, or one of its columns. */
export interface Address {
  /** The catalog: `1259` is pg_class. */
  readonly class: string;
  readonly oid: string;
  /** The number of a column; 0 is the whole. */
  readonly sub: number;
  /** Whether it is a view that goes itself, and not only what stands on it. */
  readonly goes: boolean;
}

/** Statistics of a materialized view, which have an owner of their own. */
interface OwnedStatistics {
  /** `ALTER STATISTICS s.n` */
  readonly alter: string;
  readonly schema: string;
  readonly to: string;
}

/** One object that stands on others, without its access. */
export interface StandingObject {
  readonly key: string;
  readonly kind: "view" | "routine" | "rule" | "policy" | "other";
  /** Whether nobody knows how to put it back. */
  readonly isLost: boolean;
  /** As PostgreSQL describes it: `view dm.a`. */
  readonly shown: string;
  /** Of a rule or a policy that of its table. */
  readonly path: readonly string[];
  /** Of a rule or a policy that of its table. */
  readonly owner: string;
  readonly drop: string;
  readonly make: readonly string[];
  /** Of a materialized view that has its rows. */
  readonly refresh: string | null;
  /** Keys of what it stands on, among these. */
  readonly needs: readonly string[];
  readonly statistics: readonly OwnedStatistics[];
}

/** The object that carries the access; of a rule or a policy there is none. */
export function accessObject({ kind, path }: StandingObject): ObjectName | undefined {
  if (kind === "view") return { kind: "table", path };
  return kind === "routine" ? { kind: "routine", path } : undefined;
}

/** In an order in which each stands behind what it stands on. */
function inOrder(objects: readonly StandingObject[]): StandingObject[] {
  const byKey = new Map(objects.map((one) => [one.key, one]));
  const sorted = new Set<StandingObject>();
  const seen = new Set<string>();
  const visit = (one: StandingObject): void => {
    if (seen.has(one.key)) return;
    seen.add(one.key);
    for (const key of one.needs) {
      const below = byKey.get(key);
      if (below) visit(below);
    }
    sorted.add(one);
  };
  for (const one of objects) visit(one);
  return [...sorted];
}

/** Works in an open transaction with no `search_path`, so that names are written with their schemas; it is as before behind it. */
export async function withoutSearchPath<Result>(tx: Queryable, work: () => Promise<Result>): Promise<Result> {
  const [row] = await tx.unsafe<{ path: string }[]>("SELECT current_setting('search_path') AS path");
  await tx.unsafe("SELECT set_config('search_path', '', true)");
  try {
    return await work();
  } finally {
    // In a transaction that has failed nothing can be set, and nothing needs to be.
    await tx.unsafe("SELECT set_config('search_path', $1, true)", [row?.path ?? ""]).catch(() => {});
  }
}

/** All that stands on the addresses, each behind what it stands on. */
export async function readStandingObjects(
  tx: Queryable,
  addresses: readonly Address[],
): Promise<StandingObject[]> {
  if (addresses.length === 0) return [];
  const read = () => tx.unsafe<StandingObject[]>(standingQuery, [JSON.stringify(addresses)]);
  return inOrder(await withoutSearchPath(tx, read));
}
