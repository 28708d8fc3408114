// The type of a column as drizzle-kit has it → as `format_type` prints it.

import { remembering } from "../../model/remembering.ts";
import { serverIdentifier } from "../../model/server-identifier.ts";
import { TYPE_ALIASES } from "../../model/type-aliases.ts";
import type { KitColumn } from "./kit-state.ts";

/** `timestamp(3) with time zone`: precision stands before the words. */
function timeType(base: string, precision: string, zone: string | undefined): string {
  return `${base}${precision} ${zone === "with" || zone === "tz" ? "with" : "without"} time zone`;
}

const baseType = remembering((declared: string): string => {
  const type = withoutCollation(declared.trim())
    .replace(/\s+/g, " ")
    .replace(/ ?\( ?/g, "(")
    .replace(/ ?, ?/g, ",")
    .replace(/ ?\)/g, ")");
  const time = /^(timestamp|time)(tz)?(\(\d+\))?(?: (with|without) time zone)?$/i.exec(type);
  if (time) return timeType((time[1] ?? "").toLowerCase(), time[3] ?? "", time[2] ?? time[4]);
  const [, name = type, modifier = ""] = /^([a-z][\w ]*?)(\([^)]*\))?$/i.exec(type) ?? [];
  const lower = name.toLowerCase();
  if (lower === "float") return Number(modifier.slice(1, -1) || 53) < 25 ? "real" : "double precision";
  const known = TYPE_ALIASES[lower] ?? (/^[a-z][\w ]*$/i.test(name) ? lower : name);
  if (modifier === "" && (known === "character" || known === "bit")) return `${known}(1)`;
  // A scale of 0 is printed.
  if (known === "numeric" && /^\(\d+\)$/.test(modifier)) return `${known}(${modifier.slice(1, -1)},0)`;
  return `${known}${modifier}`;
});

/** `text ARRAY COLLATE "C"`: what stands behind a type that a definition gives as SQL. */
function withoutCollation(declared: string): string {
  const [, type = declared, array] =
    /^(.*?)( ARRAY)? COLLATE ((?:"(?:[^"]|"")+"|[\w$.])+)$/i.exec(declared) ?? [];
  return array === undefined ? type : `${type}[]`;
}

/**
 * A column's type as `format_type` prints it while the search path is empty. Types of extensions come out as they
 * were declared, since the schema of the extension is not known.
 */
export function columnType({ type, typeSchema, dimensions }: KitColumn): string {
  const base =
    typeSchema === null ? baseType(type) : `${serverIdentifier(typeSchema)}.${serverIdentifier(type)}`;
  // An array's type does not tell the number of its dimensions.
  return dimensions > 0 ? `${base}[]` : base;
}

/** A type that is written as SQL, as `format_type` prints it. */
export const writtenType = (type: string): string => baseType(type);
