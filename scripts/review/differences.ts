import { OWNER, privilegeList } from "../model/acl.ts";
import type { Changes, Difference } from "../model/delta.ts";
import { groupBy } from "../model/group.ts";
import { displayName } from "../model/identifier.ts";
import { objectKey } from "../model/object.ts";
import { type Relation, relationKey } from "../model/relation.ts";
import type { Membership } from "../model/role.ts";
import type { ObjectPrivileges } from "../model/warehouse.ts";

const columnText = (relation: Relation): string[] =>
  relation.columns.map(({ name, type, notNull, serialSequence }) =>
    [displayName(name), type, notNull ? "not null" : "", serialSequence ? `serial ${serialSequence}` : ""]
      .filter((part) => part !== "")
      .join(" "),
  );

function relationLines({ added, removed }: Changes<Relation>): string[] {
  const expected = new Map(removed.map((relation) => [relationKey(relation), relation]));
  const found = new Map(added.map((relation) => [relationKey(relation), relation]));
  return [...new Set([...expected.keys(), ...found.keys()])].flatMap((key) => {
    const before = expected.get(key);
    const after = found.get(key);
    if (!before) return [`${key} is there and should not be`];
    if (!after) return [`${key} is missing`];
    const wanted = columnText(before);
    const has = columnText(after);
    return [
      ...(before.kind === after.kind ? [] : [`${key} is a ${after.kind}, not a ${before.kind}`]),
      ...wanted.filter((text) => !has.includes(text)).map((text) => `${key} lacks the column: ${text}`),
      ...has.filter((text) => !wanted.includes(text)).map((text) => `${key} has another column: ${text}`),
    ];
  });
}

function privilegeLines(verb: string, changes: readonly ObjectPrivileges[]): string[] {
  return changes.flatMap(({ object, acl }) => {
    const groups = groupBy(acl.entries.values(), (entry) =>
      JSON.stringify([entry.grantee, entry.grantor, entry.grantable]),
    );
    return [...groups.values()].flatMap((entries) => {
      const [first] = entries;
      if (!first) return [];
      const list = privilegeList(object.kind, new Set(entries.map((entry) => entry.privilege)));
      const option = first.grantable ? " with grant option" : "";
      const grantor = first.grantor === OWNER ? "" : `, granted by ${first.grantor}`;
      return [`${first.grantee} ${verb} ${list}${option} on ${objectKey(object)}${grantor}`];
    });
  });
}

/**
 * In what the found warehouse is not the expected one, a sentence each: the difference is from the expected to
 * the found.
 */
export function describeDifference(difference: Difference): string[] {
  const { schemas, relations, roles, memberships, privileges } = difference;
  const expected = new Set(roles.removed.map((role) => role.name));
  const found = new Set(roles.added.map((role) => role.name));
  const pairs = (list: readonly Membership[]) =>
    new Set(list.map(({ member, role }) => `${member}\t${role}`));
  const expectedMembers = pairs(memberships.removed);
  const foundMembers = pairs(memberships.added);
  return [
    ...schemas.removed.map((schema) => `the schema ${displayName(schema)} is missing`),
    ...schemas.added.map((schema) => `the schema ${displayName(schema)} is there and should not be`),
    ...relationLines(relations),
    ...[...expected].filter((name) => !found.has(name)).map((name) => `the role ${name} is missing`),
    ...[...found].map((name) =>
      expected.has(name) ? `the role ${name} has other attributes` : `the role ${name} should not be there`,
    ),
    ...memberships.removed
      .filter(({ member, role }) => !foundMembers.has(`${member}\t${role}`))
      .map(({ member, role }) => `${member} is not a member of ${role}`),
    ...memberships.added.map(({ member, role }) =>
      expectedMembers.has(`${member}\t${role}`)
        ? `${member} is a member of ${role} with other options`
        : `${member} should not be a member of ${role}`,
    ),
    ...privilegeLines("lacks", privileges.removed),
    ...privilegeLines("should not have", privileges.added),
  ];
}

/** What a revision would do, a short line each, for whoever asks whether one is missing. */
export function describeChanges(difference: Difference): string[] {
  const { schemas, relations, roles, memberships, privileges, sensitive } = difference;
  const counts: readonly (readonly [string, Changes<unknown>])[] = [
    ["schemas", schemas],
    ["relations", relations],
    ["roles", roles],
    ["memberships", memberships],
    ["objects with other privileges", privileges],
    ["sensitive relations", sensitive],
  ];
  const lines = counts
    .filter(([, { added, removed }]) => added.length + removed.length > 0)
    .map(([what, { added, removed }]) => `${what}: +${added.length} −${removed.length}`);
  return lines.length > 0 ? lines : ["tables: keys, defaults, indexes or the like"];
}
