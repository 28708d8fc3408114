// Roles that differ, as lines of review.md.

import type { Difference } from "../model/delta.ts";
import { groupBy } from "../model/group.ts";
import { compareText } from "../model/identifier.ts";
import { isOurs, type Role } from "../model/role.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { code } from "./markdown.ts";
import { roleChanges, roleTraits } from "./role-differences.ts";

/** Roles of one template are told together: 120 access roles are one line. */
function named(roles: readonly Role[]): string {
  const [first] = roles;
  if (!first) return "";
  return roles.length === 1 || first.template === undefined
    ? roles.map(({ name }) => code(name)).join(", ")
    : `${roles.length} roles of ${code(first.template)}`;
}

/** Roles that come with all that they have, those of one template that have the same together. */
function createLines(roles: readonly Role[]): string[] {
  const told = roles.map((role) => ({ role, traits: roleTraits(role).map(code).join(", ") }));
  const groups = groupBy(told, ({ role, traits }) => `${role.template ?? role.name}\t${traits}`);
  return [...groups.values()].map((group) => {
    const [{ traits = "" } = {}] = group;
    return `creates ${named(group.map(({ role }) => role))}${traits && `: ${traits}`}`;
  });
}

/** What must be set where the revision is applied. */
function secretLines(roles: readonly Role[]): string[] {
  const names = [...new Set(roles.flatMap(({ passwordFrom = [] }) => passwordFrom))].sort(compareText);
  return names.map((name) => `needs the password in ${code(name)} where it is applied`);
}

function dropLines(roles: readonly Role[]): string[] {
  return [...groupBy(roles, (role) => role.template ?? role.name).values()].map(
    (group) => `drops ${named(group)}`,
  );
}

function renameLines({ renames }: Difference, from: Warehouse, to: Warehouse): string[] {
  const pairs = renames.flatMap(({ kind, from: [former = ""], to: [name = ""] }) => {
    if (kind !== "role") return [];
    const templates = [from.roles.get(former)?.template, to.roles.get(name)?.template];
    return [{ former, name, templates }];
  });
  const groups = groupBy(pairs, ({ former, templates: [was, is] }) =>
    was !== undefined && is !== undefined ? `${was}\t${is}` : former,
  );
  return [...groups.values()].map((group) => {
    const [{ former = "", name = "", templates: [was = "", is = ""] = [] } = {}] = group;
    return group.length === 1
      ? `renames ${code(former)} to ${code(name)}`
      : `renames ${group.length} roles of ${code(was)} to ${code(is)}`;
  });
}

/** In what roles that stay change, those of one template that change alike together. */
function alterLines({ roles }: Difference): string[] {
  const before = new Map(roles.removed.map((role) => [role.name, role]));
  const altered = roles.added.flatMap((role) => {
    const was = before.get(role.name);
    const changes = was ? roleChanges(was, role).map(code) : [];
    return changes.length === 0 ? [] : [{ role, changes: changes.join(", ") }];
  });
  const groups = groupBy(altered, ({ role, changes }) => `${role.template ?? role.name}\t${changes}`);
  return [...groups.values()].map(
    (group) => `alters ${named(group.map(({ role }) => role))}: ${group[0]?.changes}`,
  );
}

/** The roles that are renamed, come, change and go. */
export function roleSection(difference: Difference, from: Warehouse, to: Warehouse): string[] {
  const { added, removed } = difference.roles;
  const known = new Set(removed.map((role) => role.name));
  const kept = new Set(added.map((role) => role.name));
  const was = new Map(removed.map((role) => [role.name, role]));
  const created = added.filter((role) => isOurs(role) && !known.has(role.name));
  return [
    ...renameLines(difference, from, to),
    ...createLines(created),
    ...alterLines(difference),
    ...secretLines(
      added.filter((role) => isOurs(role) && was.get(role.name)?.passwordFrom !== role.passwordFrom),
    ),
    ...dropLines(removed.filter((role) => isOurs(role) && !kept.has(role.name))),
  ];
}
