/** `pgFunction` and `pgProcedure`. */
import { quoteIdentifier } from "../../model/identifier.ts";
import { parseRoutineArguments } from "../../model/routine-arguments.ts";
import { serverIdentifier } from "../../model/server-identifier.ts";
import type { SqlObject } from "../../model/sql-object.ts";
import { dependencies, type ObjectOptions } from "./object-options.ts";
import {
  DefinedSqlObject,
  type ReadBeside,
  type SchemaLike,
  type SqlText,
  schemaName,
  sqlText,
} from "./sql-object-definition.ts";

/** An argument that is more than a type. */
export interface RoutineArgument {
  readonly type: SqlText;
  readonly mode?: "in" | "out" | "inout" | "variadic";
  readonly default?: SqlText;
}

/** Where the text of a routine is, one of three ways. */
export interface RoutineBody {
  /** The body, as it stands between `AS $$` and `$$`. */
  readonly body?: SqlText;
  /** A file with it, beside the file of definitions that exports the routine. */
  readonly file?: string;
  /** `RETURN …` or `BEGIN ATOMIC … END`: read once, when the routine is made, so that PostgreSQL knows what it uses. */
  readonly atomic?: SqlText;
}

/** What is said of a procedure. */
export interface ProcedureOptions extends ObjectOptions, RoutineBody {
  /** By name, in their order. */
  readonly args?: Readonly<Record<string, SqlText | RoutineArgument>>;
  /** `plpgsql` unless said; `sql` where the body is `atomic`. */
  readonly language?: string;
  /** Whose rights it runs with: the caller's (`invoker`) unless said. */
  readonly security?: "definer" | "invoker";
  /** Settings while it runs: `{ search_path: "pg_catalog, pg_temp" }`, as they stand behind `SET … TO`. */
  readonly set?: Readonly<Record<string, SqlText>>;
}

/** What is said of a function. */
export interface FunctionOptions extends ProcedureOptions {
  /** `trigger`, `integer`, sql`SETOF ${table}`, sql`TABLE (id integer)`. */
  readonly returns: SqlText;
  readonly volatility?: "immutable" | "stable" | "volatile";
  readonly parallel?: "safe" | "restricted" | "unsafe";
  /** True if it is NULL wherever an argument is. */
  readonly strict?: boolean;
  readonly leakproof?: boolean;
  readonly cost?: number;
  readonly rows?: number;
}

const isArgument = (said: SqlText | RoutineArgument): said is RoutineArgument =>
  typeof said === "object" && "type" in said && !("getSQL" in said);

const asArgument = (said: SqlText | RoutineArgument): RoutineArgument =>
  isArgument(said) ? said : { type: said };

/** SQL folds what stands without quotes. */
const folded = (type: string): string =>
  type.replaceAll(/("(?:[^"]|"")*")|\$\{\w+\}|[^"$]+/g, (text, quoted?: string) =>
    quoted !== undefined || text.startsWith("$") ? text : text.toLowerCase(),
  );

/** The types by which PostgreSQL tells routines of one name apart. @throws {Error} naming what is no type */
function argumentTypes(all: readonly RoutineArgument[]): string {
  const types = all.filter(({ mode }) => mode !== "out").map(({ type }) => folded(sqlText(type)));
  const { text, unknown } = parseRoutineArguments(types.join(", "));
  if (unknown.length > 0)
    throw new Error(
      `${unknown[0]} is no type of an argument: PostgreSQL's own stand alone, others with their schema, as public.citext`,
    );
  return text;
}

function argumentParts(args: ProcedureOptions["args"] = {}) {
  const all = Object.entries(args).map(([name, said]) => ({ name, ...asArgument(said) }));
  const written = all.map(({ name, type, mode = "in" }) =>
    [...(mode === "in" ? [] : [mode.toUpperCase()]), quoteIdentifier(name), sqlText(type)].join(" "),
  );
  const defaults = all.map(({ default: value }) => (value === undefined ? "" : ` DEFAULT ${sqlText(value)}`));
  const count = defaults.filter((text) => text !== "").length;
  return {
    types: argumentTypes(all),
    parts: {
      signature: written.join(", "),
      ...(count > 0 && {
        arguments: written.map((text, index) => text + (defaults[index] ?? "")).join(", "),
        defaults: String(count),
      }),
    },
  };
}

/** The text of a routine. @throws {Error} where it is said in no way or in several */
function bodyParts({ body, file, atomic }: RoutineBody, readBeside: ReadBeside): Record<string, string> {
  const said = [body, file, atomic].filter((way) => way !== undefined);
  if (said.length !== 1) throw new Error("it has one of `body`, `file` and `atomic`");
  if (atomic !== undefined) return { atomic: sqlText(atomic) };
  return {
    body: (file === undefined ? sqlText(body ?? "") : readBeside(file)).replaceAll(/\r\n?/g, "\n").trim(),
  };
}

function procedureOptions({ language, atomic, security, set = {} }: ProcedureOptions): string[] {
  return [
    `LANGUAGE ${serverIdentifier(language ?? (atomic === undefined ? "plpgsql" : "sql"))}`,
    ...(security === "definer" ? ["SECURITY DEFINER"] : []),
    ...Object.entries(set).map(
      ([name, value]) => `SET ${name.split(".").map(quoteIdentifier).join(".")} TO ${sqlText(value)}`,
    ),
  ];
}

function functionOptions({ volatility, parallel, strict, leakproof, cost, rows }: FunctionOptions): string[] {
  return [
    ...(volatility === undefined || volatility === "volatile" ? [] : [volatility.toUpperCase()]),
    ...(strict ? ["STRICT"] : []),
    ...(leakproof ? ["LEAKPROOF"] : []),
    ...(parallel === undefined || parallel === "unsafe" ? [] : [`PARALLEL ${parallel.toUpperCase()}`]),
    ...(cost === undefined ? [] : [`COST ${cost}`]),
    ...(rows === undefined ? [] : [`ROWS ${rows}`]),
  ];
}

function routine(
  kind: "function" | "procedure",
  [schema, name]: readonly [SchemaLike, string],
  options: ProcedureOptions,
  own: { readonly returns?: SqlText; readonly words: readonly string[] },
): DefinedSqlObject {
  const define = (readBeside: ReadBeside): SqlObject => {
    const { types, parts } = argumentParts(options.args);
    return {
      kind,
      path: [schemaName(schema), name, types],
      parts: {
        ...parts,
        ...(own.returns !== undefined && { returns: sqlText(own.returns) }),
        options: [...procedureOptions(options), ...own.words].join(" "),
        ...bodyParts(options, readBeside),
      },
      ...dependencies(options),
    };
  };
  return new DefinedSqlObject({ kind, schema: schemaName(schema), name }, define);
}

/**
 * A function. It stands for its name in SQL, so that defaults, checks, policies and views can call it.
 *
 *     export const touch = pgFunction(core, "touch", {
 *       returns: "trigger",
 *       body: sql`BEGIN NEW.updated_at := now(); RETURN NEW; END`,
 *     });
 */
export const pgFunction = (schema: SchemaLike, name: string, options: FunctionOptions): DefinedSqlObject =>
  routine("function", [schema, name], options, { returns: options.returns, words: functionOptions(options) });

/** A procedure, for CALL. */
export const pgProcedure = (schema: SchemaLike, name: string, options: ProcedureOptions): DefinedSqlObject =>
  routine("procedure", [schema, name], options, { words: [] });
