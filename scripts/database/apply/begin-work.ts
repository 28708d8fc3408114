// What a transaction of a revision begins and ends with: its settings.
import { quoteLiteral } from "../../model/identifier.ts";
import type { Queryable } from "../connect/connect.ts";

/** drizzle-kit writes what lies in the schema public without it. */
export const SEARCH_PATH = "public";

/**
 * Nodes of citus work on a distributed table at once, and then no role can be made or changed in the same transaction:
 * where the database has it, they work one after another.
 */
const ONE_NODE_AT_ONCE = `(SELECT set_config('citus.multi_shard_modify_mode', 'sequential', true)
  FROM pg_catalog.pg_extension WHERE extname = 'citus')`;

/** As PostgreSQL understands them, `5s`; no limit unless said. */
interface Timeouts {
  readonly lockTimeout?: string | undefined;
  readonly statementTimeout?: string | undefined;
}

/** What is known of a transaction whose work has begun. */
export interface BegunWork {
  /** The role that statements run as, as it is set: `none` where none is. */
  readonly role: string;
  /** The server's process. */
  readonly pid: number;
  /** Whether that role is a superuser. */
  readonly superuser: boolean;
}

/** Begins the transaction's work. */
export async function beginWork(
  tx: Queryable,
  { lockTimeout, statementTimeout }: Timeouts,
): Promise<BegunWork> {
  const set = (name: string, value: string) => `set_config('${name}', ${quoteLiteral(value)}, true)`;
  const [row] = await tx.unsafe<BegunWork[]>(
    `SELECT current_setting('role') AS role, pg_catalog.pg_backend_pid() AS pid,
      (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user) AS superuser,
      ${set("search_path", SEARCH_PATH)}, ${set("lock_timeout", lockTimeout ?? "0")},
      ${set("statement_timeout", statementTimeout ?? "0")}, ${ONE_NODE_AT_ONCE}`,
  );
  return { role: row?.role ?? "none", pid: row?.pid ?? 0, superuser: row?.superuser ?? false };
}

/**
 * Undoes SET ROLE and SET search_path of the script; the role also where a function of it set that for the session.
 * It is sent at once.
 */
export const endWork = (tx: Queryable, role: string): Promise<unknown> =>
  tx
    .unsafe(`SELECT set_config('role', ${quoteLiteral(role)}, false), set_config('search_path', '', true)`)
    .execute();
