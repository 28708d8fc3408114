import { hasErrors } from "../../model/diagnostic.ts";
import type { ObjectName } from "../../model/object.ts";
import type { Privilege } from "../../model/privilege.ts";
import type { DeclaredAccess, RolesContext } from "../declared-access.ts";
import type { RolesFile } from "../language/roles-schema.ts";
import type { Grant } from "../language/schema-of-grants.ts";
import { resolveRoles } from "../resolve-roles.ts";
import type { YamlPath } from "../yaml/yaml-source.ts";
import { type Facts, factsOf } from "./facts.ts";

/** Resolves what is no text yet; places are paths in it. */
function resolve(content: RolesFile, context: RolesContext) {
  const locate = (path: YamlPath) => ({ file: JSON.stringify(path) });
  const file = { file: "adopted.yaml", content: { value: content, path: [], locate }, complete: true };
  return resolveRoles([file], context);
}

/** What a file of roles would declare; undefined where it would be refused. */
export function resolveContent(content: RolesFile, context: RolesContext): DeclaredAccess | undefined {
  const { access, diagnostics } = resolve(content, context);
  return hasErrors(diagnostics) ? undefined : access;
}

/** Why a file would be refused. */
export interface Objection {
  readonly code: string;
  /** The roles, as the file calls them, whose entry is wrong. */
  readonly roles: readonly string[];
}

/** Everything for which a file would be refused. */
export function objectionsTo(content: RolesFile, context: RolesContext): Objection[] {
  const { diagnostics } = resolve(content, context);
  return diagnostics
    .filter(({ severity }) => severity === "error")
    .map(({ code, at }) => {
      const [section, entry] = JSON.parse(at?.file ?? "[]") as YamlPath;
      const to = section === "grants" ? content.grants?.[Number(entry)]?.to : undefined;
      const roles = section === "roles" ? [String(entry)] : to === undefined ? [] : [to].flat();
      return { code, roles };
    });
}

/** What each role has by its template; conditions are not asked for. */
export function factsByRole({ privileges }: DeclaredAccess, major: number): Map<string, Facts> {
  const given = new Map<string, { object: ObjectName; privileges: Privilege[]; grantable: boolean }[]>();
  for (const { object, acl } of privileges.values()) {
    for (const { grantee, privilege, grantable } of acl.entries.values()) {
      const list = given.get(grantee) ?? [];
      given.set(grantee, list);
      list.push({ object, privileges: [privilege], grantable });
    }
  }
  const facts = (list: { object: ObjectName; privileges: Privilege[]; grantable: boolean }[]): Facts =>
    new Map([
      ...factsOf(
        list.filter(({ grantable }) => !grantable),
        false,
        major,
      ),
      ...factsOf(
        list.filter(({ grantable }) => grantable),
        true,
        major,
      ),
    ]);
  return new Map([...given].map(([name, list]) => [name, facts(list)]));
}

const PROBE = "probe";

/** What a grant would give to a role; undefined where it would be refused. */
export function factsOfGrant(
  grant: Grant,
  levels: RolesFile["levels"],
  context: RolesContext,
  major: number,
): Facts | undefined {
  const content: RolesFile = {
    ...(levels && { levels }),
    roles: { [PROBE]: { shared: true, grants: [grant] } },
  };
  const access = resolveContent(content, context);
  return access && (factsByRole(access, major).get(PROBE) ?? new Map());
}
