// What a reviewer must know of columns that become encrypted, stop being so, or are encrypted otherwise.
import type { Difference } from "../../model/delta.ts";
import { type Encryption, encryptionsOf, hasSameKeys } from "../../model/encryption.ts";
import type { Hazard } from "../../model/hazard.ts";
import { displayPath } from "../../model/identifier.ts";

/** The columns whose values are written anew, by their paths after the renames; what becomes of them. */
export function recodedColumns({ sqlObjects }: Pick<Difference, "sqlObjects">): ReadonlyMap<string, string> {
  const [before, after] = [encryptionsOf(sqlObjects.removed), encryptionsOf(sqlObjects.added)];
  const told = new Map<string, string>();
  const tables = new Set([...before.keys(), ...after.keys()]);
  for (const table of tables) {
    const [was, is] = [before.get(table), after.get(table)];
    const columns = new Set([...(was?.columns.keys() ?? []), ...(is?.columns.keys() ?? [])]);
    for (const column of columns) {
      const path = `${table}.${displayPath([column])}`;
      const word = wordOf(column, was, is);
      if (word !== undefined) told.set(path, `${word} ${path}`);
    }
  }
  return told;
}

function wordOf(column: string, was: Encryption | undefined, is: Encryption | undefined): string | undefined {
  const [isBefore, isAfter] = [was?.columns.has(column), is?.columns.has(column)];
  if (is && isAfter && !isBefore) return `by the keys in ${displayPath(is.keys)} encrypts`;
  if (was && isBefore && !isAfter) return `by the keys in ${displayPath(was.keys)} decrypts`;
  return was && is && !hasSameKeys(was, is)
    ? `by the keys in ${displayPath(is.keys)} encrypts anew`
    : undefined;
}

/** @param made keys of the relations that the revision makes: nobody waits for them */
export const recodedHazards = (difference: Difference, made: ReadonlySet<string>): Hazard[] => {
  const there = (path: string) => ![...made].some((key) => path.startsWith(`${key}.`));
  return [...recodedColumns(difference)]
    .filter(([path]) => there(path))
    .map(([, message]) => ({
      kind: "lock",
      message: `${message}: every row of the table is written anew, and nobody uses it meanwhile`,
    }));
};
