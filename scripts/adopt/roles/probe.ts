// Asks the resolver what a file or a grant would declare, before it is written.
import { type DeclaredAccess, NO_ACCESS, type RolesContext } from "../../declarations/declared-access.ts";
import { type RolesFile, rolesFile } from "../../declarations/language/roles-schema.ts";
import type { Grant } from "../../declarations/language/schema-of-grants.ts";
import { resolveRoles } from "../../declarations/resolve-roles.ts";
import type { YamlPath } from "../../declarations/yaml/yaml-source.ts";
import { hasErrors } from "../../model/diagnostic.ts";
import { knowsPrivilege } from "../../model/privilege.ts";
import { type Facts, factsOf } from "./facts.ts";

/** Resolves what is no text yet; places are paths in it. */
function resolve(content: RolesFile, context: RolesContext) {
  const locate = (path: YamlPath) => ({ file: JSON.stringify(path) });
  const file = { file: "adopted.yaml", content: { value: content, path: [], locate }, complete: true };
  return resolveRoles([file], context, { places: false });
}

/** What a file of roles would declare; undefined where it would be refused. */
export function resolveContent(content: RolesFile, context: RolesContext): DeclaredAccess | undefined {
  const { access, diagnostics } = resolve(content, context);
  return hasErrors(diagnostics) ? undefined : access;
}

/** Why a file would be refused. */
export interface Objection {
  readonly code: string;
  readonly message: string;
  /** To the wrong value, or to what is around it. */
  readonly path: YamlPath;
  /** The roles, as the file calls them, whose entry is wrong. */
  readonly roles: readonly string[];
}

/** What a file would declare, and everything for which it would be refused: then it declares nothing. */
export function tryContent(
  content: RolesFile,
  context: RolesContext,
): { access: DeclaredAccess; objections: Objection[] } {
  const { issues = [] } = rolesFile.safeParse(content).error ?? {};
  // What has not the right form cannot be resolved.
  const { access, diagnostics } =
    issues.length > 0 ? { access: NO_ACCESS, diagnostics: [] } : resolve(content, context);
  const wrong = [
    ...issues.map(({ code, message, path }) => ({ code, message, path: path as YamlPath })),
    ...diagnostics
      .filter(({ severity }) => severity === "error")
      .map(({ code, message, at }) => ({ code, message, path: JSON.parse(at?.file ?? "[]") as YamlPath })),
  ];
  const objections = wrong.map((objection): Objection => {
    const [section, entry] = objection.path;
    const to = section === "grants" ? content.grants?.[Number(entry)]?.to : undefined;
    const roles = section === "roles" ? [String(entry)] : to === undefined ? [] : [to].flat();
    return { ...objection, roles };
  });
  return { access, objections };
}

/** What each role has by its template; conditions are not asked for. */
export function factsByRole({ privileges }: DeclaredAccess, major: number): Map<string, Facts> {
  return factsOf(privileges, ({ privilege }) => knowsPrivilege(major, privilege));
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
