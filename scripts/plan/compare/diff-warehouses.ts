import { type Acl, EMPTY_ACL, entryKey, internAcl } from "../../model/acl.ts";
import type { DefaultPrivileges } from "../../model/default-privileges.ts";
import type { Changes, Difference } from "../../model/delta.ts";
import { compareText } from "../../model/identifier.ts";
import { objectKey } from "../../model/object.ts";
import { relationText } from "../../model/relation.ts";
import { applyRenames, type Rename } from "../../model/rename.ts";
import { aclOf, defaultsBase, type ObjectPrivileges, type Warehouse } from "../../model/warehouse.ts";

/** JSON whose keys are sorted: the order in which a role's parts were put together says nothing. */
function sortedText(entry: object): string {
  return JSON.stringify(entry, (_key, value: unknown) =>
    value !== null && typeof value === "object" && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => compareText(a, b)))
      : value,
  );
}

function diffMaps<Entry>(
  from: ReadonlyMap<string, Entry>,
  to: ReadonlyMap<string, Entry>,
  text: (entry: Entry) => string = JSON.stringify,
): Changes<Entry> {
  const added: Entry[] = [];
  const removed: Entry[] = [];
  for (const [key, entry] of to) {
    const before = from.get(key);
    if (before === entry || (before !== undefined && text(before) === text(entry))) continue;
    added.push(entry);
    if (before !== undefined) removed.push(before);
  }
  for (const [key, entry] of from) if (!to.has(key)) removed.push(entry);
  return { added, removed };
}

function diffSets(from: ReadonlySet<string>, to: ReadonlySet<string>): Changes<string> {
  const missing = (these: ReadonlySet<string>, those: ReadonlySet<string>) =>
    [...these].filter((key) => !those.has(key)).sort(compareText);
  return { added: missing(to, from), removed: missing(from, to) };
}

/** The entries of one ACL that the other lacks. */
function without(acl: Acl, other: Acl): Acl {
  return internAcl([...acl.entries.values()].filter((entry) => !other.entries.has(entryKey(entry))));
}

/** What two ACLs do not share, as entries of the same thing. */
function diffAcls<Entry extends { readonly acl: Acl }>(
  entry: Entry,
  before: Acl,
  after: Acl,
): Changes<Entry> {
  const gained = without(after, before);
  const lost = without(before, after);
  return {
    added: gained === EMPTY_ACL ? [] : [{ ...entry, acl: gained }],
    removed: lost === EMPTY_ACL ? [] : [{ ...entry, acl: lost }],
  };
}

function together<Entry>(changes: readonly Changes<Entry>[]): Changes<Entry> {
  return {
    added: changes.flatMap(({ added }) => added),
    removed: changes.flatMap(({ removed }) => removed),
  };
}

const keysOf = (from: ReadonlyMap<string, unknown>, to: ReadonlyMap<string, unknown>): string[] =>
  [...new Set([...from.keys(), ...to.keys()])].sort(compareText);

function diffPrivileges(from: Warehouse, to: Warehouse): Changes<ObjectPrivileges> {
  const changes = keysOf(from.privileges, to.privileges).flatMap((key) => {
    const entry = to.privileges.get(key) ?? from.privileges.get(key);
    if (!entry) return [];
    const before = aclOf(from, entry.object, key);
    const after = aclOf(to, entry.object, key);
    return before === after ? [] : [diffAcls(entry, before, after)];
  });
  return together(changes);
}

function diffDefaults(from: Warehouse, to: Warehouse): Changes<DefaultPrivileges> {
  const changes = keysOf(from.defaults, to.defaults).flatMap((key) => {
    const entry = to.defaults.get(key) ?? from.defaults.get(key);
    if (!entry) return [];
    const base = defaultsBase(entry);
    const before = from.defaults.get(key)?.acl ?? base;
    const after = to.defaults.get(key)?.acl ?? base;
    return before === after ? [] : [diffAcls(entry, before, after)];
  });
  return together(changes);
}

/**
 * What turns one warehouse into the other. The renames are given, not guessed: `from` is compared as it is
 * after them.
 */
export function diffWarehouses(from: Warehouse, to: Warehouse, renames: readonly Rename[] = []): Difference {
  const renamed = applyRenames(from, renames);
  return {
    renames,
    schemas: diffSets(renamed.schemas, to.schemas),
    relations: diffMaps(renamed.relations, to.relations, relationText),
    roles: diffMaps(renamed.roles, to.roles, sortedText),
    memberships: diffMaps(renamed.memberships, to.memberships, sortedText),
    privileges: diffPrivileges(renamed, to),
    defaults: diffDefaults(renamed, to),
    owners: diffMaps(renamed.owners, to.owners, ({ owner }) => owner),
    objects: diffMaps(renamed.objects, to.objects, objectKey),
    externalSchemas: diffSets(renamed.externalSchemas, to.externalSchemas),
    revokingSchemas: diffSets(renamed.revokingSchemas, to.revokingSchemas),
    sensitive: diffSets(renamed.sensitive, to.sensitive),
    comments: diffMaps(renamed.comments, to.comments, ({ text }) => text),
    keptSequences: diffMaps(renamed.keptSequences, to.keptSequences),
  };
}
