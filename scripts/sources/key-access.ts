// Who may read the keys of encrypted columns: roles of sensitive things, and never everybody.
import { PUBLIC } from "../model/acl.ts";
import { type Diagnostic, type Location, problem } from "../model/diagnostic.ts";
import { encryptionsOf } from "../model/encryption.ts";
import { displayPath } from "../model/identifier.ts";
import type { Warehouse } from "../model/warehouse.ts";

/** Whether everybody reads something of a table. */
const readByAll = ({ privileges }: Warehouse, key: string): boolean =>
  [...privileges.values()].some(
    ({ object: { path }, acl }) =>
      displayPath(path.slice(0, 2)) === key &&
      [...acl.entries.values()].some(
        ({ grantee, privilege }) => grantee === PUBLIC && privilege === "SELECT",
      ),
  );

/**
 * Tables of keys that wildcards, levels or PUBLIC reach: whoever reads them decrypts.
 *
 * @param placeOf where a table is defined, by its key
 */
export function checkKeyAccess(
  declared: Warehouse,
  placeOf: (key: string) => Location | undefined,
): Diagnostic[] {
  const encryptions = [...encryptionsOf(declared.sqlObjects.values()).values()];
  const tables = new Set(encryptions.map(({ keys }) => displayPath(keys)));
  return [...tables].flatMap((key): Diagnostic[] => {
    const at = placeOf(key);
    const open = (what: string, help: string) => [
      problem("keys-not-sensitive", `${key} has the keys of encrypted columns, and ${what}`, {
        ...(at && { at }),
        help,
      }),
    ];
    if (!declared.sensitive.has(key))
      return open(
        "is not sensitive: wildcards and levels reach it",
        "Add annotate(…, { sensitive: true }) to it: then only roles read it that are given it by name.",
      );
    return readByAll(declared, key) ? open("PUBLIC may read it", "Take that grant away.") : [];
  });
}
