// Passwords of roles: which a revision sets, which variables have them, setting them.
import { scramVerifier } from "../database/apply/scram.ts";
import type { Queryable } from "../database/connect/connect.ts";
import type { Difference } from "../model/delta.ts";
import { type Diagnostic, problem } from "../model/diagnostic.ts";
import { quoteIdentifier, quoteLiteral } from "../model/identifier.ts";
import { isOurs, type Role } from "../model/role.ts";

/** A role whose password a revision sets, and the environment variable that has it. */
interface PasswordChange {
  readonly role: string;
  readonly variable: string;
}

/** The roles that are created with a password, or whose password comes from another variable now. */
export function passwordChanges({ roles }: Pick<Difference, "roles">): PasswordChange[] {
  const before = new Map(roles.removed.map((role): [string, Role] => [role.name, role]));
  return roles.added.filter(isOurs).flatMap(({ name, passwordFrom }) => {
    if (passwordFrom === undefined) return [];
    return before.get(name)?.passwordFrom === passwordFrom ? [] : [{ role: name, variable: passwordFrom }];
  });
}

/** The variables that are needed and not set. */
export function missingPasswords(
  changes: readonly PasswordChange[],
  environment: NodeJS.ProcessEnv = process.env,
): Diagnostic[] {
  return changes
    .filter(({ variable }) => !environment[variable])
    .map(({ role, variable }) =>
      problem(
        "password-missing",
        `the password of ${role} is to be read from ${variable}, which is not set`,
        {
          help: `Set ${variable} in the environment or in .env.`,
        },
      ),
    );
}

/**
 * Sets the passwords, of which only verifiers reach the server.
 *
 * @throws {Error} PostgreSQL's, which does not show the statement
 */
export async function setPasswords(
  tx: Queryable,
  changes: readonly PasswordChange[],
  environment: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  for (const { role, variable } of changes) {
    const verifier = quoteLiteral(scramVerifier(environment[variable] ?? ""));
    await tx.unsafe(`ALTER ROLE ${quoteIdentifier(role)} PASSWORD ${verifier}`);
  }
}
