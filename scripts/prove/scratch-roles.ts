// Roles of a scratch server: those that a proof makes beside others' on it, and those that policies name.
import type { Queryable } from "../database/connect/connect.ts";
import type { Scratch } from "../database/servers/scratch.ts";
import { quoteIdentifier } from "../model/identifier.ts";
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

/** Makes the roles that policies name, where nobody has made them yet. */
export async function makeRoles(tx: Queryable, wanted: readonly string[]): Promise<void> {
  if (wanted.length === 0) return;
  const known = await tx.unsafe<{ name: string }[]>("SELECT rolname AS name FROM pg_catalog.pg_roles");
  const names = new Set(known.map(({ name }) => name));
  const words = new Set(["public", "current_role", "current_user", "session_user"]);
  for (const name of new Set(wanted)) {
    if (!names.has(name) && !words.has(name.toLowerCase()))
      await tx.unsafe(`CREATE ROLE ${quoteIdentifier(name)}`);
  }
}
