// Whether a role's name fits the environments that it is for.
import type { Diagnostic } from "../../model/diagnostic.ts";
import { displayName } from "../../model/identifier.ts";
import { type AllowedVariables, variablesIn } from "../../model/variable.ts";
import { problemAt } from "../yaml/placed.ts";
import type { NamedRole } from "./role-names.ts";

/** Who makes a role, and for which environments. */
export interface Sharing {
  readonly shared?: boolean | undefined;
  readonly external?: boolean | undefined;
}

/** The variable that `$env_x` or `{env}_x` was meant to have. */
function looseVariable(name: string, variables: AllowedVariables): string | undefined {
  return Object.keys(variables).find((variable) =>
    [`$${variable}`, `{${variable}}`, `%${variable}`, `<${variable}>`].some((text) => name.includes(text)),
  );
}

/**
 * Whether a name fits the environments that its role is for: without a variable it is one role for all.
 *
 * @param filledBefore variables of the name that tell no environments apart
 */
export function sharingProblem(
  { name, at }: NamedRole,
  { shared, external }: Sharing,
  variables: AllowedVariables,
  filledBefore: readonly string[],
): Diagnostic | undefined {
  const hasVariable = variablesIn(name).some((variable) => !filledBefore.includes(variable));
  const shown = displayName(name);
  if (shared && external) {
    const help = "Say `shared` of a role that is made here, `external` of one that is made elsewhere.";
    return problemAt(at, "shared-and-external", `${shown} is both shared and external`, help);
  }
  if (shared && hasVariable) {
    const help =
      "A role for all environments has no variable in its name; without `shared` each has its own.";
    return problemAt(at, "shared-with-variable", `${shown} is shared, but its name has a variable`, help);
  }
  if (shared || external || hasVariable || name === "") return undefined;
  // Told where the file is read.
  if (/\{\{\s*\w+\s*\}\}/.test(name)) return undefined;
  const [variable] = Object.keys(variables);
  const loose = looseVariable(name, variables);
  const isTemplate = filledBefore.length > 0;
  const ways = [
    ...(variable === undefined ? [] : [`put \${${variable}} into it`]),
    "say `shared: true` if all environments share it",
    ...(isTemplate ? [] : ["`external: true` if it is made elsewhere"]),
  ].join(", or ");
  const help = loose ? `A variable is written \${${loose}}.` : `${ways[0]?.toUpperCase()}${ways.slice(1)}.`;
  return problemAt(at, "role-without-variable", `${shown} has no variable in its name`, help);
}
