/** Deploy variables: what they may be, and names with them filled in. */
import { byteLength, MAX_NAME_BYTES } from "./identifier.ts";

/** Values of the deploy variables of one target: `{ env: "prod" }`. */
export type Variables = Readonly<Record<string, string>>;

/** What makes a template concrete. */
export interface Binding {
  readonly variables: Variables;
  /** The server's major version: what it does not know (MAINTAIN before 17) is left out. */
  readonly major: number;
}

/** The values that each deploy variable may take: `{ env: ["test", "prod"] }`. */
export type AllowedVariables = Readonly<Record<string, readonly string[]>>;

/** A value goes into names and texts without any quoting of its own, so nothing else is let through. */
const VALUE = /^[\p{L}\p{N}_]+$/u;

/** Whether a text can be a value of a variable: it becomes a part of names, or a whole one. */
export const isVariableValue = (text: string): boolean =>
  VALUE.test(text) && byteLength(text) <= MAX_NAME_BYTES;

/** What a variable may be called: `env`, `crm_schema`. */
export const VARIABLE_NAME = /^[a-z][a-z0-9_]*$/i;

const REFERENCE = /\$\$\{|\$\{([^}]*)\}/g;

/** The names of the variables in a template, in order of appearance; `$${` is a literal `${`. */
export function variablesIn(template: string): string[] {
  return [...template.matchAll(REFERENCE)].flatMap((match) => (match[1] === undefined ? [] : [match[1]]));
}

/**
 * Fills a template in; `$${` becomes `${`.
 *
 * @throws {Error} when a variable has no value: callers check before (see {@link variablesIn})
 */
export function fillVariables(template: string, values: Variables): string {
  return template.replace(REFERENCE, (whole, name?: string) => {
    if (name === undefined) return "${";
    const value = values[name];
    if (value === undefined) throw new Error(`the variable ${whole} has no value`);
    return value;
  });
}

/** Fills in some of the variables and leaves the others, and every `$${`, as they are. */
export function fillSome(template: string, values: Variables): string {
  return template.replace(REFERENCE, (whole, name?: string) =>
    name === undefined ? whole : (values[name] ?? whole),
  );
}

/** Turns every `${` that is not one of the given variables into a literal `$${`. */
export function escapeTemplate(text: string, known: AllowedVariables): string {
  return text.replace(/\$\{(?:(\w+)\})?/g, (whole, name?: string) =>
    name !== undefined && Object.hasOwn(known, name) ? whole : `$${whole}`,
  );
}

/** Every combination of the values that the given variables may take: two variables of two values give four. */
export function allBindings(allowed: AllowedVariables): Variables[] {
  let bindings: Variables[] = [{}];
  for (const [name, values] of Object.entries(allowed)) {
    bindings = bindings.flatMap((binding) => values.map((value) => ({ ...binding, [name]: value })));
  }
  return bindings;
}

/** Every combination of the values of those variables that a text has. */
export function bindingsOf(text: string, allowed: AllowedVariables): Variables[] {
  const used = new Set(variablesIn(text));
  return allBindings(Object.fromEntries(Object.entries(allowed).filter(([name]) => used.has(name))));
}
