import { quoteIdentifier } from "../model/identifier.ts";
import type { KitColumn } from "./kit-state.ts";

/** Names that `format_type` does not print, and what it prints. `char` alone is one character. */
const ALIASES: Readonly<Record<string, string>> = {
  bool: "boolean",
  char: "character",
  dec: "numeric",
  decimal: "numeric",
  float4: "real",
  float8: "double precision",
  int: "integer",
  int2: "smallint",
  int4: "integer",
  int8: "bigint",
  serial: "integer",
  serial2: "smallint",
  serial4: "integer",
  serial8: "bigint",
  bigserial: "bigint",
  smallserial: "smallint",
  varbit: "bit varying",
  varchar: "character varying",
  "national character varying": "character varying",
};

/** Whether a column of this type draws from a sequence of its own. */
export function isSerial(type: string): boolean {
  return /^(small|big)?serial[248]?$/i.test(type);
}

/** What `quote_identifier` quotes though it is lower case: keywords of PostgreSQL that are not unreserved. */
const KEYWORDS = new Set(
  `all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean both case
  cast char character check coalesce collate collation column concurrently constraint create cross
  current_catalog current_date current_role current_schema current_time current_timestamp current_user dec
  decimal default deferrable desc distinct do else end except exists extract false fetch float for foreign freeze
  from full grant greatest group grouping having ilike in initially inner inout int integer intersect interval
  into is isnull join lateral leading least left like limit localtime localtimestamp national natural nchar none
  normalize not notnull null nullif numeric offset on only or order out outer overlaps overlay placing position
  precision primary real references returning right row select session_user setof similar smallint some substring
  symmetric table tablesample then time timestamp to trailing treat trim true union unique user using values
  varchar variadic verbose when where window with xmlattributes xmlconcat xmlelement xmlexists xmlforest
  xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable`.split(/\s+/),
);

/** `quote_identifier` of the server: quotes only where they are needed. */
function serverQuoted(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) && !KEYWORDS.has(name) ? name : quoteIdentifier(name);
}

/** `timestamp(3) with time zone`: precision stands before the words. */
function timeType(base: string, precision: string, zone: string | undefined): string {
  return `${base}${precision} ${zone === "with" || zone === "tz" ? "with" : "without"} time zone`;
}

function baseType(declared: string): string {
  const type = declared
    .trim()
    .replace(/\s+/g, " ")
    .replace(/ ?\( ?/g, "(")
    .replace(/ ?, ?/g, ",")
    .replace(/ ?\)/g, ")");
  const time = /^(timestamp|time)(tz)?(\(\d+\))?(?: (with|without) time zone)?$/i.exec(type);
  if (time) return timeType((time[1] ?? "").toLowerCase(), time[3] ?? "", time[2] ?? time[4]);
  const [, name = type, modifier = ""] = /^([a-z][\w ]*?)(\([^)]*\))?$/i.exec(type) ?? [];
  const lower = name.toLowerCase();
  if (lower === "float") return Number(modifier.slice(1, -1) || 53) < 25 ? "real" : "double precision";
  const known = ALIASES[lower] ?? (/^[a-z][\w ]*$/i.test(name) ? lower : name);
  if (modifier === "" && (known === "character" || known === "bit")) return `${known}(1)`;
  // A scale of 0 is printed.
  if (known === "numeric" && /^\(\d+\)$/.test(modifier)) return `${known}(${modifier.slice(1, -1)},0)`;
  return `${known}${modifier}`;
}

/**
 * A column's type as `format_type` prints it while the search path is empty. Types of extensions come out as they
 * were declared, since the schema of the extension is not known.
 */
export function columnType({ type, typeSchema, dimensions }: KitColumn): string {
  const base = typeSchema === null ? baseType(type) : `${serverQuoted(typeSchema)}.${serverQuoted(type)}`;
  // An array's type does not tell the number of its dimensions.
  return dimensions > 0 ? `${base}[]` : base;
}
