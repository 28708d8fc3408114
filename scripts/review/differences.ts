import { type Acl, isLack, OWNER, privilegeList } from "../model/acl.ts";
import type { Comment } from "../model/comment.ts";
import { conditionText } from "../model/condition.ts";
import { type DefaultPrivileges, defaultKey } from "../model/default-privileges.ts";
import type { Changes, Difference } from "../model/delta.ts";
import { groupBy } from "../model/group.ts";
import { displayName, displayPath, quoteLiteral } from "../model/identifier.ts";
import { objectKey } from "../model/object.ts";
import type { Ownership } from "../model/ownership.ts";
import type { ObjectKind } from "../model/privilege.ts";
import { type Relation, relationKey } from "../model/relation.ts";
import { type Membership, membershipKey, type Role } from "../model/role.ts";
import type { ObjectPrivileges } from "../model/warehouse.ts";
import { roleText } from "./access/path-text.ts";
import { membershipOptions } from "./membership-words.ts";
import { roleChanges } from "./role-differences.ts";

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

/** Of an ACL of which `place` says what it is of: `on table A.b`; `opposite` is said of what is not there. */
function aclLines(verb: string, opposite: string, kind: ObjectKind, place: string, acl: Acl): string[] {
  const groups = groupBy(acl.entries.values(), (entry) =>
    JSON.stringify([entry.grantee, entry.grantor, entry.grantable, conditionText(entry.when)]),
  );
  return [...groups.values()].flatMap((entries) => {
    const [first] = entries;
    if (!first) return [];
    const list = privilegeList(kind, new Set(entries.map((entry) => entry.privilege)));
    if (isLack(first)) return [`${roleText(first.grantee)} ${opposite} ${list} ${place}`];
    const option = first.grantable ? " with grant option" : "";
    const grantor = first.grantor === OWNER ? "" : `, granted by ${first.grantor}`;
    const when = first.when ? ` where ${conditionText(first.when)}` : "";
    return [`${roleText(first.grantee)} ${verb} ${list}${option} ${place}${grantor}${when}`];
  });
}

const privilegeLines = (verb: string, opposite: string, changes: readonly ObjectPrivileges[]): string[] =>
  changes.flatMap(({ object, acl }) => aclLines(verb, opposite, object.kind, `on ${objectKey(object)}`, acl));

const defaultLines = (verb: string, opposite: string, changes: readonly DefaultPrivileges[]): string[] =>
  changes.flatMap((entry) =>
    aclLines(verb, opposite, entry.kind, `by default on every ${defaultKey(entry)}`, entry.acl),
  );

/** Comments by what they are on; a text that differs is said with both. */
function commentLines({ added, removed }: Changes<Comment>): string[] {
  const expected = new Map(removed.map(({ object, text }) => [objectKey(object), text]));
  const found = new Map(added.map(({ object, text }) => [objectKey(object), text]));
  const quoted = (text: string | undefined) => (text === undefined ? "no comment" : quoteLiteral(text));
  return [...new Set([...expected.keys(), ...found.keys()])].map(
    (key) => `the comment on ${key} is ${quoted(found.get(key))}, not ${quoted(expected.get(key))}`,
  );
}

/** Lists of what is missing and of what is too much, where a change is no kind of its own. */
function plainLines(what: string, { added, removed }: Changes<string>, words: Words): string[] {
  return [
    ...removed.map((name) => `the ${what}${name} is missing`),
    ...added.map((name) => `the ${what}${name} ${words.isThere}`),
  ];
}

function roleLines({ added, removed }: Changes<Role>, words: Words): string[] {
  const expected = new Map(removed.map((role) => [role.name, role]));
  const found = new Set(added.map((role) => role.name));
  return [
    ...[...expected.keys()].filter((name) => !found.has(name)).map((name) => `the role ${name} is missing`),
    ...added.flatMap((role) => {
      const before = expected.get(role.name);
      if (!before) return [`the role ${role.name} ${words.isThere}`];
      const changes = roleChanges(before, role);
      if (changes.length === 0) return [`the role ${role.name} has other attributes`];
      return changes.map((change) => `the role ${role.name} has ${change}`);
    }),
  ];
}

function membershipLines({ added, removed }: Changes<Membership>, words: Words): string[] {
  const expected = new Map(removed.map((membership) => [membershipKey(membership), membership]));
  const found = new Set(added.map(membershipKey));
  return [
    ...removed
      .filter((membership) => !found.has(membershipKey(membership)))
      .map(({ member, role }) => `${member} is not a member of ${role}`),
    ...added.map((membership) => {
      const { member, role } = membership;
      const before = expected.get(membershipKey(membership));
      if (!before) return `${member} ${words.isMember} ${role}`;
      return `${member} is a member of ${role} with ${membershipOptions(membership)}, not ${membershipOptions(before)}`;
    }),
  ];
}

