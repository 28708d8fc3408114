// Values in the SQL of definitions, written where drizzle-kit would leave a parameter or write them bare.
import { is, SQL, sql } from "drizzle-orm";
import {
  getTableConfig,
  PgChar,
  PgEnumColumn,
  PgPolicy,
  PgTable,
  PgText,
  PgVarchar,
} from "drizzle-orm/pg-core";
import { quoteLiteral } from "../../model/identifier.ts";

/** `sql\`lower(${value})\`` becomes `lower('value')` and not `lower($1)`: DDL takes no parameters. */
function inline(value: unknown): void {
  if (is(value, SQL)) value.inlineParams();
}

/** A default of bytes: `'\x6869'`, where drizzle-kit would write them as they are. */
const bytesDefault = (bytes: Uint8Array): SQL => sql.raw(`'\\x${Buffer.from(bytes).toString("hex")}'`);

/** `{"a,b","{}",NULL}`, where drizzle-kit leaves braces and the text `NULL` without quotes. */
function arrayText(values: readonly unknown[]): string {
  const quoted = (text: string) => `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
  const parts = values.map((value) => (Array.isArray(value) ? arrayText(value) : quoted(String(value))));
  return `{${parts.join(",")}}`;
}

/** Whether drizzle-kit writes an element of an array so that it means something else. */
const isTaken = (value: unknown): boolean =>
  Array.isArray(value) ? value.some(isTaken) : typeof value === "string" && /[{}]|^null$/i.test(value);

/** The columns whose values are texts. */
const TEXTS = [PgText, PgVarchar, PgChar, PgEnumColumn];

/** The default of a text: drizzle-kit doubles its backslashes. */
function textDefault(value: unknown): unknown {
  if (typeof value === "string" && value.includes("\\")) return sql.raw(quoteLiteral(value));
  return Array.isArray(value) && isTaken(value) ? sql.raw(quoteLiteral(arrayText(value))) : value;
}

interface WithValues {
  default?: unknown;
  generated?: { as?: unknown };
}

function inlineColumn(column: WithValues): void {
  if (TEXTS.some((kind) => is(column, kind))) column.default = textDefault(column.default);
  if (column.default instanceof Uint8Array) column.default = bytesDefault(column.default);
  inline(column.default);
  const { generated } = column;
  if (!generated) return;
  const { as } = generated;
  inline(as);
  if (typeof as !== "function") return;
  generated.as = () => {
    const made: unknown = as();
    inline(made);
    return made;
  };
}

function inlinePolicy({ using, withCheck }: PgPolicy): void {
  inline(using);
  inline(withCheck);
}

/** Where Drizzle keeps the callback of a table, which makes its policies anew whenever it is asked for them. */
const CALLBACK = Symbol.for("drizzle:ExtraConfigBuilder");

function inlineCallback(table: { [CALLBACK]?: unknown }): void {
  const made = table[CALLBACK];
  if (typeof made !== "function") return;
  table[CALLBACK] = (...given: unknown[]) => {
    const parts: unknown = made(...given);
    if (typeof parts !== "object" || parts === null) return parts;
    for (const part of Object.values(parts).flat()) if (is(part, PgPolicy)) inlinePolicy(part);
    return parts;
  };
}

/** Writes values out in defaults, generated columns and policies; checks, indexes and views have them so. */
export function inlineValues(exported: Iterable<unknown>): void {
  for (const value of exported) {
    if (is(value, PgPolicy)) inlinePolicy(value);
    if (!is(value, PgTable)) continue;
    for (const column of getTableConfig(value).columns) inlineColumn(column as WithValues);
    inlineCallback(value as { [CALLBACK]?: unknown });
  }
}
