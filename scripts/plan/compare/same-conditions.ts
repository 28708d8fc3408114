// What changes under conditions that overlap, said under conditions that do not.

import { type Acl, type AclEntry, internAcl, OWNER } from "../../model/acl.ts";
import { type Condition, type Conditional, disjoin } from "../../model/condition.ts";
import { defaultKey } from "../../model/default-privileges.ts";
import type { Changes, Difference } from "../../model/delta.ts";
import { groupBy } from "../../model/group.ts";
import { objectKey } from "../../model/object.ts";
import type { Membership } from "../../model/role.ts";
import type { AllowedVariables } from "../../model/variable.ts";
import { aclOf, defaultsBase, type Warehouse } from "../../model/warehouse.ts";

/** Where what is said before, and what is said after, are each the same all over. */
interface Region {
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly when: Condition | undefined;
}

const BEFORE = "-";
const AFTER = "+";

function regionsOf(
  before: readonly Conditional<string>[],
  after: readonly Conditional<string>[],
  allowed: AllowedVariables,
): Region[] {
  const side = (name: string, said: readonly Conditional<string>[]) =>
    said.map(({ value, when }) => ({ value: `${name}${value}`, when }));
  const said = [...side(BEFORE, before), ...side(AFTER, after)];
  return disjoin(said, allowed, (values) => JSON.stringify(values)).map(({ value, when }) => {
    const values = JSON.parse(value) as string[];
    const find = (name: string) => values.find((one) => one.startsWith(name))?.slice(name.length);
    return { before: find(BEFORE), after: find(AFTER), when };
  });
}

const isConditional = ({ when }: { readonly when?: Condition }): boolean => when !== undefined;

const under = <Entry extends { readonly when?: Condition }>(
  { when: _, ...entry }: Entry,
  when: Condition | undefined,
) => (when ? { ...entry, when } : entry);

/** Both ACLs under the same conditions; as they are where others than the owner grant, whose rights hang together. */
function sameInAcls(before: Acl, after: Acl, allowed: AllowedVariables): readonly [before: Acl, after: Acl] {
  const [was, is] = [[...before.entries.values()], [...after.entries.values()]];
  const all = [...was, ...is];
  const isTaken =
    all.some(isConditional) && all.every((entry) => !entry.grantable && entry.grantor === OWNER);
  if (!isTaken) return [before, after];
  const results: { before: AclEntry[]; after: AclEntry[] } = { before: [], after: [] };
  const holder = ({ grantee, privilege }: AclEntry) => `${grantee}\t${privilege}`;
  const [wasBy, isBy] = [groupBy(was, holder), groupBy(is, holder)];
  const said = (list: readonly AclEntry[] = []) => list.map(({ when }) => ({ value: "", when }));
  for (const [key, [entry]] of groupBy(all, holder)) {
    if (!entry) continue;
    for (const region of regionsOf(said(wasBy.get(key)), said(isBy.get(key)), allowed)) {
      if (region.before !== undefined) results.before.push(under(entry, region.when));
      if (region.after !== undefined) results.after.push(under(entry, region.when));
    }
  }
  return [internAcl(results.before), internAcl(results.after)];
}

/** Two warehouses, with what changes in them said under conditions that are equal or exclude one another. */
interface Comparable {
  readonly from: Warehouse;
  readonly to: Warehouse;
  readonly memberships: Changes<Membership>;
}

/** Entries of which only the one of each key counts. */
function replaced<Entry>(map: ReadonlyMap<string, Entry>, more: readonly (readonly [string, Entry])[]) {
  return more.length === 0 ? map : new Map([...map, ...more]);
}

function sameMemberships(
  changes: Changes<Membership>,
  from: Warehouse,
  to: Warehouse,
  allowed: AllowedVariables,
): Changes<Membership> {
  const pair = ({ role, member }: Membership) => `${role}\t${member}`;
  const changed = [...changes.added, ...changes.removed];
  const pairs = new Set(changed.filter(isConditional).map(pair));
  if (pairs.size === 0) return changes;
  const isOther = (membership: Membership) => !pairs.has(pair(membership));
  const added = changes.added.filter(isOther);
  const removed = changes.removed.filter(isOther);
  const all = ({ memberships }: Warehouse) =>
    groupBy(
      [...memberships.values()].filter((membership) => !isOther(membership)),
      pair,
    );
  const [was, is] = [all(from), all(to)];
  const said = (list: readonly Membership[] = []) =>
    list.map(({ admin, inherit, set, when }) => ({ value: JSON.stringify({ admin, inherit, set }), when }));
  for (const key of pairs) {
    const [first] = was.get(key) ?? is.get(key) ?? [];
    if (!first) continue;
    const { role, member } = first;
    const membership = (options: string, when: Condition | undefined): Membership =>
      under({ role, member, ...(JSON.parse(options) as Omit<Membership, "role" | "member">) }, when);
    for (const { before, after, when } of regionsOf(said(was.get(key)), said(is.get(key)), allowed)) {
      if (before === after) continue;
      if (before !== undefined) removed.push(membership(before, when));
      if (after !== undefined) added.push(membership(after, when));
    }
  }
  return { added, removed };
}

/**
 * Where a condition changes, something goes where it held and holds no longer, comes where it did not hold, and
 * stays as it is elsewhere: each is said on its own, so that only what changes somewhere is written for there.
 *
 * @param from under the names after the renames
 * @param allowed all values that the variables may take
 */
export function underSameConditions(
  { privileges, defaults, memberships }: Difference,
  from: Warehouse,
  to: Warehouse,
  allowed: AllowedVariables,
): Comparable {
  const objects = [...privileges.added, ...privileges.removed].map(
    ({ object }) => [objectKey(object), object] as const,
  );
  const ofObjects = [...new Map(objects)].map(([key, object]) => {
    const [before, after] = sameInAcls(aclOf(from, object, key), aclOf(to, object, key), allowed);
    return { key, before: { object, acl: before }, after: { object, acl: after } };
  });
  const identities = [...defaults.added, ...defaults.removed].map(
    (entry) => [defaultKey(entry), entry] as const,
  );
  const ofDefaults = [...new Map(identities)].map(([key, entry]) => {
    const aclIn = (warehouse: Warehouse) => warehouse.defaults.get(key)?.acl ?? defaultsBase(entry);
    const [before, after] = sameInAcls(aclIn(from), aclIn(to), allowed);
    return { key, before: { ...entry, acl: before }, after: { ...entry, acl: after } };
  });
  const side = (warehouse: Warehouse, name: "before" | "after"): Warehouse => ({
    ...warehouse,
    privileges: replaced(
      warehouse.privileges,
      ofObjects.map((one) => [one.key, one[name]] as const),
    ),
    defaults: replaced(
      warehouse.defaults,
      ofDefaults.map((one) => [one.key, one[name]] as const),
    ),
  });
  return {
    from: side(from, "before"),
    to: side(to, "after"),
    memberships: sameMemberships(memberships, from, to, allowed),
  };
}
