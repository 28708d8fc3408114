// What is left of ACLs when roles have nothing.

import { internAcl } from "../../model/acl.ts";
import type { DefaultPrivileges } from "../../model/default-privileges.ts";
import { groupBy } from "../../model/group.ts";
import { objectKey } from "../../model/object.ts";
import { defaultsBase, isBuiltIn, type ObjectPrivileges, type Warehouse } from "../../model/warehouse.ts";
import { grantorDistance } from "./distance.ts";
import { type Held, wholeOf } from "./held.ts";

/** What is left of the entries of an object, or of a table and its columns, when roles have nothing of it. */
function entriesWithout(held: readonly Held[], roles: ReadonlySet<string>): readonly Held[] {
  const had = grantorDistance(held);
  let left = held.filter(({ entry }) => !roles.has(entry.grantee) && !roles.has(entry.grantor));
  for (let count = -1; count !== left.length; ) {
    count = left.length;
    const has = grantorDistance(left);
    left = left.filter((one) => has(one) !== undefined || had(one) === undefined);
  }
  return left;
}

/** The privileges as they are when roles have nothing, and nobody has what was granted on the strength of that. */
export function withoutRoles(
  { privileges }: Warehouse,
  roles: ReadonlySet<string>,
): Map<string, ObjectPrivileges> {
  const held = [...privileges].flatMap(([on, { object, acl }]) =>
    [...acl.entries.values()].map((entry): Held => ({ object, on, entry })),
  );
  const left = [...groupBy(held, (one) => wholeOf(one).on).values()].flatMap((unit) =>
    entriesWithout(unit, roles),
  );
  const byObject = groupBy(left, ({ on }) => on);
  const all = [...privileges.values()].map(({ object }): ObjectPrivileges => {
    const entries = (byObject.get(objectKey(object)) ?? []).map(({ entry }) => entry);
    return { object, acl: internAcl(entries) };
  });
  return new Map(all.filter((entry) => !isBuiltIn(entry)).map((entry) => [objectKey(entry.object), entry]));
}

/** The default privileges as they are when roles create nothing and get nothing. */
export function defaultsWithoutRoles(
  { defaults }: Warehouse,
  roles: ReadonlySet<string>,
): Map<string, DefaultPrivileges> {
  return new Map(
    [...defaults].flatMap(([key, entry]): [string, DefaultPrivileges][] => {
      if (roles.has(entry.creator)) return [];
      const entries = [...entry.acl.entries.values()].filter(({ grantee }) => !roles.has(grantee));
      const acl = internAcl(entries);
      return acl === defaultsBase(entry) ? [] : [[key, { ...entry, acl }]];
    }),
  );
}
