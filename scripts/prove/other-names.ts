// Schemas that are called otherwise on other targets: what a script that knows only one of the names is told.
import { type Diagnostic, problem } from "../model/diagnostic.ts";
import { displayName } from "../model/identifier.ts";
import {
  type AllowedVariables,
  bindingsOf,
  fillVariables,
  type Variables,
  variablesIn,
} from "../model/variable.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { schemaVariables } from "../sources/bindings.ts";
import { parseScript } from "../sql/script.ts";
import { writtenOutSchemas } from "../sql/written-out-schemas.ts";
import type { Script } from "./ground.ts";

/** By each name that a schema has somewhere, how the schema is called in revisions. */
function templatesByName(
  warehouses: readonly Warehouse[],
  allowed: AllowedVariables,
): ReadonlyMap<string, string> {
  const schemas = new Set(
    warehouses.flatMap(({ schemas, externalSchemas }) => [...schemas, ...externalSchemas]),
  );
  const names = [...schemas].flatMap((schema) => {
    if (variablesIn(schema).length === 0) return [];
    return bindingsOf(schema, allowed).map((binding) => [fillVariables(schema, binding), schema] as const);
  });
  return new Map(names.filter(([name]) => !schemas.has(name)));
}

/** The variables with a value that is another one in lower case. */
const needQuotes = (allowed: AllowedVariables): ReadonlySet<string> =>
  new Set(
    Object.entries(allowed).flatMap(([name, values]) =>
      values.some((value) => value !== value.toLowerCase()) ? [name] : [],
    ),
  );

/** The names of schemas that scripts should leave to the target. */
export function writtenOut(
  scripts: readonly Script[],
  warehouses: readonly Warehouse[],
  allowed: AllowedVariables,
): Diagnostic[] {
  const templates = templatesByName(warehouses, allowed);
  if (templates.size === 0) return [];
  const words = { names: new Set(templates.keys()), quoted: needQuotes(allowed) };
  return scripts.flatMap(({ file, text }) =>
    writtenOutSchemas(parseScript(text, file).statements, words).map(({ name, line, column }) => {
      const at = { file, line, column };
      const template = templates.get(name);
      if (template === undefined) {
        const message = `${name} stands without quotes, so that what it becomes would be read in lower case`;
        return problem("schema-written-out", message, { at, help: `Write "${name}".` });
      }
      return problem(
        "schema-written-out",
        `the schema ${displayName(name)} is called otherwise on other targets`,
        {
          at,
          help: `Write "${template}", in quotes. Something else that is called so, as an alias of a table, needs another name.`,
        },
      );
    }),
  );
}

/** What fails with these values, and did not with the first: schemas are called otherwise. */
export function onlyThere(
  diagnostics: readonly Diagnostic[],
  warehouses: readonly Warehouse[],
  variables: Variables,
  first: Variables,
): Diagnostic[] {
  const others = [...schemaVariables(warehouses)].filter((name) => variables[name] !== first[name]);
  if (others.length === 0) return [...diagnostics];
  const values = (those: Variables) => others.map((name) => `${name} = ${those[name]}`).join(", ");
  const where = `It holds with ${values(first)}, and does not with ${values(variables)}.`;
  const say = others.map((name) => `\${${name}}`).join(" or ");
  return diagnostics.map((one) => ({
    ...one,
    help: `${where} Where a name is written out that others call otherwise, say ${say} in it.${one.help ? `\n${one.help}` : ""}`,
  }));
}
