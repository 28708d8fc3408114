// What it takes to change roles, memberships and settings.

import { POWERS, type Power, SETTINGS } from "../../model/attributes.ts";
import type { Difference } from "../../model/delta.ts";
import { isOurs, type Role } from "../../model/role.ts";
import type { Settings } from "../../model/setting.ts";
import type { Need } from "./need.ts";

/** The powers in which two roles differ; all that the one has where there is no other. */
function changedPowers(role: Role, other?: Role): Power[] {
  return POWERS.filter(({ key }) => role[key] !== (other?.[key] ?? false)).map(({ word }) => word);
}

/** What it takes to make, alter, rename and drop the roles. */
export function roleNeeds({ roles, renames }: Difference): Need[] {
  const before = new Map(roles.removed.filter(isOurs).map((role) => [role.name, role]));
  const after = new Set(roles.added.map((role) => role.name));
  const made = roles.added.filter(isOurs).map((role): Need => {
    const former = before.get(role.name);
    if (!former) return { kind: "create role", role: role.name, powers: changedPowers(role) };
    return {
      kind: "manage role",
      role: role.name,
      powers: changedPowers(role, former),
      why: `alter ${role.name}`,
    };
  });
  const gone = [...before.keys()].filter((name) => !after.has(name));
  const renamed = renames.filter(({ kind }) => kind === "role");
  return [
    ...made,
    ...gone.map((role): Need => ({ kind: "manage role", role, powers: [], why: `drop ${role}` })),
    ...renamed.map(({ from }): Need => {
      const [role = ""] = from;
      return { kind: "manage role", role, powers: [], why: `rename ${role}` };
    }),
  ];
}

/** What it takes to grant and revoke the memberships. */
export function membershipNeeds({ memberships, roles }: Difference): Need[] {
  const goes = new Set(roles.removed.filter(isOurs).map((role) => role.name));
  for (const { name } of roles.added) goes.delete(name);
  const grants = memberships.added.map(
    ({ role, member }): Need => ({ kind: "grant role", role, why: `grant ${role} to ${member}` }),
  );
  // DROP ROLE takes the memberships of its role along.
  const revokes = memberships.removed
    .filter(({ role, member }) => !goes.has(role) && !goes.has(member))
    .flatMap(({ role, member }): Need[] => [
      { kind: "grant role", role, why: `revoke ${role} from ${member}` },
      { kind: "revoke role", role, member },
    ]);
  return [...grants, ...revokes];
}

/** The names whose values differ. */
function changedSettings(before: Settings = {}, after: Settings = {}): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => before[name] !== after[name]);
}

/** What it takes to say what the settings of the roles are: some are a superuser's. */
export function settingNeeds({ roles }: Difference): Need[] {
  const before = new Map(roles.removed.map((role) => [role.name, role]));
  return roles.added.filter(isOurs).flatMap((role) => {
    const former = before.get(role.name);
    const names = SETTINGS.flatMap(({ key }) => changedSettings(former?.[key], role[key]));
    return names.map(
      (parameter): Need => ({ kind: "set", parameter, why: `set ${parameter} of ${role.name}` }),
    );
  });
}
