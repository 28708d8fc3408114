// Names as the server writes them into types.

import { quoteIdentifier } from "./identifier.ts";

/**
 * What the server quotes though it is lower case: the keywords of PostgreSQL 18 that are not unreserved. Older servers
 * quote those of them that they know (`quote_identifier` in the server; `pg_get_keywords`).
 */
export const QUOTED_KEYWORDS: ReadonlySet<string> = new Set(
  `all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean both case
  cast char character check coalesce collate collation column concurrently constraint create cross
  current_catalog current_date current_role current_schema current_time current_timestamp current_user dec
  decimal default deferrable desc distinct do else end except exists extract false fetch float for foreign freeze
  from full grant greatest group grouping having ilike in initially inner inout int integer intersect interval
  into is isnull join json json_array json_arrayagg json_exists json_object json_objectagg json_query json_scalar
  json_serialize json_table json_value lateral leading least left like limit localtime localtimestamp merge_action
  national natural nchar none normalize not notnull null nullif numeric offset on only or order out outer overlaps
  overlay placing position precision primary real references returning right row select session_user setof similar
  smallint some substring symmetric system_user table tablesample then time timestamp to trailing treat trim true
  union unique user using values varchar variadic verbose when where window with xmlattributes xmlconcat xmlelement
  xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable`.split(/\s+/),
);

/** A name as the server writes it into types: in quotes only where it needs them. */
export function serverIdentifier(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) && !QUOTED_KEYWORDS.has(name) ? name : quoteIdentifier(name);
}

/**
 * Types as the server writes them, with the names in them filled in: `"${crmp}".mood[]` → `crmp.mood[]`. A name with a
 * variable stands in quotes, which the server leaves out where what it becomes needs none.
 */
export function filledTypes(types: string, fill: (name: string) => string): string {
  if (!types.includes("${")) return types;
  return types.replaceAll(/"((?:[^"]|"")*)"/g, (_, name: string) =>
    serverIdentifier(fill(name.replaceAll('""', '"'))),
  );
}
