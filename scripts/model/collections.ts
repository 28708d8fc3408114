/** The collections of a warehouse: one row for each, and the loops that everything over all of them is made of. */
import { builtInAclOf } from "./acl.ts";
import { acls, type Collection, entries, names } from "./collection.ts";
import type { Comment } from "./comment.ts";
import { holds } from "./condition.ts";
import { confirmedOnly } from "./confirmed-reads.ts";
import { DEFAULT_KINDS, type DefaultPrivileges, defaultKey } from "./default-privileges.ts";
import { type Distribution, distributionText, namedDistribution } from "./distribution.ts";
import { type ExtensionMembers, extensionText, namedExtension } from "./extension-members.ts";
import type { Naming } from "./naming.ts";
import { type ObjectName, objectKey } from "./object.ts";
import { kindFacts } from "./object-kinds.ts";
import type { Ownership } from "./ownership.ts";
import { predefinedSince } from "./predefined-role.ts";
import { namedPublicKey, publicKeyOn } from "./public-said.ts";
import { type Relation, relationKey, relationText } from "./relation.ts";
import { type Membership, membershipKey, type Role } from "./role.ts";
import { withUnits } from "./role-by-value.ts";
import { sortedText } from "./sorted-text.ts";
import { namedSqlObject, type SqlObject, sqlObjectKey } from "./sql-object.ts";
import type { Binding } from "./variable.ts";
import { renameViewReads, type ViewReads } from "./view-reads.ts";
import {
  type CollectionName,
  defaultsBase,
  type EntryOf,
  type KeptSequence,
  type ObjectPrivileges,
  type Warehouse,
} from "./warehouse.ts";

const keyOfObject = ({ object }: { readonly object: ObjectName }): string => objectKey(object);

const isKnown = (since: number | undefined, { major }: Binding): boolean =>
  since === undefined || major >= since;

const schemaNames = names({
  access: false,
  named: (schema, naming) => naming.schema(schema),
});

/** The row of a collection. */
export type RowOf<Name extends CollectionName> = Collection<EntryOf<Name>, Warehouse[Name]>;

