// A database that has a history already is not taken over: what it is told depends on whose history that is.
import { hasState, readHistory } from "../database/apply/history-table.ts";
import type { Sql } from "../database/connect/connect.ts";
import { transaction } from "../database/connect/transaction.ts";
import { problem, Refusal } from "../model/diagnostic.ts";
import { displayPath } from "../model/identifier.ts";
import type { Project } from "../sources/project.ts";
import type { Target } from "../sources/target.ts";

const OURS =
  "Work in the project that these revisions lie in: clone it, and `dwh info` (make: `make info`) says where the database " +
  "stands. If that project is lost, `dwh stamp base --purge` (make: `make stamp to=base purge=1`) forgets the history and " +
  "nothing else, and the database can be adopted. `dwh adopt --roles` (make: `make adopt roles=1`) writes its access alone.";

const DRIZZLES =
  'Drizzle\'s own migrations wrote it. Say another place for this history in drizzle.config.ts, `migrations: { schema: "dwh" }`: ' +
  "that of drizzle is then left as it is, and its last migration named in the baseline.";

/** @throws {Refusal} where revisions are applied already */
export async function refuseManaged({ config }: Project, target: Target, sql: Sql): Promise<void> {
  const history = config.migrations;
  const [applied, isOurs] = await transaction(
    sql,
    async (tx) => [await readHistory(tx, history), await hasState(tx, history)] as const,
    "READ ONLY",
  );
  const last = applied.at(-1)?.name;
  if (last === undefined) return;
  const table = displayPath([history.schema, history.table]);
  const message = isOurs
    ? `${target.shown} is managed already: its history ${table} is at ${last}`
    : `${target.shown} has a history in ${table} that is not of this program: it is at ${last}`;
  throw new Refusal([problem("history-changed", message, { help: isOurs ? OURS : DRIZZLES })]);
}
