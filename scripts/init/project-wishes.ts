// What whoever begins a project wants of it.
import { isVariableValue } from "../model/variable.ts";

/** What the project begins with: tables of one schema, of a warehouse with layers, none, or those that a database has. */
export type Example = "schema" | "layers" | "none" | "database";

/** The answers to what is asked. */
export interface ProjectWishes {
  /** The package's name, where there is no package.json yet. */
  readonly name: string;
  readonly example: Example;
  /** The values of the deploy variable `env`, each a target. */
  readonly environments: readonly string[];
}

/** What is taken where nobody is asked. */
export const DEFAULT_ENVIRONMENTS: readonly string[] = ["test", "prod"];

/** A package's name made of a folder's: `My warehouse` → `my-warehouse`. */
export const packageName = (folder: string): string =>
  folder
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/g, "-")
    .replace(/^[._-]+|-+$/g, "") || "warehouse";

/** What is wrong with a package's name; undefined where nothing is. */
export const nameProblem = (name: string): string | undefined =>
  /^(@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/.test(name)
    ? undefined
    : "a package's name has small letters, digits, dots, dashes and underscores";

/** What is wrong with the names of environments; undefined where nothing is. */
export function environmentsProblem(names: readonly string[]): string | undefined {
  if (names.length === 0) return "name one environment or more";
  if (new Set(names.map((name) => name.toUpperCase())).size < names.length)
    return "an environment is named twice";
  const wrong = names.find((name) => !isVariableValue(name) || !/^[a-z]\w{0,39}$/i.test(name));
  return wrong === undefined
    ? undefined
    : `an environment begins with a letter and has up to 40 letters, digits and underscores, not ${JSON.stringify(wrong)}`;
}

/** The environment variable that holds an environment's address: `test` → `TEST_DATABASE_URL`. */
export const addressVariable = (environment: string): string => `${environment.toUpperCase()}_DATABASE_URL`;
