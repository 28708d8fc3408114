// Leaves out what an owner has anyway.
import { internAcl } from "../../model/acl.ts";
import type { ObjectName } from "../../model/object.ts";
import { objectKey } from "../../model/object.ts";
import type { Ownership } from "../../model/ownership.ts";
import { isBuiltIn, type ObjectPrivileges } from "../../model/warehouse.ts";

/** Columns belong to the owner of their table. */
function ownedAs({ kind, path }: ObjectName): string {
  return objectKey(kind === "column" ? { kind: "table", path: path.slice(0, 2) } : { kind, path });
}

/**
 * Takes out what is given to the owner of the object: PostgreSQL melts it into what an owner has anyway, and
 * taking it back would take the owner's own right.
 *
 * @param privileges by objectKey
 * @param owners the declared ones, by objectKey
 * @param tableOf the objectKey of the table that a serial column's sequence belongs to, by that of the sequence
 */
export function dropOwnersEntries(
  privileges: ReadonlyMap<string, ObjectPrivileges>,
  owners: ReadonlyMap<string, Ownership>,
  tableOf: ReadonlyMap<string, string> = new Map(),
): ReadonlyMap<string, ObjectPrivileges> {
  if (owners.size === 0) return privileges;
  const kept = [...privileges].map(([key, entry]): [string, ObjectPrivileges] => {
    const owner = owners.get(tableOf.get(key) ?? ownedAs(entry.object))?.owner;
    const acl = [...entry.acl.entries.values()];
    const others = acl.filter(({ grantee }) => grantee !== owner);
    return others.length === acl.length ? [key, entry] : [key, { ...entry, acl: internAcl(others) }];
  });
  return new Map(kept.filter(([, entry]) => !isBuiltIn(entry)));
}

/** The tables of the sequences of serial columns, both as objectKeys. */
export function tablesOfSequences(
  relations: Iterable<{
    readonly schema: string;
    readonly name: string;
    readonly columns: readonly { readonly serialSequence?: string }[];
  }>,
): ReadonlyMap<string, string> {
  const pairs = [...relations].flatMap(({ schema, name, columns }) => {
    const table = objectKey({ kind: "table", path: [schema, name] });
    return columns.flatMap(({ serialSequence }): [string, string][] =>
      serialSequence ? [[objectKey({ kind: "sequence", path: [schema, serialSequence] }), table]] : [],
    );
  });
  return new Map(pairs);
}
