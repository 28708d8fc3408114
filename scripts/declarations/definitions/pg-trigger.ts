/** `pgTrigger`, and `sqlObject` for kinds that have no function of their own. */
import type { PgColumn, PgTable, PgView } from "drizzle-orm/pg-core";
import { quoteIdentifier, quoteLiteral, quotePath } from "../../model/identifier.ts";
import { dependencies, type ObjectOptions, relationPath } from "./object-options.ts";
import {
  DefinedSqlObject,
  type SchemaLike,
  type SqlText,
  schemaName,
  sqlText,
} from "./sql-object-definition.ts";

/** What a trigger fires at. */
export type TriggerEvent = "insert" | "update" | "delete" | "truncate";

type Events = TriggerEvent | readonly TriggerEvent[];

/** When a trigger fires: one of three. */
type Timing =
  | { readonly before: Events; readonly after?: never; readonly insteadOf?: never }
  | { readonly after: Events; readonly before?: never; readonly insteadOf?: never }
  | { readonly insteadOf: Events; readonly before?: never; readonly after?: never };

/** What is said of a trigger. */
export type TriggerOptions = ObjectOptions &
  Timing & {
    /** The columns whose UPDATE it fires at; of any unless said. */
    readonly of?: readonly PgColumn[];
    /** Once a row unless said. */
    readonly forEach?: "row" | "statement";
    /** The rows of the statement under a name, for its function to read. */
    readonly referencing?: { readonly old?: string; readonly new?: string };
    /** A condition on OLD and NEW. */
    readonly when?: SqlText;
    /** The function that it runs. */
    readonly execute: DefinedSqlObject | SqlText;
    readonly arguments?: readonly string[];
    /** A constraint trigger, checked at the end of the statement, or of the transaction where it is deferred. */
    readonly constraint?: true | "deferrable" | "initially deferred";
    /** Whether it fires: as usual unless said, never (`disabled`), when data is replicated too (`always`), or only then. */
    readonly enabled?: "disabled" | "always" | "replica";
  };

const TIMINGS = [
  ["before", "BEFORE"],
  ["after", "AFTER"],
  ["insteadOf", "INSTEAD OF"],
] as const;

/** `BEFORE INSERT OR UPDATE OF "email"` */
function eventsOf(options: TriggerOptions): string {
  const { of: columns = [] } = options;
  for (const [key, word] of TIMINGS) {
    const events = options[key];
    if (events === undefined) continue;
    const words = [events].flat().map((event: TriggerEvent) => {
      const names = columns.map(({ name }) => quoteIdentifier(name)).join(", ");
      return event === "update" && names !== "" ? `UPDATE OF ${names}` : event.toUpperCase();
    });
    return `${word} ${words.join(" OR ")}`;
  }
  throw new Error("it has one of `before`, `after` and `insteadOf`");
}

/** `REFERENCING NEW TABLE AS "rows" FOR EACH STATEMENT WHEN (…) EXECUTE FUNCTION "core"."touch"()` */
function actionOf({
  forEach = "row",
  referencing = {},
  when,
  execute,
  arguments: args = [],
}: TriggerOptions): string {
  const tables = [
    ...(referencing.old === undefined ? [] : [`OLD TABLE AS ${quoteIdentifier(referencing.old)}`]),
    ...(referencing.new === undefined ? [] : [`NEW TABLE AS ${quoteIdentifier(referencing.new)}`]),
  ];
  return [
    ...(tables.length > 0 ? [`REFERENCING ${tables.join(" ")}`] : []),
    `FOR EACH ${forEach.toUpperCase()}`,
    ...(when === undefined ? [] : [`WHEN (${sqlText(when)})`]),
    `EXECUTE FUNCTION ${sqlText(execute)}(${args.map(quoteLiteral).join(", ")})`,
  ].join(" ");
}

const CONSTRAINTS = {
  deferrable: "DEFERRABLE",
  "initially deferred": "DEFERRABLE INITIALLY DEFERRED",
} as const;

/**
 * A trigger of a table or view.
 *
 *     export const touched = pgTrigger(orders, "touch", { before: "update", execute: touch });
 */
export function pgTrigger(
  relation: PgTable | PgView,
  name: string,
  options: TriggerOptions,
): DefinedSqlObject {
  const [schema, table] = relationPath(relation);
  const { constraint, enabled } = options;
  return new DefinedSqlObject({ kind: "trigger", schema, name }, () => ({
    kind: "trigger",
    path: [schema, table, name],
    parts: {
      events: eventsOf(options),
      ...(constraint !== undefined && { constraint: constraint === true ? "" : CONSTRAINTS[constraint] }),
      action: actionOf(options),
      ...(enabled !== undefined && {
        enabled: enabled === "disabled" ? "DISABLE" : `ENABLE ${enabled.toUpperCase()}`,
      }),
    },
    ...dependencies(options),
  }));
}

/** What is said of an object of any kind. */
export interface SqlObjectOptions extends ObjectOptions {
  /** SQL's word for it: `aggregate`, `event trigger`, `rule`, `collation`, `statistics`, `cast`, `operator`, … */
  readonly kind: string;
  readonly schema?: SchemaLike;
  readonly name: string;
  /** The statement that makes it. */
  readonly create: SqlText;
  /** What its kind's DROP and COMMENT ON call it, where that is not its schema and name: `"DM"."median"(numeric)`. */
  readonly target?: SqlText;
  /** The statement that drops it, where that is not DROP with its kind and target. */
  readonly drop?: SqlText;
  /** True if CREATE OR REPLACE changes it. */
  readonly replaceable?: boolean;
}

/**
 * An object of a kind that has no function of its own.
 *
 *     export const median = sqlObject({
 *       kind: "aggregate", schema: dm, name: "median", target: sql`"DM"."median"(numeric)`,
 *       create: sql`CREATE AGGREGATE "DM"."median"(numeric) (…)`,
 *     });
 */
export function sqlObject(options: SqlObjectOptions): DefinedSqlObject {
  const { kind, name, create, replaceable } = options;
  const schema = options.schema === undefined ? undefined : schemaName(options.schema);
  return new DefinedSqlObject({ kind, schema, name }, () => {
    const path = schema === undefined ? [name] : [schema, name];
    const target = options.target === undefined ? quotePath(path) : sqlText(options.target);
    const word = kind.toUpperCase();
    return {
      kind: "other",
      path,
      parts: {
        kind: kind.toLowerCase(),
        create: withoutSemicolon(sqlText(create)),
        drop: options.drop === undefined ? `DROP ${word} ${target}` : withoutSemicolon(sqlText(options.drop)),
        target,
        ...(replaceable && { replaceable: "true" }),
      },
      ...dependencies(options),
    };
  });
}

const withoutSemicolon = (text: string): string => text.trim().replace(/;$/, "");
