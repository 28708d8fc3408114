/** `pgExtension`, `pgDomain` and `pgComposite`: what types come from beside Drizzle's own. */
import { sql } from "drizzle-orm";
import { customType } from "drizzle-orm/pg-core";
import { quoteIdentifier, quoteLiteral } from "../../model/identifier.ts";
import { serverIdentifier } from "../../model/server-identifier.ts";
import { dependencies, type ObjectOptions } from "./object-options.ts";
import {
  DefinedSqlObject,
  type SchemaLike,
  type SqlText,
  schemaName,
  sqlText,
} from "./sql-object-definition.ts";

/** What is said of an extension. */
export interface ExtensionOptions extends ObjectOptions {
  /** Where its objects lie, which can be chosen of most; it must be there or be made by the definitions. */
  readonly schema?: SchemaLike;
  /** The version to be at; unless said, that which the server installs by itself. */
  readonly version?: string;
}

/**
 * An extension, made before all else and dropped behind it. What it brings along is its own and is never managed.
 *
 *     export const trigrams = pgExtension("pg_trgm");
 */
export function pgExtension(name: string, options: ExtensionOptions = {}): DefinedSqlObject {
  const { schema, version } = options;
  return new DefinedSqlObject({ kind: "extension", schema: undefined, name }, () => ({
    kind: "extension",
    path: [name],
    parts: {
      ...(schema !== undefined && { schema: quoteIdentifier(schemaName(schema)) }),
      ...(version !== undefined && { version }),
    },
    ...dependencies(options),
  }));
}

/** What a text must have to be an expression that is computed without a column: a literal, a call, a number, a word for one. */
const IS_EXPRESSION =
  /['(]|::|^\s*[-+.\d]|^\s*(?:true|false|null|user|(?:current|session|system)_\w+|local(?:time|timestamp))\s*$/i;

/** A type that the definitions make, for columns of Drizzle tables. */
class DefinedSqlType extends DefinedSqlObject {
  /**
   * A column of the type: `email: emailAddress.column<string>()`.
   *
   * @param name in the database, where it is not that of the property
   */
  column<Data = string>(name?: string) {
    const { schema = "public", name: type } = this.shown;
    const builder = customType<{ data: Data }>({
      // As the server prints it.
      dataType: () => [schema, type].map(serverIdentifier).join("."),
    });
    const column = name === undefined ? builder() : builder(name);
    // drizzle-kit writes the default of a type that it does not know as SQL.
    const plainDefault = column.default.bind(column);
    column.default = (value) => {
      const isValue = typeof value === "string" && !IS_EXPRESSION.test(value);
      return plainDefault(isValue ? sql.raw(quoteLiteral(value)) : value);
    };
    return column;
  }
}

/** What is said of a domain. */
export interface DomainOptions extends ObjectOptions {
  /** The type under it: `text`, `numeric(12, 2)`. */
  readonly type: SqlText;
  readonly collate?: SqlText;
  readonly default?: SqlText;
  readonly notNull?: boolean;
  /** Conditions by name; `VALUE` is the value. */
  readonly checks?: Readonly<Record<string, SqlText>>;
}

/**
 * A domain: a type with conditions. Its default, conditions and NOT NULL change in place, in use or not.
 *
 *     export const email = pgDomain(core, "email", { type: "text", checks: { has_at: sql`VALUE LIKE '%@%'` } });
 */
export function pgDomain(schema: SchemaLike, name: string, options: DomainOptions): DefinedSqlType {
  const path = [schemaName(schema), name] as const;
  const { type, collate, default: value, notNull, checks = {} } = options;
  return new DefinedSqlType({ kind: "domain", schema: path[0], name }, () => ({
    kind: "domain",
    path,
    parts: {
      type: sqlText(type),
      ...(collate !== undefined && { collate: sqlText(collate) }),
      ...(value !== undefined && { default: sqlText(value) }),
      ...(notNull && { notNull: "true" }),
      ...Object.fromEntries(Object.entries(checks).map(([check, text]) => [`check ${check}`, sqlText(text)])),
    },
    ...dependencies(options),
  }));
}

/**
 * A composite type, with its attributes by name. Attributes come and go in place.
 *
 *     export const money = pgComposite(core, "money", { amount: "numeric(12, 2)", currency: "char(3)" });
 */
export function pgComposite(
  schema: SchemaLike,
  name: string,
  attributes: Readonly<Record<string, SqlText>>,
  options: ObjectOptions = {},
): DefinedSqlType {
  const path = [schemaName(schema), name] as const;
  return new DefinedSqlType({ kind: "composite type", schema: path[0], name }, () => ({
    kind: "composite type",
    path,
    parts: Object.fromEntries(
      Object.entries(attributes).map(([attribute, type]) => [`attribute ${attribute}`, sqlText(type)]),
    ),
    ...dependencies(options),
  }));
}
