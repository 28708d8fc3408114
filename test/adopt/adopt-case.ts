import { adoptRoles } from "../../scripts/adopt/roles/adopt-roles.ts";
import { writeRoles } from "../../scripts/adopt/roles/write-roles.ts";
import type { RolesContext } from "../../scripts/declarations/declared-access.ts";
import { bindWarehouse } from "../../scripts/model/bind.ts";
import { EMPTY_WAREHOUSE } from "../../scripts/model/collections.ts";
import { defaultKey } from "../../scripts/model/default-privileges.ts";
import { isEmptyDelta } from "../../scripts/model/delta.ts";
import { objectKey } from "../../scripts/model/object.ts";
import type { Variables } from "../../scripts/model/variable.ts";
import type { Warehouse } from "../../scripts/model/warehouse.ts";
import { diffWarehouses } from "../../scripts/plan/compare/diff-warehouses.ts";
import { describeDifference } from "../../scripts/review/differences.ts";
import { declareRight, SMALL } from "../declarations/roles-context.ts";

const MAJOR = 18;

/** What a server would have to which these files were applied. */
export function liveOf(
  texts: readonly string[],
  context: RolesContext = SMALL,
  variables: Variables = { env: "test" },
): Warehouse {
  const { schemas, relations, objects } = context;
  const { roles, memberships, privileges, defaults, owners } = declareRight(texts, context);
  const template = {
    ...EMPTY_WAREHOUSE,
    schemas,
    relations,
    objects,
    roles,
    memberships,
    privileges,
    defaults,
    owners,
  };
  return bindWarehouse(template, { variables, major: MAJOR });
}

/** What a server knows of them: not who manages a role, nor what made it. */
function forgetful(live: Warehouse): Warehouse {
  const roles = [...live.roles.values()].map(({ template: _, schema: __, passwordFrom: ___, ...role }) => ({
    ...role,
    management: "managed" as const,
  }));
  return { ...live, roles: new Map(roles.map((role) => [role.name, role])) };
}

/** Adopts what a server has; nothing is sensitive but what is marked or found. */
export function adopt(
  live: Warehouse,
  options: {
    readonly context?: RolesContext;
    readonly variables?: Variables;
    readonly external?: readonly string[];
  } = {},
): { text: string; unsaid: readonly string[] } {
  const { context = SMALL, variables = { env: "test" }, external = [] } = options;
  const adopted = adoptRoles({
    live: forgetful(live),
    major: MAJOR,
    context,
    variables,
    isExternal: (role) => external.includes(role),
    isIgnored: () => false,
    explicit: new Set(),
    unexcepted: new Set(),
  });
  return { text: writeRoles(adopted, "Adopted"), unsaid: adopted.unsaid };
}

/** Adopts what a server has, applies that to an empty one, and compares the two. */
export function goRound(
  live: Warehouse,
  options: Parameters<typeof adopt>[1] = {},
): { text: string; unsaid: readonly string[]; difference: string[] } {
  const { text, unsaid } = adopt(live, options);
  const again = liveOf([text], options.context, options.variables);
  const managed = (warehouse: Warehouse): Warehouse => {
    const kept = [...warehouse.roles].filter(([name]) => !options.external?.includes(name));
    return { ...warehouse, sensitive: new Set(), roles: new Map(kept) };
  };
  const difference = diffWarehouses(managed(forgetful(live)), managed(forgetful(again)));
  if (isEmptyDelta(difference)) return { text, unsaid, difference: [] };
  const { defaults, owners } = difference;
  const keys = [
    ...[...defaults.added, ...defaults.removed].map((entry) =>
      [defaultKey(entry), ...entry.acl.entries.keys()].join(" "),
    ),
    ...[...owners.added, ...owners.removed].map(({ object }) => objectKey(object)),
  ];
  return { text, unsaid, difference: [...describeDifference(difference), ...keys] };
}

/** A file of roles without its first line. */
export const body = (text: string): string => text.replace(/^#.*\n\n?/, "");
