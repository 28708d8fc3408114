// What a role may be called, under every value of its variables.
import type { Diagnostic, Location } from "../../model/diagnostic.ts";
import { byteLength, displayName, MAX_NAME_BYTES } from "../../model/identifier.ts";
import {
  type AllowedVariables,
  bindingsOf,
  fillVariables,
  type Variables,
  variablesIn,
} from "../../model/variable.ts";
import { problemAt, type Report, type Words } from "../yaml/placed.ts";
import { nearest } from "../yaml/suggest.ts";

/** A name with the place that brought it in. */
export interface NamedRole {
  readonly name: string;
  readonly at: Location;
  /** What the name is for, where the place alone does not tell: `for DM_USER`. */
  readonly note?: string;
  /** True for roles that are made elsewhere, PostgreSQL's own among them; absent where it cannot be said. */
  readonly external?: boolean;
}

/** The values of a template's own variables, in all combinations; none where a variable is unknown. */
const knownBindings = (name: string, allowed: AllowedVariables): Variables[] =>
  variablesIn(name).every((variable) => Object.hasOwn(allowed, variable)) ? bindingsOf(name, allowed) : [];

/** What a name becomes under all values of its variables. */
export function filledNames(name: string, allowed: AllowedVariables): string[] {
  return knownBindings(name, allowed).map((binding) => fillVariables(name, binding));
}

function bindingText(binding: Variables): string {
  const parts = Object.entries(binding).map(([name, value]) => `${name} = ${value}`);
  return parts.length > 0 ? ` with ${parts.join(", ")}` : "";
}

/** What is wrong with one variable of a template; undefined where it is fine. */
function variableProblem(
  variable: string,
  name: string,
  known: readonly string[],
  forTemplates: readonly string[],
  at: Location,
): Diagnostic | undefined {
  if (known.includes(variable)) return undefined;
  const message = `there is no variable \${${variable}} for ${displayName(name)}`;
  if (forTemplates.includes(variable)) {
    return problemAt(at, "unknown-variable", message, "It is filled in only in the keys of `access_roles`.");
  }
  const guess = nearest(variable.trim(), known);
  const help = guess
    ? `Did you mean \${${guess}}?`
    : `Known are: ${known.map((one) => `\${${one}}`).join(", ") || "none"}; drizzle.config.ts lists them with their values.`;
  return problemAt(at, "unknown-variable", message, help);
}

/**
 * Checks the variables of a name as it is written.
 *
 * @param known the variables that may stand there
 * @param forTemplates those that may stand in the keys of `access_roles` only
 */
export function checkVariables(
  { name, at }: NamedRole,
  known: readonly string[],
  forTemplates: readonly string[],
  report: Report,
): void {
  for (const variable of new Set(variablesIn(name))) {
    const found = variableProblem(variable, name, known, forTemplates, at);
    if (found) report(found);
  }
  const rest = name.replaceAll(/\$\$\{|\$\{[^}]*\}/g, "");
  if (rest.includes("${")) {
    const help = "Close it with }, or write $${ where ${ itself is meant.";
    report(problemAt(at, "unknown-variable", `a variable is left open in ${displayName(name)}`, help));
  }
}

/** Why a server could not have a role of this name, or the model not tell it from something else. */
function nameProblem(name: string, external: boolean | undefined): Words | undefined {
  if (name === "") return ["role-name", "a role's name is empty", "Give it a name."];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (/[\u0000-\u001f\u007f-\u009f]/.test(name)) {
    return ["role-name", `${JSON.stringify(name)} has a control character in it`, "Take it out of the name."];
  }
  if (name.startsWith("@")) return ["role-name", `${name} begins with an @`, "Begin with a letter."];
  if (name === "public" || name === "none" || (name.startsWith("pg_") && !external)) {
    const help =
      name.startsWith("pg_") && external === false
        ? "Say `external: true` if it is one of PostgreSQL's own."
        : "No role here can have it.";
    return ["reserved-name", `PostgreSQL keeps the name ${name} for itself`, help];
  }
  const bytes = byteLength(name);
  return bytes > MAX_NAME_BYTES
    ? [
        "long-name",
        `${name} has ${bytes} bytes`,
        `PostgreSQL cuts names after ${MAX_NAME_BYTES} bytes: shorten it.`,
      ]
    : undefined;
}

/** Checks a name as the server will see it, under every value of its variables; the first problem is enough. */
export function checkFilledName(
  { name, at, note, external }: NamedRole,
  allowed: AllowedVariables,
): Diagnostic | undefined {
  for (const binding of knownBindings(name, allowed)) {
    const found = nameProblem(fillVariables(name, binding), external);
    if (found) {
      const [code, message, help] = found;
      return problemAt(at, code, `${message}${bindingText(binding)}${note ? `, ${note}` : ""}`, help);
    }
  }
  return undefined;
}

/** Reports declarations that would be one role in a cluster, under the same or different values. */
export function checkCollisions(
  roles: readonly NamedRole[],
  allowed: AllowedVariables,
  report: Report,
): void {
  const taken = new Map<string, { role: NamedRole; shown: string }>();
  const reported = new Set<string>();
  for (const role of roles) {
    for (const binding of knownBindings(role.name, allowed)) {
      const filled = fillVariables(role.name, binding);
      const shown = displayName(role.name) + bindingText(binding);
      const first = taken.get(filled);
      if (!first) taken.set(filled, { role, shown });
      if (!first || first.role === role) continue;
      const pair = JSON.stringify([first.role.at, role.at]);
      if (reported.has(pair)) continue;
      reported.add(pair);
      const notes = [...new Set([first.role.note, role.note])].filter((note) => note !== undefined);
      const why = notes.length > 0 ? `, ${notes.join(" and ")}` : "";
      const message =
        first.role.name === role.name
          ? `${displayName(role.name)} would be made twice${why}`
          : `${first.shown} and ${shown} would be one role, ${displayName(filled)}${why}`;
      const related = [{ message: "the other one is here", at: first.role.at }];
      report(problemAt(role.at, "same-role", message, "Rename one of the two.", related));
    }
  }
}
