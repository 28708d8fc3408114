// What live roles are called in the file that is made.
import { displayName } from "../../model/identifier.ts";
import type { Role } from "../../model/role.ts";
import { type Body, externalBody, roleBody } from "./role-bodies.ts";
import type { Scene } from "./scene.ts";
import { templateOfName } from "./template-names.ts";

/** Names of roles in the language; those that are not managed are declared once somebody asks for them. */
export function nameBook(scene: Scene) {
  const { live, names, context, isExternal, isIgnored, say } = scene;
  const bodies = new Map<string, Body>();
  const refused = new Set<string>();
  const isManaged = (name: string) =>
    live.roles.has(name) && names.has(name) && !isExternal(name) && !isIgnored(name);
  const refuse = (name: string, why: string) => {
    if (!refused.has(name)) say(`${displayName(name)}: ${why}`);
    refused.add(name);
  };
  return {
    bodies,
    isManaged,
    /** Declares a role that is managed. */
    declare: (role: Role) => {
      const name = names.get(role.name);
      const body = name && roleBody(role, name, context, say);
      if (body) bodies.set(role.name, body);
      else refuse(role.name, "no role of a file can be called so");
    },
    /** @returns how the language writes the name; undefined where it cannot */
    nameOf: (name: string): string | undefined => {
      const known = names.get(name) ?? templateOfName(name, scene.variables, context.variables);
      if (refused.has(name)) return undefined;
      if (known.whose === "other") {
        refuse(name, "has access here, but its name is of another environment");
        return undefined;
      }
      if (isManaged(name) || bodies.has(name)) return known.template;
      const body = externalBody(known, context);
      if (!body) {
        refuse(name, "no role of a file can be called so");
        return undefined;
      }
      bodies.set(name, body);
      return known.template;
    },
  };
}
