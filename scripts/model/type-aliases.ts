// Names that SQL takes for a type, by the name that the server prints.

/** Names of types that `format_type` does not print, and what it prints. Source: PostgreSQL manual, "Data Types". */
export const TYPE_ALIASES: Readonly<Record<string, string>> = {
  bool: "boolean",
  char: "character",
  nchar: "character",
  "national character": "character",
  varchar: "character varying",
  "char varying": "character varying",
  "national character varying": "character varying",
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
};
