/** One run at a time that changes roles, in all databases of a cluster. */
import { problem, Refusal } from "../../model/diagnostic.ts";
import { quoteIdentifier } from "../../model/identifier.ts";
import type { Queryable } from "../connect/connect.ts";
import { errorCode } from "../connect/connection-problem.ts";

/**
 * Advisory locks are of one database. A name of a role is of the cluster: who makes a role waits until every
 * transaction that has made one of that name has ended, even where it dropped it again. So nobody ever sees this one.
 */
const NAME = quoteIdentifier("dwh:lock");

/** How long a run waits before it says so, and until it gives up. */
const QUIET = "1s";
const LIMIT = "10min";

const LOCK_NOT_AVAILABLE = "55P03";

/** @returns whether it came in time */
async function tryFor(tx: Queryable, limit: string): Promise<boolean> {
  const timeout = (text: string) => `SELECT pg_catalog.set_config('lock_timeout', '${text}', true)`;
  const lock = [timeout(limit), `CREATE ROLE ${NAME}`, `DROP ROLE ${NAME}`, timeout("0")];
  try {
    await tx.unsafe(["SAVEPOINT dwh_lock", ...lock, "RELEASE SAVEPOINT dwh_lock"].join(";"));
    return true;
  } catch (error) {
    if (errorCode(error) !== LOCK_NOT_AVAILABLE) throw error;
    await tx.unsafe("ROLLBACK TO SAVEPOINT dwh_lock");
    return false;
  }
}

/**
 * Waits until no other transaction of the cluster has this lock, and holds it until the transaction ends. Who may not
 * make roles takes none: such a one makes and drops none either.
 *
 * @throws {Refusal} where another run keeps it for ten minutes
 */
export async function lockRoles(tx: Queryable, onWait?: (text: string) => void): Promise<void> {
  const [row] = await tx.unsafe<{ may: boolean }[]>(
    "SELECT rolcreaterole OR rolsuper AS may FROM pg_catalog.pg_roles WHERE rolname = current_user",
  );
  if (!row?.may || (await tryFor(tx, QUIET))) return;
  onWait?.("Waiting for a run on another database of this cluster that changes roles too");
  if (await tryFor(tx, LIMIT)) return;
  throw new Refusal([
    problem("locked", "a run on another database of this cluster changes roles too, and does not end", {
      help: "Wait for it, or end it, and run this again.",
    }),
  ]);
}
