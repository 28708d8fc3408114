/** Extensions of which role files can speak, and what is known to belong to them. */
import type { ExtensionMembers } from "../model/extension-members.ts";
import type { SqlObject } from "../model/sql-object.ts";
import type { Warehouse } from "../model/warehouse.ts";

type Extensions = Warehouse["extensionMembers"];

/** Where it is known from, beside the definitions and what is recorded. */
export interface ExtensionSources {
  /** What the project keeps of extensions that others make: catalog.json. */
  readonly kept: Extensions;
  /** Those that the SQL of revisions makes. */
  readonly inSql: ReadonlySet<string>;
  /** What a scratch server says of those that the next revision makes, or gives another version. */
  readonly ahead: Extensions;
}

const namesOf = (objects: Iterable<SqlObject>): Set<string> =>
  new Set([...objects].flatMap(({ kind, path: [name = ""] }) => (kind === "extension" ? [name] : [])));

/**
 * All of them by name; an extension that no server was asked about has no members.
 *
 * @param defined what the definitions make
 * @param recorded what the revisions add up to
 */
export function knownExtensions(
  defined: ReadonlyMap<string, SqlObject>,
  recorded: Pick<Warehouse, "extensionMembers" | "sqlObjects">,
  { kept, inSql, ahead }: ExtensionSources,
): Extensions {
  const declared = namesOf(defined.values());
  const goes = namesOf(recorded.sqlObjects.values());
  for (const name of declared) goes.delete(name);
  const made = [...declared, ...[...inSql].filter((name) => !goes.has(name))];
  const asMade = made.map((extension): [string, ExtensionMembers] => {
    const [first, second, third] = [ahead, recorded.extensionMembers, kept].map((from) =>
      from.get(extension),
    );
    return [extension, first ?? second ?? third ?? { extension, members: [] }];
  });
  return new Map([...kept, ...asMade]);
}
