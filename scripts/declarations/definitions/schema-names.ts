// Names of schemas as they come out on targets: none that PostgreSQL keeps, no two alike.
import { is } from "drizzle-orm";
import { PgSchema } from "drizzle-orm/pg-core";
import { type Diagnostic, problem } from "../../model/diagnostic.ts";
import { displayName } from "../../model/identifier.ts";
import {
  type AllowedVariables,
  bindingsOf,
  fillVariables,
  type Variables,
  variablesIn,
} from "../../model/variable.ts";
import { exportLocation, type Source } from "./export-location.ts";

/** A schema, and where it is exported. */
interface Defined {
  readonly name: string;
  readonly source: Source;
}

const withValues = (binding: Variables): string =>
  ` with ${Object.entries(binding)
    .map(([name, value]) => `${name} = ${value}`)
    .join(", ")}`;

const isKept = (name: string): boolean =>
  name === "public" || name === "information_schema" || name.startsWith("pg_");

function keptProblem({ name, source }: Defined, allowed: AllowedVariables): Diagnostic[] {
  const found = bindingsOf(name, allowed).find((binding) => isKept(fillVariables(name, binding)));
  if (!found) return [];
  const message = `the schema ${name} is ${fillVariables(name, found)}${withValues(found)}, a name that PostgreSQL keeps for itself`;
  return [
    problem("reserved-name", message, {
      at: exportLocation(source),
      help: "Take the value out of `warehouse.variables` in drizzle.config.ts.",
    }),
  ];
}

function sameProblem(one: Defined, other: Defined, allowed: AllowedVariables): Diagnostic[] {
  const names = [one.name, other.name];
  const found = bindingsOf(names.join(""), allowed).find(
    (binding) => fillVariables(one.name, binding) === fillVariables(other.name, binding),
  );
  if (!found) return [];
  const message = `the schemas ${names.map(displayName).join(" and ")} would be one, ${displayName(fillVariables(one.name, found))},${withValues(found)}`;
  return [
    problem("same-schema", message, {
      at: exportLocation(other.source),
      related: [{ message: "the other one is here", at: exportLocation(one.source) }],
      help: "Take the value out of `warehouse.variables` in drizzle.config.ts, or rename one of the two.",
    }),
  ];
}

/**
 * What is wrong with names of schemas under some values of their variables.
 *
 * @param sources whose variables are known
 */
export function checkSchemaNames(
  sources: ReadonlyMap<object, Source>,
  allowed: AllowedVariables,
): Diagnostic[] {
  const all = [...sources].flatMap(([value, source]): Defined[] =>
    is(value, PgSchema) ? [{ name: value.schemaName, source }] : [],
  );
  const known = ({ name }: Defined) =>
    variablesIn(name).every((variable) => Object.hasOwn(allowed, variable));
  const schemas = all.filter(known);
  const named = schemas.filter(({ name }) => variablesIn(name).length > 0);
  return named.flatMap((one) => [
    ...keptProblem(one, allowed),
    ...schemas
      .filter((other) => other.name !== one.name && (!named.includes(other) || other.name > one.name))
      .flatMap((other) => sameProblem(one, other, allowed)),
  ]);
}
