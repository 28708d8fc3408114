/** What is said of each collection where two warehouses differ in it. */
import type { Acl } from "../model/acl.ts";
import { COLLECTIONS } from "../model/collections.ts";
import { defaultKey } from "../model/default-privileges.ts";
import type { Changes } from "../model/delta.ts";
import { type Distribution, distributionWords } from "../model/distribution.ts";
import { displayName, quoteLiteral } from "../model/identifier.ts";
import { objectKey } from "../model/object.ts";
import type { ObjectKind } from "../model/object-kinds.ts";
import type { Membership, Role } from "../model/role.ts";
import type { CollectionName, EntryOf } from "../model/warehouse.ts";
import { aclLines } from "./acl-lines.ts";
import { membershipOptions } from "./membership-words.ts";
import { relationLines } from "./relation-words.ts";
import { roleChanges } from "./role-differences.ts";

/** How what is found beyond what is expected is told. */
export interface Words {
  readonly isThere: string;
  readonly isMember: string;
  readonly has: string;
  readonly belongs: string;
  /** Of what is one way there, and another way here. */
  readonly where: string;
}

/** What is said of one collection. */
interface CollectionWords<Entry> {
  /** What has changed, where changes are counted. */
  readonly counted: string;
  /** A sentence each, from what is expected (`removed`) to what is found (`added`). */
  lines(changes: Changes<Entry>, words: Words): string[];
}

/** Entries of one key, expected and found, of which one may be missing. */
function pairs<Entry>({ added, removed }: Changes<Entry>, keyOf: (entry: Entry) => string) {
  const expected = new Map(removed.map((entry) => [keyOf(entry), entry]));
  const found = new Map(added.map((entry) => [keyOf(entry), entry]));
  const keys = new Set([...expected.keys(), ...found.keys()]);
  return [...keys].map((key) => ({ key, before: expected.get(key), after: found.get(key) }));
}

/** The same, what is missing first. */
function missingFirst<Entry>(changes: Changes<Entry>, keyOf: (entry: Entry) => string) {
  const all = pairs(changes, keyOf);
  const byKey = new Map(all.map((pair) => [pair.key, pair]));
  const found = changes.added.flatMap((entry) => byKey.get(keyOf(entry)) ?? []);
  return [...all.filter(({ after }) => after === undefined), ...found];
}

/** What is there or not and nothing else, called by its name. */
function plain<Entry>(counted: string, nameOf: (entry: Entry) => string): CollectionWords<Entry> {
  return {
    counted,
    lines: ({ added, removed }, words) => [
      ...removed.map((entry) => `the ${nameOf(entry)} is missing`),
      ...added.map((entry) => `the ${nameOf(entry)} ${words.isThere}`),
    ],
  };
}

function roleLines(before: Role | undefined, after: Role, words: Words): string[] {
  if (!before) return [`the role ${after.name} ${words.isThere}`];
  const changes = roleChanges(before, after);
  if (changes.length === 0) return [`the role ${after.name} has other attributes`];
  return changes.map((change) => `the role ${after.name} has ${change}`);
}

function membershipLine(before: Membership | undefined, after: Membership, words: Words): string {
  const { member, role } = after;
  if (!before) return `${member} ${words.isMember} ${role}`;
  return `${member} is a member of ${role} with ${membershipOptions(after)}, not ${membershipOptions(before)}`;
}

/** Of ACLs. @param told what one is of: its kind of object, and `on table A.b` */
function aclWords<Entry extends { readonly acl: Acl }>(
  counted: string,
  told: (entry: Entry) => readonly [kind: ObjectKind, of: string],
): CollectionWords<Entry> {
  return {
    counted,
    lines: ({ added, removed }, { has }) => [
      ...removed.flatMap((entry) => aclLines("lacks", has, ...told(entry), entry.acl)),
      ...added.flatMap((entry) => aclLines(has, "lacks", ...told(entry), entry.acl)),
    ],
  };
}

const quoted = (text: string | undefined) => (text === undefined ? "no comment" : quoteLiteral(text));

