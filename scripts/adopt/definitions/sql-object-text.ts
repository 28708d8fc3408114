// An SQL object as a definition file says it: `export const touch = pgFunction(shop, "touch", { … });`
import type { LiveArgument, LiveRoutine, LiveSqlObject } from "../../database/inspect/live-sql-objects.ts";
import { quoteLiteral } from "../../model/identifier.ts";
import { type ObjectWriting, options, plain, quoted, text } from "./call-text.ts";
import { property, sqlTemplate } from "./code-names.ts";
import { triggerText } from "./trigger-text.ts";

type Of<Kind extends LiveSqlObject["kind"]> = Extract<LiveSqlObject, { readonly kind: Kind }>;

/** A call behind `export const … =`; undefined where no function has words for it. */
type ObjectTexts = {
  readonly [Kind in LiveSqlObject["kind"]]: (object: Of<Kind>, writing: ObjectWriting) => string | undefined;
};

/** Settings whose value is a list of names. */
const LISTS = new Set([
  "search_path",
  "temp_tablespaces",
  "session_preload_libraries",
  "local_preload_libraries",
]);

/** `search_path=pg_catalog, pg_temp` → `search_path: "pg_catalog, pg_temp"` */
function setting(said: string): string {
  const at = said.indexOf("=");
  const [name, value] = [said.slice(0, at), said.slice(at + 1)];
  const isList = LISTS.has(name) && value !== "" && value !== '""';
  return `${property(name)}: ${quoted(isList ? value : quoteLiteral(value === '""' ? "" : value))}`;
}

const MODES = { i: undefined, o: "out", b: "inout", v: "variadic" } as const;

function argument({ name, type, mode, default: value }: LiveArgument, { sql }: ObjectWriting): string {
  const modeWord = MODES[mode];
  const more = [
    ...(modeWord === undefined ? [] : [`mode: ${quoted(modeWord)}`]),
    ...(value === null ? [] : [`default: ${sql(sqlTemplate(value))}`]),
  ];
  const said = more.length === 0 ? quoted(type) : `{ type: ${quoted(type)}, ${more.join(", ")} }`;
  return `${property(name ?? "")}: ${said}`;
}

/** Whether arguments can be said by their names, in their order: a number as a name would come first. */
function areNamed(all: readonly LiveArgument[]): boolean {
  const names = all.map(({ name }) => name ?? "");
  return new Set(names).size === names.length && names.every((name) => name !== "" && !/^\d+$/.test(name));
}

/** A routine whose arguments cannot be said by their names: the statement that makes it, as it is. */
function wholeRoutine(
  { kind, schema, name, comment, facts }: Of<"function"> | Of<"procedure">,
  writing: ObjectWriting,
): string | undefined {
  return `${writing.library("sqlObject")}(${options([
    ["kind", quoted(kind)],
    ["schema", writing.schema(schema)],
    ["name", quoted(name)],
    ["target", quoted(facts.target)],
    ["replaceable", "true"],
    ["comment", text(comment)],
    ["create", writing.sql(sqlTemplate(`\n${facts.definition.trim()}\n`))],
  ])})`;
}

function routineText(object: Of<"function"> | Of<"procedure">, writing: ObjectWriting): string | undefined {
  const { schema, sql, library } = writing;
  const facts: LiveRoutine = object.facts;
  const all = facts.arguments ?? [];
  const isProcedure = object.kind === "procedure";
  if (isProcedure && all.some(({ mode }) => mode !== "i")) return undefined;
  if (!areNamed(all)) return wholeRoutine(object, writing);
  const args = all.length === 0 ? undefined : `{ ${all.map((one) => argument(one, writing)).join(", ")} }`;
  const code = (value: string | null) => (value === null ? undefined : sql(sqlTemplate(value)));
  const usual = facts.atomic === null ? "plpgsql" : "sql";
  const entries = [
    ["args", args],
    ["returns", isProcedure ? undefined : text(facts.returns)],
    ["language", facts.language === usual ? undefined : quoted(facts.language)],
    ["volatility", text(facts.volatility)],
    ["security", text(facts.security)],
    ["parallel", text(facts.parallel)],
    ["strict", plain(facts.strict)],
    ["leakproof", plain(facts.leakproof)],
    ["cost", plain(facts.cost)],
    ["rows", plain(facts.rows)],
    ["set", facts.settings === null ? undefined : `{ ${facts.settings.map(setting).join(", ")} }`],
    ["comment", text(object.comment)],
    ["body", facts.body === null ? undefined : code(`\n${facts.body.trim()}\n`)],
    ["atomic", code(facts.atomic)],
  ] as const;
  const maker = library(isProcedure ? "pgProcedure" : "pgFunction");
  return `${maker}(${schema(object.schema)}, ${quoted(object.name)}, ${options(entries)})`;
}

const TEXTS: ObjectTexts = {
  extension: ({ schema, name }, { library }) => {
    const place = schema === "pg_catalog" ? "" : `, { schema: ${quoted(schema)} }`;
    return `${library("pgExtension")}(${quoted(name)}${place})`;
  },
  domain: ({ schema, name, comment, facts }, { schema: variable, sql, library }) => {
    const checks = Object.entries(facts.checks ?? {}).map(
      ([check, condition]) => `${property(check)}: ${sql(sqlTemplate(condition))}`,
    );
    return `${library("pgDomain")}(${variable(schema)}, ${quoted(name)}, ${options([
      ["type", quoted(facts.type)],
      ["collate", text(facts.collate)],
      ["default", facts.default === null ? undefined : sql(sqlTemplate(facts.default))],
      ["notNull", facts.notNull ? "true" : undefined],
      ["checks", checks.length === 0 ? undefined : `{ ${checks.join(", ")} }`],
      ["comment", text(comment)],
    ])})`;
  },
  "composite type": ({ schema, name, comment, facts }, { schema: variable, library }) => {
    if (facts.attributes.some(([attribute]) => /^\d+$/.test(attribute))) return undefined;
    const attributes = facts.attributes.map(
      ([attribute, type]) => [property(attribute), quoted(type)] as const,
    );
    const more = comment === null ? "" : `, { comment: ${quoted(comment)} }`;
    return `${library("pgComposite")}(${variable(schema)}, ${quoted(name)}, ${options(attributes)}${more})`;
  },
  function: (object, writing) => routineText(object, writing),
  procedure: (object, writing) => routineText(object, writing),
  trigger: triggerText,
  other: ({ schema, name, comment, facts }, { schema: variable, sql, library }) => {
    const { word, target, create, drop, needs } = facts;
    const needed = needs.map((one) => sql(sqlTemplate(one)));
    return `${library("sqlObject")}(${options([
      ["kind", quoted(word)],
      ["schema", schema === "" ? undefined : variable(schema)],
      ["name", quoted(name)],
      ["target", text(target)],
      ["comment", text(comment)],
      ["dependsOn", needed.length === 0 ? undefined : `[${needed.join(", ")}]`],
      ["create", sql(sqlTemplate(`\n${create.trim()}\n`))],
      ["drop", drop === null ? undefined : sql(sqlTemplate(drop))],
    ])})`;
  },
};

/** The call that declares an object; undefined where no function has words for it. */
export function sqlObjectText(object: LiveSqlObject, writing: ObjectWriting): string | undefined {
  const write = TEXTS[object.kind] as (one: LiveSqlObject, writing: ObjectWriting) => string | undefined;
  return write(object, writing);
}
