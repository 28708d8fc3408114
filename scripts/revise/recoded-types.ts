// What cannot become of encrypted columns at once: a cast that fails shows the value, which a server's log would keep.
import { writtenType } from "../migrations/kit/column-type.ts";
import { cuts, refuses } from "../model/cast.ts";
import { type Diagnostic, type Location, problem } from "../model/diagnostic.ts";
import { encryptionsOf } from "../model/encryption.ts";
import { displayPath } from "../model/identifier.ts";
import type { Warehouse } from "../model/warehouse.ts";

const IS_TEXT = /^(?:text|character varying|character)(?:\(\d+\))?$/;

/** Whether each value of a type can be cast to another one, or is told not to fit without being shown. */
const isSafe = (before: string, after: string): boolean =>
  before === after ||
  (IS_TEXT.test(before) && IS_TEXT.test(after)) ||
  !(cuts(before, after) || refuses(before, after));

/** The types of the values of a table's columns in plain, by name; which of them are encrypted. */
function plainTypesOf({ sqlObjects, relations }: Warehouse, table: string) {
  const encrypted = encryptionsOf(sqlObjects.values()).get(table)?.columns ?? new Map<string, string>();
  const columns = relations.get(table)?.columns ?? [];
  const types = columns.map(({ name, type }): [string, string] => {
    const plain = encrypted.get(name);
    return [name, plain === undefined ? type : writtenType(plain)];
  });
  return { encrypted, types: new Map(types) };
}

/**
 * Columns that are encrypted, or were, whose type in plain is another one than it was.
 *
 * @param recorded under the names after the renames
 * @param placeOf where something is defined, by its name
 */
export function recodedTypes(
  recorded: Warehouse,
  declared: Warehouse,
  placeOf: (key: string) => Location | undefined,
): Diagnostic[] {
  const tables = [recorded, declared].flatMap(({ sqlObjects }) => [
    ...encryptionsOf(sqlObjects.values()).keys(),
  ]);
  return [...new Set(tables)].flatMap((table) => {
    const [before, after] = [plainTypesOf(recorded, table), plainTypesOf(declared, table)];
    const names = [...new Set([...before.encrypted.keys(), ...after.encrypted.keys()])];
    return names.flatMap((name): Diagnostic[] => {
      const [was, is] = [before.types.get(name), after.types.get(name)];
      if (was === undefined || is === undefined || isSafe(was, is)) return [];
      const at = placeOf(table);
      const message = `the values of ${table}.${displayPath([name])} are ${was} in plain, and would be ${is}`;
      return [
        problem("encryption-type", message, {
          ...(at && { at }),
          help: `Say "${was}" in \`encrypted\`, or let the column be ${was} there: change the type in a revision in which it is not encrypted.`,
        }),
      ];
    });
  });
}
