import { displayName } from "../model/identifier.ts";
import { newRole, type Role } from "../model/role.ts";
import { child, keyPlaceOf, type Placed, problemAt, type Report } from "./placed.ts";
import type { RoleBody } from "./roles-schema.ts";

/** What CREATE, ALTER and COMMENT ON ROLE say; an external role has none of it here. */
const ATTRIBUTES = ["comment", "login", "connection_limit"] as const;

/** A role as its body declares it; without a body it has no attribute. */
export function resolveRole(name: string, role: Placed<NonNullable<RoleBody>>, report: Report): Role {
  const { comment, login = false, connection_limit = -1, shared, external } = role.value;
  if (external) {
    for (const key of ATTRIBUTES) {
      const attribute = child(role, key);
      if (!attribute) continue;
      const message = `\`${key}\` cannot be said of ${displayName(name)}, which is external`;
      const help = "An external role is never altered: take it away, or take `external` away.";
      report(problemAt(keyPlaceOf(attribute), "external-attribute", message, help));
    }
  }
  return newRole(name, {
    management: external ? "external" : shared ? "shared" : "managed",
    login,
    connectionLimit: connection_limit,
    ...(comment !== undefined && { comment }),
  });
}
