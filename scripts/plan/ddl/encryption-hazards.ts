// What a reviewer must know of columns that become encrypted, stop being so, or are encrypted otherwise.
import type { Difference } from "../../model/delta.ts";
import { type Encryption, encryptionsOf, hasSameKeys } from "../../model/encryption.ts";
import { groupBy } from "../../model/group.ts";
import type { Hazard } from "../../model/hazard.ts";
import { displayPath } from "../../model/identifier.ts";

/** What becomes of the values of a column. */
interface Recoded {
  readonly table: string;
  readonly column: string;
  readonly how: "encrypts" | "decrypts" | "encrypts anew";
  readonly keys: string;
}

function recodedColumn(
  table: string,
  column: string,
  was: Encryption | undefined,
  is: Encryption | undefined,
): Recoded | undefined {
  const [isBefore, isAfter] = [was?.columns.has(column), is?.columns.has(column)];
  const by = (how: Recoded["how"], { keys }: Encryption) => ({ table, column, how, keys: displayPath(keys) });
  if (is && isAfter && !isBefore) return by("encrypts", is);
  if (was && isBefore && !isAfter) return by("decrypts", was);
  return was && is && !hasSameKeys(was, is) ? by("encrypts anew", is) : undefined;
}

/** The columns whose values are written anew, by their paths after the renames. */
export function recodedColumns({ sqlObjects }: Pick<Difference, "sqlObjects">): ReadonlyMap<string, Recoded> {
  const [before, after] = [encryptionsOf(sqlObjects.removed), encryptionsOf(sqlObjects.added)];
  const tables = [...new Set([...before.keys(), ...after.keys()])];
  const all = tables.flatMap((table) => {
    const [was, is] = [before.get(table), after.get(table)];
    const columns = new Set([...(was?.columns.keys() ?? []), ...(is?.columns.keys() ?? [])]);
    return [...columns].flatMap((column) => recodedColumn(table, column, was, is) ?? []);
  });
  return new Map(all.map((one) => [`${one.table}.${displayPath([one.column])}`, one]));
}

/** @param made keys of the relations that the revision makes: nobody waits for them */
export function recodedHazards(difference: Difference, made: ReadonlySet<string>): Hazard[] {
  const there = [...recodedColumns(difference).values()].filter(({ table }) => !made.has(table));
  const alike = groupBy(there, ({ table, how, keys }) => [table, how, keys].join("\0"));
  return [...alike.values()].flatMap((columns): Hazard[] => {
    const [first] = columns;
    if (!first) return [];
    const { table, how, keys } = first;
    const names = columns.map(({ column }) => displayPath([column])).join(", ");
    const message = `${how} ${names} of ${table} by the keys in ${keys}: every row is written anew, and nobody uses the table meanwhile`;
    return [{ kind: "lock", message }];
  });
}
