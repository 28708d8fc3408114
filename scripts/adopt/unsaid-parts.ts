// What of a database no file says, by name: partitions and heirs that nobody makes, rights on them and on foreign tables, user mappings.
import { OWNER, PUBLIC } from "../model/acl.ts";
import { groupBy } from "../model/group.ts";
import { compareText, displayName, displayPath } from "../model/identifier.ts";
import type { ObjectName } from "../model/object.ts";
import { relationKey } from "../model/relation.ts";
import { type FoundDatabase, heirsIn, unsaidHeirs } from "./definitions/adopt-definitions.ts";
import { notDefined } from "./roles/restrict.ts";

const displayGrantee = (grantee: string): string => (grantee === PUBLIC ? "PUBLIC" : displayName(grantee));

/** What a table is here, if its rights are not those of role files. */
function partWord(
  { structure, warehouse: { relations } }: FoundDatabase,
  isOurs: (schema: string) => boolean,
): (object: ObjectName) => string | undefined {
  const heirs = heirsIn(structure);
  return ({ kind, path }) => {
    const [schema = "", name = ""] = path;
    if ((kind !== "table" && kind !== "column") || !isOurs(schema)) return undefined;
    if (heirs.has(displayPath([schema, name]))) return "partition or heir";
    return relations.get(relationKey({ schema, name }))?.kind === "foreign table"
      ? "foreign table"
      : undefined;
  };
}

/** Who may do what with parts and foreign tables, a line for all on which somebody may do the same. */
function unsaidRights(found: FoundDatabase, wordOf: (object: ObjectName) => string | undefined): string[] {
  const rights = [...found.warehouse.privileges.values()].flatMap(({ object, acl }) => {
    const word = wordOf(object);
    if (word === undefined) return [];
    const [, , column] = object.path;
    return [...acl.entries.values()]
      .filter(({ grantee }) => grantee !== OWNER)
      .map(({ grantee, privilege, grantable }) => ({
        grantee,
        on: `${word} ${displayPath(object.path.slice(0, 2))}`,
        what: `${privilege}${column === undefined ? "" : ` (${displayName(column)})`}${grantable ? " WITH GRANT OPTION" : ""}`,
      }));
  });
  const held = [...groupBy(rights, ({ grantee, on }) => `${grantee} ${on}`).values()].map((list) => {
    const [{ grantee, on } = { grantee: "", on: "" }] = list;
    const whats = list.map(({ what }) => what).sort(compareText);
    return { on, text: `${displayGrantee(grantee)} has ${whats.join(", ")}` };
  });
  return [...groupBy(held, ({ text }) => text)].map(
    ([text, list]) =>
      `${text} on the ${list
        .map(({ on }) => on)
        .sort(compareText)
        .join(", the ")}`,
  );
}

/**
 * What is left alone, a sentence each.
 *
 * @param said sentences about the roles, of which some speak of the same things in fewer words
 * @param schemas those that count; all unless said
 */
export function withUnsaidParts(
  found: FoundDatabase,
  said: readonly string[],
  schemas?: ReadonlySet<string>,
): string[] {
  const wordOf = partWord(found, (schema) => schemas?.has(schema) ?? true);
  const objects = [...found.warehouse.privileges.values()].map(({ object }) => object);
  const again = new Set(objects.filter((object) => wordOf(object) !== undefined).map(notDefined));
  const heirs = schemas ? [] : unsaidHeirs(found.structure);
  return [
    ...said.filter((line) => !again.has(line)),
    ...heirs.sort(compareText).map((name) => `the partition or heir ${name}: no revision makes it`),
    ...unsaidRights(found, wordOf).sort(compareText),
    ...found.userMappings.map(
      ({ server, role }) =>
        `the user mapping of ${role === null ? "PUBLIC" : displayName(role)} on the foreign server ${displayName(server)}`,
    ),
  ];
}
