// Expressions that two servers print in other words though they are one: `0` and `'0'::double precision`.
import type { Queryable } from "../database/connect/connect.ts";
import type { StructureRow } from "../database/inspect/shape.ts";

/** An expression in what the catalogs print of an object. */
interface Spelled {
  /** What stands before it, and what behind. */
  readonly before: string;
  readonly behind: string;
  /** A query whose one column is what PostgreSQL makes of it. */
  readonly query: string;
}

/** `numeric(12,2) not null default 0 collation "C"`. */
const DEFAULT = /^((\S.*?)(?: not null)? default )(.*?)((?: collation (?:"[^"]*"|\S+))?)$/s;

/** `c CHECK ((balance >= 0))`, NOT VALID and the like behind it. */
const CHECK = /^(c CHECK )(\(.*\))((?: NO INHERIT)?(?: NOT (?:VALID|ENFORCED))*(?: not validated)?)$/s;

/** What is asked of a default, or a check of a table; undefined of all else. */
function spelled({ object, relation, line }: StructureRow): Spelled | undefined {
  if (object.startsWith("column ")) {
    const [, before = "", type = "", expression, behind = ""] = DEFAULT.exec(line) ?? [];
    return expression === undefined
      ? undefined
      : { before, behind, query: `SELECT CAST(${expression} AS ${type})` };
  }
  if (!object.startsWith("constraint ") || relation === undefined) return undefined;
  const [, before = "", expression, behind = ""] = CHECK.exec(line) ?? [];
  return expression === undefined
    ? undefined
    : { before, behind, query: `SELECT ${expression} FROM ONLY ${relation}` };
}

/** The moment at which the transaction began, in words that PostgreSQL keeps apart. */
const oneMoment = (output: string): string =>
  output.replace(/^Output: (?:CURRENT_TIMESTAMP|transaction_timestamp\(\))$/, "Output: now()");

/** What this server makes of a query's column, all that is constant computed; undefined where it does not take it. */
async function made(tx: Queryable, query: string): Promise<string | undefined> {
  await tx.unsafe("SAVEPOINT spelled");
  try {
    const rows = await tx.unsafe<{ "QUERY PLAN": string }[]>(`EXPLAIN (VERBOSE, COSTS OFF) ${query}`);
    const output = rows.map((row) => row["QUERY PLAN"].trim()).find((text) => text.startsWith("Output: "));
    return output === undefined ? undefined : oneMoment(output);
  } catch {
    return undefined;
  } finally {
    await tx.unsafe("ROLLBACK TO spelled");
  }
}

/**
 * The rows that were found, where they say the same as the expected ones in the words of these. Nothing that is not
 * immutable is computed for it.
 *
 * @param tx of a scratch server that has what is expected, in a transaction that is rolled back
 */
export async function respelled(
  tx: Queryable,
  expected: readonly StructureRow[],
  found: readonly StructureRow[],
): Promise<StructureRow[]> {
  const wanted = new Map(expected.map((row) => [row.object, row]));
  const rows: StructureRow[] = [];
  for (const row of found) {
    const other = wanted.get(row.object);
    const [one, two] = other && other.line !== row.line ? [spelled(other), spelled(row)] : [];
    const isAlike = one && two && one.before === two.before && one.behind === two.behind;
    const output = isAlike ? await made(tx, one.query) : undefined;
    const isSame = output !== undefined && output === (await made(tx, two?.query ?? ""));
    rows.push(isSame && other ? { ...row, line: other.line } : row);
  }
  return rows;
}
