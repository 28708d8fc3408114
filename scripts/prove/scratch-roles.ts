// The roles that a proof makes on a server that others use too.
import type { Scratch } from "../database/servers/scratch.ts";
import { isOurs } from "../model/role.ts";
import { fillVariables, type Variables } from "../model/variable.ts";
import { readStatement } from "../sql/read-statement.ts";
import { parseScript } from "../sql/script.ts";
import type { Outside } from "./stubs.ts";

/** The names of roles that scripts make or give. */
function rolesOf(scripts: readonly string[], variables: Variables): string[] {
  const names = scripts.flatMap((script) =>
    parseScript(script).statements.flatMap(({ sql }) => {
      const statement = readStatement(sql);
      if (statement.kind === "create role") return [statement.role];
      return statement.kind === "rename role" ? [statement.to] : [];
    }),
  );
  return [...new Set(names.map((name) => fillVariables(name, variables)))];
}

/**
 * Has the roles removed with the scratch database that scripts make, and those that are made in the place of others'.
 *
 * @throws {Refusal} where the server has such a role already
 */
export async function claimRoles(
  { shared }: Scratch,
  scripts: readonly string[],
  { roles }: Pick<Outside, "roles">,
  variables: Variables,
): Promise<void> {
  if (!shared) return;
  const outside = roles.filter((role) => !isOurs(role)).map(({ name }) => fillVariables(name, variables));
  await shared.claim(rolesOf(scripts, variables), outside);
}
