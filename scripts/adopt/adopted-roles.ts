// The file of the roles of a database that is taken over: of those that have something in it.
import { resolve } from "node:path";
import type { Declarations } from "../sources/declared.ts";
import type { Project } from "../sources/project.ts";
import type { Target } from "../sources/target.ts";
import { rolesFileFor } from "./adopt-server.ts";
import { fileForRoles, writeAdopted } from "./adopted-file.ts";
import type { FoundDatabase } from "./definitions/adopt-definitions.ts";
import { onlyInvolved } from "./roles/involved-roles.ts";

/** The roles that policies name. */
export const rolesInPolicies = ({ structure }: FoundDatabase): string[] =>
  structure.entities.flatMap(({ entityType, roles }) =>
    entityType === "policies" ? (roles as readonly string[]) : [],
  );

/**
 * Writes the roles of a database as a file of a project that has none.
 *
 * @param external patterns of roles that the project shall not manage
 * @returns its absolute path, and what of the database it does not say
 * @throws {Refusal} where there are role files, or what was made does not resolve
 */
export async function writeRolesOf(
  project: Project,
  target: Target,
  found: FoundDatabase,
  { declarations, external }: { readonly declarations: Declarations; readonly external: readonly string[] },
): Promise<{ readonly file: string; readonly unsaid: readonly string[] }> {
  const file = resolve(await fileForRoles(project, undefined));
  // The cluster's others have nothing to do with it.
  const sides = { found: onlyInvolved(found.warehouse, rolesInPolicies(found)), declarations };
  const { text, unsaid } = rolesFileFor(project, target, sides, external);
  await writeAdopted(file, text);
  return { file, unsaid };
}