/** Every collection, in the order in which they are told. */
export const COLLECTIONS: { readonly [Name in CollectionName]: RowOf<Name> } = {
  schemas: schemaNames,
  relations: entries<Relation>({
    access: false,
    key: relationKey,
    text: relationText,
    named: (relation, naming) => naming.relation(relation),
  }),
  objects: entries<ObjectName>({
    access: false,
    key: objectKey,
    text: objectKey,
    named: (object, naming) => naming.object(object),
  }),
  roles: entries<Role>({
    access: true,
    key: ({ name }) => name,
    text: (role) => sortedText(withUnits(role)),
    on: ({ when, ...entry }, { variables }) => (holds(when, variables) ? entry : undefined),
    named: (role, naming) => ({
      ...role,
      name: naming.role(role.name),
      ...(role.schema !== undefined && { schema: naming.schema(role.schema) }),
    }),
  }),
  memberships: entries<Membership>({
    access: true,
    key: membershipKey,
    text: sortedText,
    on: ({ when, ...entry }, binding) =>
      holds(when, binding.variables) && isKnown(predefinedSince(entry.role), binding) ? entry : undefined,
    named: (membership, naming) => ({
      ...membership,
      role: naming.role(membership.role),
      member: naming.role(membership.member),
    }),
  }),
  owners: entries<Ownership>({
    access: true,
    key: keyOfObject,
    text: ({ owner }) => owner,
    named: ({ object, owner }, naming) => ({ object: naming.object(object), owner: naming.role(owner) }),
  }),
  privileges: acls<ObjectPrivileges>({
    access: true,
    key: keyOfObject,
    start: ({ object }) => builtInAclOf(object),
    on: (entry, binding) => (isKnown(kindFacts(entry.object.kind).since, binding) ? entry : undefined),
    named: ({ object, acl }, naming) => ({ object: naming.object(object), acl: naming.acl(acl) }),
  }),
  defaults: acls<DefaultPrivileges>({
    access: true,
    key: defaultKey,
    start: defaultsBase,
    on: (entry, binding) => {
      const { since } = DEFAULT_KINDS[entry.kind] as { since?: number };
      return isKnown(since, binding) ? entry : undefined;
    },
    named: ({ creator, schema, kind, acl }, naming) => ({
      creator: naming.role(creator),
      ...(schema !== undefined && { schema: naming.schema(schema) }),
      kind,
      acl: naming.acl(acl),
    }),
  }),
  externalSchemas: schemaNames,
  revokingSchemas: schemaNames,
  publicSaid: names({
    access: false,
    on: (key, { variables }) => publicKeyOn(key, variables),
    named: (key, naming) => namedPublicKey(key, (object) => naming.object(object)),
  }),
  sensitive: names({ access: false, named: (path, naming) => naming.path(path) }),
  comments: entries<Comment>({
    access: false,
    key: keyOfObject,
    text: ({ text }) => text,
    named: ({ object, text }, naming) => ({ object: naming.object(object), text }),
  }),
  distributions: entries<Distribution>({
    access: false,
    key: keyOfObject,
    text: distributionText,
    named: namedDistribution,
  }),
  sqlObjects: entries<SqlObject>({
    access: false,
    key: sqlObjectKey,
    text: sortedText,
    named: namedSqlObject,
  }),
  keptSequences: entries<KeptSequence>({
    access: false,
    key: ({ column }) => column,
    text: ({ sequence }) => sequence,
    named: ({ column, sequence }, naming) => ({
      column: naming.path(column),
      sequence: naming.sequence(sequence),
    }),
  }),
  extensionMembers: entries<ExtensionMembers>({
    access: false,
    key: ({ extension }) => extension,
    text: extensionText,
    named: namedExtension,
  }),
  viewReads: confirmedOnly(
    entries<ViewReads>({
      access: false,
      key: ({ view }) => view,
      text: sortedText,
      named: (entry, naming) => renameViewReads(entry, naming),
    }),
  ),
};

/** Their names. */
export const COLLECTION_NAMES = Object.keys(COLLECTIONS) as readonly CollectionName[];

/** What is worked out for each collection. */
export function eachCollection<Result extends Readonly<Record<CollectionName, unknown>>>(
  work: <Name extends CollectionName>(name: Name, row: RowOf<Name>) => Result[Name],
): Result {
  const one = <Name extends CollectionName>(name: Name) => [name, work(name, COLLECTIONS[name])] as const;
  return Object.fromEntries(COLLECTION_NAMES.map((name) => one(name))) as unknown as Result;
}

/** A warehouse in which nothing is. */
export const EMPTY_WAREHOUSE: Warehouse = eachCollection<Warehouse>((_name, row) => row.hold([]));

/** The collections of something that may say more. */
export function warehouseOf(parts: Warehouse): Warehouse {
  return eachCollection<Warehouse>((name) => parts[name]);
}

/** What of a warehouse is access; nothing else is in it. */
export function accessOf(warehouse: Warehouse): Warehouse {
  return eachCollection<Warehouse>((name, row) => (row.access ? warehouse : EMPTY_WAREHOUSE)[name]);
}

/** A warehouse with other names; what holds there anyway is not kept. */
export function nameAll(warehouse: Warehouse, naming: Naming, binding?: Binding): Warehouse {
  return eachCollection<Warehouse>(<Name extends CollectionName>(name: Name, row: RowOf<Name>) => {
    const named: [string, EntryOf<Name>][] = [];
    for (const [key, entry] of row.entries(warehouse[name])) {
      const there = binding && row.on ? row.on(entry, binding) : entry;
      if (there === undefined) continue;
      const result = row.named(there, naming);
      if (row.counts(result)) named.push([result === entry ? key : row.key(result), result]);
    }
    return row.hold(named);
  });
}
