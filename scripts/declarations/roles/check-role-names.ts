// Checks the names of all roles and templates.
import type { Diagnostic } from "../../model/diagnostic.ts";
import { keyPlaceOf, type Placed } from "../yaml/placed.ts";
import { type AccessRole, TEMPLATE_VARIABLES } from "./access-roles.ts";
import { type Sharing, sharingProblem } from "./check-sharing.ts";
import type { ConditionContext } from "./entry-context.ts";
import { checkCollisions, checkFilledName, checkVariables, type NamedRole } from "./role-names.ts";

/** Checks the names of all roles, of a template's roles only the first that is wrong; gives them with their places. */
export function checkRoleNames(
  bodies: ReadonlyMap<string, Placed<Sharing>>,
  templates: ReadonlyMap<string, Placed<Sharing>>,
  accessRoles: readonly AccessRole[],
  { variables, report }: ConditionContext,
): NamedRole[] {
  const reportIf = (diagnostic: Diagnostic | undefined) => diagnostic && report(diagnostic);
  const deploy = Object.keys(variables);
  const declared = [...bodies].map(([name, body]): NamedRole => {
    return { name, at: keyPlaceOf(body), external: body.value.external ?? false };
  });
  for (const role of declared) {
    checkVariables(role, deploy, TEMPLATE_VARIABLES, report);
    const { shared, external } = bodies.get(role.name)?.value ?? {};
    reportIf(sharingProblem(role, { shared, external }, variables, []));
    reportIf(checkFilledName(role, variables));
  }
  const generated = accessRoles.map(({ role, schema, body }): NamedRole => {
    return { name: role.name, at: keyPlaceOf(body), note: `for ${schema}` };
  });
  for (const [template, body] of templates) {
    const at = keyPlaceOf(body);
    checkVariables({ name: template, at }, [...TEMPLATE_VARIABLES, ...deploy], [], report);
    reportIf(sharingProblem({ name: template, at }, body.value, variables, TEMPLATE_VARIABLES));
    const wrong = generated
      .filter((_, index) => accessRoles[index]?.role.template === template)
      .map((role) => checkFilledName(role, variables))
      .find((found) => found !== undefined);
    reportIf(wrong);
  }
  const all = [...declared, ...generated];
  checkCollisions(all, variables, report);
  return all;
}
