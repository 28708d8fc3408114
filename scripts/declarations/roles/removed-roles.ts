// `removed`: which roles may go, and which went unsaid.
import { stringify } from "yaml";
import { type Diagnostic, problem } from "../../model/diagnostic.ts";
import { compareText, displayName } from "../../model/identifier.ts";
import { isOurs, type Role } from "../../model/role.ts";
import type { DeclaredAccess, Departure } from "../declared-access.ts";
import type { RemovedBody } from "../language/schema-of-roles.ts";
import { listNames } from "../objects/list-names.ts";
import { child, keyPlaceOf, type Placed, problemAt } from "../yaml/placed.ts";
import type { ConditionContext, FindRole } from "./entry-context.ts";
import { filledNames, type NamedRole } from "./role-names.ts";

/** Reports roles that are removed and declared at once, under the same name or one that a variable makes. */
export function checkRemovedNames(
  removed: ReadonlyMap<string, Placed<unknown>>,
  declared: readonly NamedRole[],
  { variables, report }: ConditionContext,
): void {
  const owners = new Map(
    declared.flatMap((role) => filledNames(role.name, variables).map((name) => [name, role])),
  );
  for (const [name, body] of removed) {
    const owner =
      declared.find((role) => role.name === name) ??
      filledNames(name, variables)
        .map((filled) => owners.get(filled))
        .find((role) => role !== undefined);
    if (!owner) continue;
    const message = `the role ${displayName(name)} is removed and declared`;
    const related = [{ message: "it is declared here", at: owner.at }];
    const help = "Take it out of `removed` if it stays, or its declaration away.";
    report(problemAt(keyPlaceOf(body), "removed-and-declared", message, help, related));
  }
}

/** What becomes of each role that goes; the heir must be declared. */
export function resolveRemoved(
  removed: ReadonlyMap<string, Placed<RemovedBody>>,
  findRole: FindRole,
): ReadonlyMap<string, Departure> {
  return new Map(
    [...removed].map(([name, body]) => {
      const heir = child(body, "reassign_owned_to");
      const at = keyPlaceOf(body);
      return [name, heir && findRole(heir) ? { reassignOwnedTo: heir.value, at } : { at }];
    }),
  );
}

/** Whether nobody has to say that the role goes: it went with its schema, or its template no longer makes it. */
function mayGo(
  role: Role,
  { templates, externalSchemas }: DeclaredAccess,
  schemas: ReadonlySet<string>,
): boolean {
  return (
    !isOurs(role) ||
    (role.schema !== undefined && !schemas.has(role.schema) && !externalSchemas.has(role.schema)) ||
    (role.template !== undefined && templates.has(role.template))
  );
}

/** What `removed` says of a role, under its name or that of the template that made it. */
export function departureOf<Value>(role: Role, removed: ReadonlyMap<string, Value>): Value | undefined {
  return removed.get(role.name) ?? (role.template === undefined ? undefined : removed.get(role.template));
}

/**
 * Compares the roles of the earlier revisions with the declared ones: who is gone must stand in `removed`, since
 * a lost file shall take nobody's access. Only asked where nothing else is wrong.
 *
 * @param recorded by name
 * @param schemas those of the definitions
 */
export function checkRemoved(
  recorded: ReadonlyMap<string, Role>,
  declared: DeclaredAccess,
  schemas: ReadonlySet<string>,
): Diagnostic[] {
  const lost = [...recorded.values()].filter(
    (role) =>
      !declared.roles.has(role.name) &&
      departureOf(role, declared.removed) === undefined &&
      !mayGo(role, declared, schemas),
  );
  const names = lost.map(({ name }) => name).sort(compareText);
  const message =
    names.length === 1
      ? `the role ${names.join()} is no longer declared`
      : `${names.length} roles are no longer declared: ${listNames(names)}`;
  const keys = new Set(lost.map(({ name, template }) => template ?? name).sort(compareText));
  const lines = stringify({ removed: Object.fromEntries([...keys].map((key) => [key, {}])) }).trimEnd();
  const help = `Declare it again, or add these lines to a file of roles:\n${lines}`;
  const forgotten = names.length === 0 ? [] : [problem("role-not-removed", message, { help })];
  const templates = new Set([...recorded.values()].map(({ template }) => template));
  const superfluous = [...declared.removed]
    .filter(([name]) => !recorded.has(name) && !templates.has(name))
    .map(
      ([name, { at }]): Diagnostic => ({
        code: "removed-not-recorded",
        severity: "warning",
        message: `no revision has the role ${displayName(name)}`,
        help: "It is gone already: take the line out of `removed`.",
        at,
      }),
    );
  return [...forgotten, ...superfluous];
}
