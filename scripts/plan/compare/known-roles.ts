/** Roles of a server as those who answer for them know them. */
import { isOurs, type Role } from "../../model/role.ts";
import type { Warehouse } from "../../model/warehouse.ts";

/** The roles of the known warehouses, the first that names one wins. */
export function knownRoles(known: readonly Warehouse[]): Map<string, Role> {
  const roles = new Map<string, Role>();
  for (const warehouse of known) {
    for (const [name, role] of warehouse.roles) if (!roles.has(name)) roles.set(name, role);
  }
  return roles;
}

/** Attributes as the server has them, the rest (what made it, who answers for it) as it is known. */
export function asKnown(live: Role, known: Role): Role {
  if (!isOurs(known)) return known;
  const { management, passwordFrom, template, schema } = known;
  return {
    ...live,
    management,
    ...(passwordFrom !== undefined && { passwordFrom }),
    ...(template !== undefined && { template }),
    ...(schema !== undefined && { schema }),
  };
}
