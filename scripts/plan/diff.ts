import { type Acl, EMPTY_ACL, entryKey, internAcl } from "../model/acl.ts";
import type { Changes, Difference } from "../model/delta.ts";
import { compareText } from "../model/identifier.ts";
import { applyRenames, type Rename } from "../model/rename.ts";
import { aclOf, type ObjectPrivileges, type Warehouse } from "../model/warehouse.ts";

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

function diffPrivileges(from: Warehouse, to: Warehouse): Changes<ObjectPrivileges> {
  const added: ObjectPrivileges[] = [];
  const removed: ObjectPrivileges[] = [];
  for (const key of [...new Set([...from.privileges.keys(), ...to.privileges.keys()])].sort(compareText)) {
    const before = aclOf(from, key);
    const after = aclOf(to, key);
    if (before === after) continue;
    const object = (to.privileges.get(key) ?? from.privileges.get(key))?.object;
    if (!object) continue;
    const gained = without(after, before);
    const lost = without(before, after);
    if (gained !== EMPTY_ACL) added.push({ object, acl: gained });
    if (lost !== EMPTY_ACL) removed.push({ object, acl: lost });
  }
  return { added, removed };
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
    relations: diffMaps(renamed.relations, to.relations),
    roles: diffMaps(renamed.roles, to.roles),
    memberships: diffMaps(renamed.memberships, to.memberships),
    privileges: diffPrivileges(renamed, to),
    sensitive: diffSets(renamed.sensitive, to.sensitive),
    keptSequences: diffMaps(renamed.keptSequences, to.keptSequences),
  };
}
