// The file of the roles of a database that is taken over: of those that have something in it.
import { resolve } from "node:path";
import type { Declarations } from "../sources/declared.ts";
import type { Project } from "../sources/project.ts";
import type { Target } from "../sources/target.ts";
import { rolesFileFor } from "./adopt-server.ts";
import { fileForRoles, writeAdopted } from "./adopted-file.ts";
import type { FoundDatabase } from "./definitions/adopt-definitions.ts";
import { withImplied } from "./roles/implied-access.ts";
import { onlyInvolved } from "./roles/involved-roles.ts";

/** The roles that policies name. */
const rolesInPolicies = ({ structure }: FoundDatabase): string[] =>
  structure.entities.flatMap(({ entityType, roles }) =>
    entityType === "policies" ? (roles as readonly string[]) : [],
  );

/** How the file is to be. */
interface RolesAsked {
  readonly declarations: Declarations;
  /** Patterns of roles that the project shall not manage. */
  readonly external: readonly string[];
  /** True to say what levels imply, though the database does not have it. */
  readonly grantImplied?: boolean;
}

interface WrittenRoles {
  /** Its absolute path. */
  readonly file: string;
  /** What of the database it does not say. */
  readonly unsaid: readonly string[];
  /** What it says beyond the database. */
  readonly gained: readonly string[];
}

/**
 * Writes the roles of a database as a file of a project that has none.
 *
 * @throws {Refusal} where there are role files, or what was made does not resolve
 */
export async function writeRolesOf(
  project: Project,
  target: Target,
  found: FoundDatabase,
  { declarations, external, grantImplied = false }: RolesAsked,
): Promise<WrittenRoles> {
  const file = resolve(await fileForRoles(project, undefined));
  // The cluster's others have nothing to do with it.
  const involved = onlyInvolved(found.warehouse, rolesInPolicies(found));
  const { live, gained } = grantImplied ? withImplied(involved) : { live: involved, gained: [] };
  const sides = { found: live, declarations };
  const { text, unsaid } = rolesFileFor(project, target, sides, external);
  await writeAdopted(file, text);
  return { file, unsaid, gained };
}
