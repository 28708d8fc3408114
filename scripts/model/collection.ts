/** What a collection of a warehouse can do: hold its entries, put them into other names, be compared, be folded. */
import { type Acl, type AclEntry, EMPTY_ACL, entryKey, internAcl } from "./acl.ts";
import type { Changes } from "./delta.ts";
import { compareText } from "./identifier.ts";
import type { Naming } from "./naming.ts";
import { rememberingObjects } from "./remembering.ts";
import type { Binding } from "./variable.ts";

/** What is said of a collection. */
interface Row<Entry> {
  /** Whether it is access: who is there, who belongs to what, who may do what, whose it is. */
  readonly access: boolean;
  named(entry: Entry, naming: Naming): Entry;
  /** What is there of an entry on one target, before its names are filled in; all of it unless said. */
  on?(entry: Entry, binding: Binding): Entry | undefined;
}

/** A collection of entries, held as a set of names or as a map by key. */
export interface Collection<Entry, Held> extends Row<Entry> {
  key(entry: Entry): string;
  /** Whether an entry is to be held: what holds anyway need not be said. */
  counts(entry: Entry): boolean;
  entries(held: Held): Iterable<readonly [key: string, entry: Entry]>;
  hold(entries: Iterable<readonly [key: string, entry: Entry]>): Held;
  diff(from: Held, to: Held): Changes<Entry>;
  fold(base: Held, changes: Changes<Entry>): Held;
}

function diffSets(from: ReadonlySet<string>, to: ReadonlySet<string>): Changes<string> {
  const missing = (these: ReadonlySet<string>, those: ReadonlySet<string>) =>
    [...these].filter((name) => !those.has(name)).sort(compareText);
  return { added: missing(to, from), removed: missing(from, to) };
}

/** Names, in whose order nothing lies. */
export function names(row: Row<string>): Collection<string, ReadonlySet<string>> {
  return {
    ...row,
    key: (name) => name,
    counts: () => true,
    entries: (held) => held.entries(),
    hold: (entries) => new Set([...entries].map(([, name]) => name)),
    diff: diffSets,
    fold: (base, { added, removed }) => {
      const result = new Set(base);
      for (const name of removed) result.delete(name);
      for (const name of added) result.add(name);
      return result;
    },
  };
}

function diffMaps<Entry>(
  from: ReadonlyMap<string, Entry>,
  to: ReadonlyMap<string, Entry>,
  text: (entry: Entry) => string,
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

/** Entries by key; `text` is what counts when two of one key are compared. */
export function entries<Entry extends object>(
  row: Row<Entry> & { key(entry: Entry): string; text(entry: Entry): string },
): Collection<Entry, ReadonlyMap<string, Entry>> {
  // Both ways are compared.
  const text = rememberingObjects(row.text);
  return {
    ...row,
    counts: () => true,
    entries: (held) => held.entries(),
    hold: (pairs) => new Map(pairs),
    diff: (from, to) => diffMaps(from, to, text),
    fold: (base, { added, removed }) => {
      const result = new Map(base);
      for (const entry of removed) result.delete(row.key(entry));
      for (const entry of added) result.set(row.key(entry), entry);
      return result;
    },
  };
}

interface WithAcl {
  readonly acl: Acl;
}

/** The entries of one ACL that the other lacks. */
function without(acl: Acl, other: Acl): Acl {
  return internAcl([...acl.entries.values()].filter((entry) => !other.entries.has(entryKey(entry))));
}

/** Entries of two ACLs of one thing, as far as they do not share them. */
function diffAcls<Entry extends WithAcl>(
  from: ReadonlyMap<string, Entry>,
  to: ReadonlyMap<string, Entry>,
  start: (entry: Entry) => Acl,
): Changes<Entry> {
  const added: Entry[] = [];
  const removed: Entry[] = [];
  for (const key of [...new Set([...from.keys(), ...to.keys()])].sort(compareText)) {
    const entry = to.get(key) ?? from.get(key);
    if (!entry) continue;
    const before = from.get(key)?.acl ?? start(entry);
    const after = to.get(key)?.acl ?? start(entry);
    if (before === after) continue;
    const [gained, lost] = [without(after, before), without(before, after)];
    if (gained !== EMPTY_ACL) added.push({ ...entry, acl: gained });
    if (lost !== EMPTY_ACL) removed.push({ ...entry, acl: lost });
  }
  return { added, removed };
}

/**
 * ACLs by what they are of. One that is as it would be anyway (`start`) is not held. Changes hold the entries that
 * come or go, not the whole.
 */
export function acls<Entry extends WithAcl>(
  row: Row<Entry> & { key(entry: Entry): string; start(entry: Entry): Acl },
): Collection<Entry, ReadonlyMap<string, Entry>> {
  const { key, start } = row;
  const edit = (
    held: Map<string, Entry>,
    change: Entry,
    edited: (entries: ReadonlyMap<string, AclEntry>) => Iterable<AclEntry>,
  ) => {
    const acl = internAcl(edited((held.get(key(change))?.acl ?? start(change)).entries));
    if (acl === start(change)) held.delete(key(change));
    else held.set(key(change), { ...change, acl });
  };
  return {
    ...row,
    counts: (entry) => entry.acl !== start(entry),
    entries: (held) => held.entries(),
    hold: (pairs) => new Map(pairs),
    diff: (from, to) => diffAcls(from, to, start),
    fold: (base, { added, removed }) => {
      const held = new Map(base);
      for (const change of removed) {
        const { entries: goes } = change.acl;
        edit(held, change, (all) => [...all].flatMap(([one, entry]) => (goes.has(one) ? [] : [entry])));
      }
      for (const change of added)
        edit(held, change, (all) => [...all.values(), ...change.acl.entries.values()]);
      return held;
    },
  };
}