/** Every collection, in the order in which differences are told. */
export const COLLECTION_WORDS: { readonly [Name in CollectionName]: CollectionWords<EntryOf<Name>> } = {
  schemas: plain("schemas", (schema) => `schema ${displayName(schema)}`),
  relations: {
    counted: "relations",
    lines: (changes) =>
      pairs(changes, COLLECTIONS.relations.key).flatMap(({ key, before, after }) => {
        if (before && after) return relationLines(key, before, after);
        return [before ? `${key} is missing` : `${key} is there and should not be`];
      }),
  },
  objects: plain("sequences and types", objectKey),
  comments: {
    counted: "comments",
    lines: (changes, { where }) =>
      pairs(changes, COLLECTIONS.comments.key).map(
        ({ key, before, after }) =>
          `the comment on ${key} is ${quoted(after?.text)}, ${where} ${quoted(before?.text)}`,
      ),
  },
  distributions: {
    counted: "tables and schemas that lie on nodes otherwise",
    lines: (changes, { where }) =>
      pairs(changes, COLLECTIONS.distributions.key).map(({ key, before, after }) => {
        const told = (one: Distribution | undefined) => (one ? distributionWords(one) : "not distributed");
        return `${key} is ${told(after)}, ${where} ${told(before)}`;
      }),
  },
  sqlObjects: {
    counted: "extensions, types, routines, triggers and the like",
    lines: (changes, words) =>
      pairs(changes, COLLECTIONS.sqlObjects.key).map(({ key, before, after }) => {
        if (before && after) return `the ${key} is defined otherwise`;
        return before ? `the ${key} is missing` : `the ${key} ${words.isThere}`;
      }),
  },
  roles: {
    counted: "roles",
    lines: (changes, words) =>
      missingFirst(changes, COLLECTIONS.roles.key).flatMap(({ key, before, after }) =>
        after ? roleLines(before, after, words) : [`the role ${key} is missing`],
      ),
  },
  memberships: {
    counted: "memberships",
    lines: (changes, words) =>
      missingFirst(changes, COLLECTIONS.memberships.key).flatMap(({ before, after }) => {
        if (after) return [membershipLine(before, after, words)];
        return before ? [`${before.member} is not a member of ${before.role}`] : [];
      }),
  },
  owners: {
    counted: "owners",
    lines: (changes, words) =>
      pairs(changes, COLLECTIONS.owners.key).map(({ key, before, after }) => {
        if (!after) return `${key} does not belong to ${before?.owner}`;
        if (!before) return `${key} ${words.belongs} ${after.owner}`;
        return `${key} belongs to ${after.owner}, not ${before.owner}`;
      }),
  },
  privileges: aclWords("objects with other privileges", ({ object }) => [
    object.kind,
    `on ${objectKey(object)}`,
  ]),
  defaults: aclWords("default privileges", (entry) => [
    entry.kind,
    `by default on every ${defaultKey(entry)}`,
  ]),
  externalSchemas: plain("external schemas", (schema) => `external schema ${displayName(schema)}`),
  revokingSchemas: plain(
    "schemas closed to unmanaged roles",
    (schema) => `\`unmanaged: revoke\` of the schema ${displayName(schema)}`,
  ),
  publicSaid: plain("objects of which it is said what PUBLIC has", (key) => `what \`public\` says of ${key}`),
  sensitive: plain("sensitive relations", (path) => `sensitive mark on ${path}`),
  keptSequences: {
    counted: "names of sequences",
    lines: (changes) =>
      pairs(changes, COLLECTIONS.keptSequences.key).map(({ key, before, after }) => {
        if (!after) return `the sequence of ${key} is not called ${before?.sequence}`;
        return `the sequence of ${key} is called ${after.sequence}${before ? `, not ${before.sequence}` : ""}`;
      }),
  },
  extensionMembers: {
    counted: "extensions with other members",
    lines: (changes) =>
      pairs(changes, COLLECTIONS.extensionMembers.key).map(
        ({ key, before, after }) =>
          `what belongs to the extension ${displayName(key)} is ${before && after ? "not the same" : "not known on both sides"}`,
      ),
  },
  viewReads: {
    counted: "what views read",
    lines: (changes) =>
      pairs(changes, COLLECTIONS.viewReads.key).map(({ key }) => `the view ${key} reads or writes otherwise`),
  },
};
