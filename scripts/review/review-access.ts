// Memberships, owners and default privileges that differ, as lines of review.md.

import { privilegeList } from "../model/acl.ts";
import { conditionText } from "../model/condition.ts";
import { type DefaultPrivileges, defaultKey } from "../model/default-privileges.ts";
import type { Changes } from "../model/delta.ts";
import { groupBy } from "../model/group.ts";
import { type ObjectName, objectKey } from "../model/object.ts";
import { isPublicSchema, type Ownership } from "../model/ownership.ts";
import { type Membership, membershipKey } from "../model/role.ts";
import { roleText } from "./access/path-text.ts";
import { code } from "./markdown.ts";
import { membershipOptions, unusualOptions } from "./membership-words.ts";

/** So many objects of one new owner are written out, more are counted. */
const SHOWN = 4;

/** Memberships that come, go, or get other options. */
export function membershipLines({ added, removed }: Changes<Membership>): string[] {
  const before = new Map(removed.map((membership) => [membershipKey(membership), membership]));
  const after = new Set(added.map(membershipKey));
  const byMember = (list: readonly Membership[]) => [...groupBy(list, ({ member }) => member)];
  const pairKey = ({ role, member }: Membership) => `${role}\t${member}`;
  const come = added.filter((membership) => !before.has(membershipKey(membership)));
  const go = removed.filter((membership) => !after.has(membershipKey(membership)));
  // One that holds elsewhere now neither comes nor goes.
  const left = groupBy(go, pairKey);
  const joined = groupBy(come, pairKey);
  const isMoved = (membership: Membership) =>
    left.has(pairKey(membership)) && joined.has(pairKey(membership));
  const where = (list: readonly Membership[]) =>
    list.map(({ when }) => (when ? `where ${conditionText(when)}` : "everywhere")).join(" and ");
  return [
    ...byMember(come.filter((membership) => !isMoved(membership))).map(([member, group]) => {
      const roles = group.map(
        (membership) =>
          `${code(membership.role)}${unusualOptions(membership)}${membership.when ? ` ${where([membership])}` : ""}`,
      );
      return `${code(member)} becomes a member of ${roles.join(", ")}`;
    }),
    ...[...joined].flatMap(([key, list]) => {
      const [{ member, role } = { member: "", role: "" }] = list;
      const former = left.get(key);
      return former
        ? [`${code(member)} is a member of ${code(role)} ${where(list)}, before ${where(former)}`]
        : [];
    }),
    ...added.flatMap((membership) => {
      const was = before.get(membershipKey(membership));
      const { member, role } = membership;
      if (!was) return [];
      const options = `${membershipOptions(was)} → ${membershipOptions(membership)}`;
      return [`${code(member)} stays a member of ${code(role)}: ${options}`];
    }),
    ...byMember(go.filter((membership) => !isMoved(membership))).map(
      ([member, group]) => `${code(member)} leaves ${group.map(({ role }) => code(role)).join(", ")}`,
    ),
  ];
}

/** Whether revisions make the object, so that it belongs to whoever applies them where nobody said more. */
const isMade = (object: ObjectName): boolean =>
  ["schema", "table", "sequence", "type"].includes(object.kind) && !isPublicSchema(object);

/** Objects that get another owner, by who owns them before and after. */
export function ownerLines({ added, removed }: Changes<Ownership>): string[] {
  const before = new Map(removed.map(({ object, owner }) => [objectKey(object), owner]));
  const after = new Map(added.map(({ object, owner }) => [objectKey(object), owner]));
  const made = new Set(
    [...added, ...removed].flatMap(({ object }) => (isMade(object) ? objectKey(object) : [])),
  );
  const text = (key: string, owner: string | undefined) => {
    if (owner !== undefined) return code(owner);
    return made.has(key) ? "whoever applies the revisions" : "whoever had it before";
  };
  const groups = groupBy(
    new Set([...before.keys(), ...after.keys()]),
    (key) => `${text(key, after.get(key))}, not to ${text(key, before.get(key))}`,
  );
  return [...groups].map(([owners, keys]) => {
    const what = keys.length <= SHOWN ? keys.map(code).join(", ") : `${keys.length} objects`;
    return `${what} ${keys.length === 1 ? "belongs" : "belong"} to ${owners}`;
  });
}

/** What objects are born with from now on, and no longer. */
export function defaultLines({ added, removed }: Changes<DefaultPrivileges>): string[] {
  const lines = (verb: string, list: readonly DefaultPrivileges[]) =>
    list.flatMap((entry) =>
      [...groupBy(entry.acl.entries.values(), ({ grantee }) => grantee)].map(([grantee, entries]) => {
        const privileges = privilegeList(entry.kind, new Set(entries.map(({ privilege }) => privilege)));
        return `${code(roleText(grantee))} ${verb} ${privileges} on every new ${code(defaultKey(entry))}`;
      }),
    );
  return [...lines("gets", added), ...lines("no longer gets", removed)];
}