function ownerLines({ added, removed }: Changes<Ownership>, words: Words): string[] {
  const expected = new Map(removed.map(({ object, owner }) => [objectKey(object), owner]));
  const found = new Map(added.map(({ object, owner }) => [objectKey(object), owner]));
  return [...new Set([...expected.keys(), ...found.keys()])].map((key) => {
    const [before, after] = [expected.get(key), found.get(key)];
    if (after === undefined) return `${key} does not belong to ${before}`;
    return before === undefined
      ? `${key} ${words.belongs} ${after}`
      : `${key} belongs to ${after}, not ${before}`;
  });
}

/** How what is found beyond what is expected is told. */
export interface Words {
  readonly isThere: string;
  readonly isMember: string;
  readonly has: string;
  readonly belongs: string;
}

/** The found warehouse is measured by the expected one. */
const MEASURED: Words = {
  isThere: "is there and should not be",
  isMember: "should not be a member of",
  has: "should not have",
  belongs: "should not belong to",
};

/** Two warehouses are compared of which neither is right. */
export const COMPARED: Words = {
  isThere: "is there as well",
  isMember: "is a member of",
  has: "has",
  belongs: "belongs to",
};

/**
 * In what the found warehouse is not the expected one, a sentence each: the difference is from the expected to
 * the found.
 */
export function describeDifference(difference: Difference, words: Words = MEASURED): string[] {
  const { renames, schemas, relations, objects, comments, roles } = difference;
  const { memberships, owners, privileges, defaults } = difference;
  const keys = { added: objects.added.map(objectKey), removed: objects.removed.map(objectKey) };
  const shown = { added: schemas.added.map(displayName), removed: schemas.removed.map(displayName) };
  const lines: Partial<Record<keyof Difference, readonly string[]>> = {
    renames: renames.map(
      ({ kind, from, to }) => `the ${kind} ${displayPath(from)} is called ${displayPath(to)}`,
    ),
    schemas: plainLines("schema ", shown, words),
    relations: relationLines(relations),
    objects: plainLines("", keys, words),
    comments: commentLines(comments),
    roles: roleLines(roles, words),
    memberships: membershipLines(memberships, words),
    owners: ownerLines(owners, words),
    privileges: [
      ...privilegeLines("lacks", words.has, privileges.removed),
      ...privilegeLines(words.has, "lacks", privileges.added),
    ],
    defaults: [
      ...defaultLines("lacks", words.has, defaults.removed),
      ...defaultLines(words.has, "lacks", defaults.added),
    ],
  };
  const { renames: _, ...collections } = difference;
  return [...Object.values(lines).flat(), ...wordless(collections, lines)];
}

/** What differs and has no words is shown as it is: a difference is never silent. */
function wordless(
  collections: Readonly<Record<string, Changes<unknown>>>,
  lines: Readonly<Record<string, readonly string[]>>,
): string[] {
  return Object.entries(collections).flatMap(([name, { added, removed }]) =>
    (lines[name] ?? []).length > 0
      ? []
      : [
          ...removed.map((entry) => `${name} lacks ${JSON.stringify(entry)}`),
          ...added.map((entry) => `${name} has beyond it ${JSON.stringify(entry)}`),
        ],
  );
}

/** What a revision would do, a short line each, for whoever asks whether one is missing. */
export function describeChanges(difference: Difference): string[] {
  const { schemas, relations, roles, memberships, owners, privileges, defaults, sensitive } = difference;
  const { comments } = difference;
  const counts: readonly (readonly [string, Changes<unknown>])[] = [
    ["schemas", schemas],
    ["relations", relations],
    ["roles", roles],
    ["memberships", memberships],
    ["owners", owners],
    ["objects with other privileges", privileges],
    ["default privileges", defaults],
    ["sensitive relations", sensitive],
    ["comments", comments],
  ];
  const renames = difference.renames.map(
    ({ kind, from, to }) => `the ${kind} ${displayPath(from)} becomes ${displayPath(to)}`,
  );
  const changed = counts
    .filter(([, { added, removed }]) => added.length + removed.length > 0)
    .map(([what, { added, removed }]) => `${what}: +${added.length} −${removed.length}`);
  const lines = [...renames, ...changed];
  return lines.length > 0 ? lines : ["tables: keys, defaults, indexes or the like"];
}
