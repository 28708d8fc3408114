// The rows of tables thrown away, in one statement.
import type { Sql } from "../database/connect/connect.ts";
import { transaction } from "../database/connect/transaction.ts";
import { type DataTable, readDataTables } from "../database/inspect/data-tables.ts";
import { type Allowance, allows, unknownAllowed } from "../model/allowance.ts";
import { problem, Refusal } from "../model/diagnostic.ts";
import { possibleHistories } from "../sources/history-place.ts";
import type { Project } from "../sources/project.ts";
import { namedTables, shownTable, tableSql, withoutHistory } from "./named-tables.ts";
import { childrenFirst } from "./table-order.ts";

/** What is to be emptied, and where. */
interface TruncateRequest {
  /** Names and patterns. */
  readonly tables: readonly string[];
  /** Undefined on the local server, where nothing needs to be allowed. */
  readonly allowed: Allowance | undefined;
  /** The database for people. */
  readonly shown: string;
}

/** A table that was emptied, and how many rows it had. */
interface Truncated {
  readonly table: string;
  readonly rows: number;
}

/** A row of another table may point at one that goes: TRUNCATE then wants that table in the same statement. */
function refusePointing(all: readonly DataTable[], going: readonly DataTable[]): void {
  const oids = new Set(going.map(({ oid }) => oid));
  const goes = ({ oid, above }: DataTable) => oids.has(oid) || above.some((parent) => oids.has(parent));
  const byOid = new Map(all.map((table) => [table.oid, table]));
  const pointing = all
    .filter((table) => !goes(table))
    .flatMap((table) =>
      table.keys.flatMap(({ to }) => {
        const parent = byOid.get(to);
        return parent && goes(parent) ? [{ table, parent }] : [];
      }),
    );
  if (pointing.length === 0) return;
  throw new Refusal(
    pointing.map(({ table, parent }) =>
      problem("rows-point", `a foreign key of ${shownTable(table)} points at ${shownTable(parent)}`, {
        help: `Name ${shownTable(table)} too: its rows would point at nothing.`,
      }),
    ),
  );
}

function refuseUnallowed(going: readonly DataTable[], allowed: Allowance, shown: string): void {
  const names = going.map(shownTable);
  const missing = names.filter((name) => !allows(allowed, name));
  const problems = [
    ...missing.map((name) =>
      problem("truncate-destroys", `all rows of ${name} in ${shown} would be destroyed`, {
        help: "Allow it with --destructive, or for single tables with --destructive=SCHEMA.table.",
      }),
    ),
    ...unknownAllowed(allowed, names),
  ];
  if (problems.length > 0) throw new Refusal(problems);
}

/**
 * Empties tables in one transaction, and counts what went; sequences go on where they were.
 *
 * @throws {Refusal} where a name names nothing, another table points at one of these, or it is not allowed
 */
export async function truncateTables(
  project: Project,
  sql: Sql,
  { tables, allowed, shown }: TruncateRequest,
): Promise<Truncated[]> {
  return transaction(sql, async (tx) => {
    const all = withoutHistory(await readDataTables(tx), possibleHistories(project));
    const going = childrenFirst(namedTables(all, tables, shown));
    refusePointing(all, going);
    if (allowed !== undefined) refuseUnallowed(going, allowed, shown);
    const list = going.map(tableSql).join(", ");
    // Nothing comes between the counting and the emptying.
    await tx.unsafe(`LOCK TABLE ${list} IN ACCESS EXCLUSIVE MODE`);
    const truncated: Truncated[] = [];
    for (const table of going) {
      const [row] = await tx.unsafe(`SELECT count(*)::text AS rows FROM ${tableSql(table)}`);
      truncated.push({ table: shownTable(table), rows: Number(row?.rows) });
    }
    await tx.unsafe(`TRUNCATE TABLE ${list}`);
    return truncated;
  });
}
