// What Drizzle lets pass and PostgreSQL or drizzle-kit would not.
import { is } from "drizzle-orm";
import { isPgEnum, PgEnumColumn, PgEnumObjectColumn, PgRole, PgSchema, PgTable } from "drizzle-orm/pg-core";
import { type Diagnostic, problem } from "../../model/diagnostic.ts";
import { byteLength, displayPath, MAX_NAME_BYTES } from "../../model/identifier.ts";
import { type AllowedVariables, fillSome, type Variables, variablesIn } from "../../model/variable.ts";
import { annotatedRelations } from "./annotations.ts";
import { checkEncryption } from "./check-encryption.ts";
import { checkPartitions } from "./check-partitions.ts";
import { checkRefresh } from "./check-refresh.ts";
import { type DefinedName, namesOf, schemaOf } from "./defined-names.ts";
import { exportLocation, type Source } from "./export-location.ts";
import { checkSchemaNames } from "./schema-names.ts";
import { checkSequenceNames } from "./sequence-names.ts";
import { tableConfig } from "./table-config.ts";

/** A variable that nobody gives a value, or that is no variable of names. */
function unknownVariable(name: string, variables: AllowedVariables): string | undefined {
  return variablesIn(name).find((variable) => !Object.hasOwn(variables, variable));
}

function checkName(
  { what, name, said }: DefinedName,
  source: Source,
  { variables, longest }: { readonly variables: AllowedVariables; readonly longest: Variables },
): Diagnostic[] {
  const at = () => exportLocation(source);
  if (name.includes('"')) {
    return [
      problem("name-has-quote", `the ${what} ${name} has a double quote in its name`, {
        at: at(),
        help: "drizzle-kit writes such a name into SQL as it is: choose another.",
      }),
    ];
  }
  // A derived name has those of the names that it is made of.
  const unknown = said ? unknownVariable(name, variables) : undefined;
  if (unknown !== undefined) {
    const known = Object.keys(variables).join(", ");
    return [
      problem(
        "unknown-variable",
        `there is no variable ${unknown}, as the ${what} ${name} has it in its name`,
        {
          at: at(),
          help: known
            ? `The variables are those of \`warehouse.variables\` in drizzle.config.ts: ${known}.`
            : "Name it in `warehouse.variables` of drizzle.config.ts, with the values that it may take.",
        },
      ),
    ];
  }
  return checkLength({ what, name, said }, source, longest);
}

/** PostgreSQL cuts names that are too long; two of them may be the same then. */
function checkLength({ what, name, said }: DefinedName, source: Source, longest: Variables): Diagnostic[] {
  const bytes = byteLength(fillSome(name, longest));
  if (bytes <= MAX_NAME_BYTES) return [];
  const message = `the name of the ${what} ${name} has ${bytes} bytes, PostgreSQL keeps ${MAX_NAME_BYTES}`;
  const help = said
    ? "Choose a shorter name."
    : `drizzle-kit made it of the table and its columns: name the ${what} yourself.`;
  return [problem("name-too-long", message, { at: exportLocation(source), help })];
}

function checkNames(value: object, source: Source, variables: AllowedVariables): Diagnostic[] {
  const longest = Object.fromEntries(
    Object.entries(variables).map(([name, values]) => [
      name,
      values.reduce((long, text) => (byteLength(text) > byteLength(long) ? text : long), ""),
    ]),
  );
  // Labels are texts, in which quotes and dollars are nothing special.
  const labels = isPgEnum(value) ? value.enumValues : [];
  return [
    ...namesOf(value).flatMap((named) => checkName(named, source, { variables, longest })),
    ...labels.flatMap((name) => checkLength({ what: "enum value", name, said: true }, source, {})),
  ];
}

const NOT_EXPORTED = { schema: "schema-not-exported", enum: "enum-not-exported" } as const;

/** drizzle-kit creates what it finds exported, and lets tables refer to the rest. */
function checkExports(sources: ReadonlyMap<object, Source>): Diagnostic[] {
  const schemas = new Set(
    [...sources.keys()].filter((value) => is(value, PgSchema)).map((schema) => schema.schemaName),
  );
  const enums = [...sources.keys()].filter((value) => isPgEnum(value));
  const enumKeys = new Set(enums.map((value) => displayPath([value.schema ?? "public", value.enumName])));
  const reported = new Set<string>();
  const missing = (what: keyof typeof NOT_EXPORTED, name: string, source: Source): Diagnostic[] => {
    if (reported.has(`${what} ${name}`)) return [];
    reported.add(`${what} ${name}`);
    return [
      problem(NOT_EXPORTED[what], `the ${what} ${name} is used here, but no definition file exports it`, {
        at: exportLocation(source),
        help: `Without \`export\` in front of it, no CREATE ${what === "enum" ? "TYPE" : "SCHEMA"} is written.`,
      }),
    ];
  };
  return [...sources].flatMap(([value, source]) => {
    const schema = schemaOf(value) ?? "public";
    const columns = is(value, PgTable) ? tableConfig(value).columns : [];
    const used = columns.flatMap((column) =>
      is(column, PgEnumColumn) || is(column, PgEnumObjectColumn)
        ? [displayPath([column.enum.schema ?? "public", column.enum.enumName])]
        : [],
    );
    return [
      ...(schema === "public" || schemas.has(schema) ? [] : missing("schema", schema, source)),
      ...used.filter((key) => !enumKeys.has(key)).flatMap((key) => missing("enum", key, source)),
    ];
  });
}

function checkRole(value: object, source: Source): Diagnostic[] {
  if (!is(value, PgRole) || (value as { _existing?: boolean })._existing) return [];
  return [
    problem("role-in-definitions", `the role ${value.name} is declared in a definition file`, {
      at: exportLocation(source),
      help: `Declare it in a role file; a policy refers to it with pgRole("${value.name}").existing().`,
    }),
  ];
}

function checkAnnotations(sources: ReadonlyMap<object, Source>): Diagnostic[] {
  return annotatedRelations(sources).flatMap(({ annotation, columns, schema, name, source }) =>
    Object.keys(annotation.columns ?? {})
      .filter((key) => !columns.has(key))
      .map((key) =>
        problem(
          "unknown-column",
          `annotate() names the column ${key}, which ${displayPath([schema, name])} does not have`,
          {
            at: exportLocation(source),
            help: `Columns go by their property in the definition: ${[...columns.keys()].join(", ")}.`,
          },
        ),
      ),
  );
}

/**
 * What is wrong with the definitions as a whole, each at the line that exports the object.
 *
 * @throws what the callbacks of a table throw
 */
export function checkDefinitions(
  sources: ReadonlyMap<object, Source>,
  variables: AllowedVariables,
): Diagnostic[] {
  const each = [...sources].flatMap(([value, source]) => [
    ...checkNames(value, source, variables),
    ...checkRole(value, source),
  ]);
  return [
    ...each,
    ...checkSchemaNames(sources, variables),
    ...checkSequenceNames(sources),
    ...checkExports(sources),
    ...checkAnnotations(sources),
    ...checkPartitions(sources),
    ...checkRefresh(sources),
    ...checkEncryption(sources),
  ];
}
