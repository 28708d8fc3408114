/** What definition files declare beside Drizzle's objects: a name that can stand in SQL, and a definition made later. */
import { is, SQL, type SQLWrapper, StringChunk, sql } from "drizzle-orm";
import { isPgEnum, PgDialect, type PgEnum, type PgSchema } from "drizzle-orm/pg-core";
import { quotePath } from "../../model/identifier.ts";
import type { SqlObject } from "../../model/sql-object.ts";

/**
 * SQL: a text as it is, `sql\`…\`` with tables, columns and other objects in it, or one of these alone; behind `() =>`
 * where these are defined further below or in a file that imports this one.
 */
export type SqlText = PlainSqlText | (() => PlainSqlText);

type PlainSqlText = string | SQLWrapper | PgEnum<[string, ...string[]]>;

/** A schema: Drizzle's, or the name of one that is there, such as `public`. */
export type SchemaLike = string | PgSchema<string>;

/** What reads the files that lie beside definitions. */
export type ReadBeside = (name: string) => string;

/** By a registered symbol, so that it is known when this module is loaded more than once. */
const DEFINITION = Symbol.for("dwh-definitions:sql-object");

/** Where all that is declared is kept while definitions load, so that what nobody exports is noticed. */
const DECLARED = Symbol.for("dwh-definitions:declared-sql-objects");

/** An object of the definitions that drizzle-kit has no word for; it stands for its name in `sql\`…\``. */
export class DefinedSqlObject implements SQLWrapper {
  readonly [DEFINITION] = true;
  /** Where it was declared. */
  readonly declared = new Error("declared");

  /**
   * @param shown its kind and name, for messages
   * @param name in SQL: schema and name, or its name alone
   * @param define makes its definition. @throws {Error} saying what is wrong with it
   */
  constructor(
    readonly shown: { readonly kind: string; readonly schema: string | undefined; readonly name: string },
    readonly define: (readBeside: ReadBeside) => SqlObject,
  ) {
    (globalThis as { [DECLARED]?: Set<DefinedSqlObject> })[DECLARED]?.add(this);
  }

  /** Its name, quoted. */
  getSQL(): SQL {
    const { schema, name } = this.shown;
    return sql.raw(quotePath(schema === undefined ? [name] : [schema, name]));
  }

  /** Drizzle puts no parentheses around the name. */
  shouldOmitSQLParens(): boolean {
    return true;
  }
}

/** Whether an exported value is one. */
export const isDefinedSqlObject = (value: object): value is DefinedSqlObject => DEFINITION in value;

/** Does the work, and says beside its result what was declared meanwhile. */
export async function noticing<Result>(
  work: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly declared: ReadonlySet<DefinedSqlObject> }> {
  const holder = globalThis as { [DECLARED]?: Set<DefinedSqlObject> };
  const declared = new Set<DefinedSqlObject>();
  holder[DECLARED] = declared;
  try {
    return { result: await work(), declared };
  } finally {
    delete holder[DECLARED];
  }
}

const dialect = new PgDialect();

const NOT_DEFINED =
  "its SQL speaks of something that is not defined yet: write () => sql`…` instead of sql`…` (and sql`${a}${b}` instead of a.append(b))";

/** Drizzle leaves out what is not defined: the texts around it then stand beside one another. */
function refuseUndefined({ queryChunks }: SQL): void {
  for (const [index, chunk] of queryChunks.entries()) {
    if (is(chunk, StringChunk) && is(queryChunks[index + 1], StringChunk)) throw new Error(NOT_DEFINED);
    if (is(chunk, SQL)) refuseUndefined(chunk);
  }
}

/** The text of SQL, with values written out. @throws {Error} where it speaks of something that is not defined yet */
export function sqlText(value: SqlText): string {
  const said = typeof value === "function" && !isPgEnum(value) ? value() : value;
  if (typeof said === "string") return said;
  const whole = sql`${said as SQLWrapper}`;
  refuseUndefined(whole);
  return dialect.sqlToQuery(whole.inlineParams()).sql.trim();
}

/** The name of a schema. */
export const schemaName = (schema: SchemaLike): string =>
  typeof schema === "string" ? schema : schema.schemaName;
