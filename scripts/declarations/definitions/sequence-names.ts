// Sequences of serial columns whose name is another's: PostgreSQL would number them, and nobody would know their names.
import { is } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import { type Diagnostic, problem } from "../../model/diagnostic.ts";
import { displayPath } from "../../model/identifier.ts";
import { isSerial, serialSequenceName } from "../../model/relation.ts";
import { namesOf, schemaOf } from "./defined-names.ts";
import { exportLocation, type Source } from "./export-location.ts";
import { tableConfig } from "./table-config.ts";

/** What is called by a name, and where it is defined. */
interface Called {
  /** `table hr.t`, `index hr.i`. */
  readonly what: string;
  /** The path of the serial column whose sequence it is. */
  readonly serial?: string;
  readonly source: Source;
}

/** What shares its names with tables in a schema. */
const RELATION_KINDS: ReadonlySet<string> = new Set([
  "table",
  "view",
  "materialized view",
  "sequence",
  "index",
  "primary key",
  "unique constraint",
]);

/** The serial columns of a table with the names that PostgreSQL gives to their sequences. */
function serialColumns(value: object): { readonly column: string; readonly sequence: string }[] {
  if (!is(value, PgTable)) return [];
  const { name, columns } = tableConfig(value);
  return columns
    .filter((column) => isSerial(column.getSQLType()))
    .map((column) => ({ column: column.name, sequence: serialSequenceName(name, column.name) }));
}

/** The sequences of serial columns that would be called like something else of their schema. */
export function checkSequenceNames(sources: ReadonlyMap<object, Source>): Diagnostic[] {
  const byName = new Map<string, Called[]>();
  const add = (path: string, called: Called) => byName.set(path, [...(byName.get(path) ?? []), called]);
  for (const [value, source] of sources) {
    const schema = schemaOf(value) ?? "public";
    for (const { what, name } of namesOf(value)) {
      const path = displayPath([schema, name]);
      if (RELATION_KINDS.has(what)) add(path, { what: `${what} ${path}`, source });
    }
    for (const { column, sequence } of serialColumns(value)) {
      const serial = displayPath([schema, tableConfig(value as PgTable).name, column]);
      add(displayPath([schema, sequence]), { what: `sequence of ${serial}`, serial, source });
    }
  }
  return [...byName].flatMap(([path, all]) => {
    const last = all.findLast(({ serial }) => serial !== undefined);
    const other = all.find((called) => called !== last);
    if (!last || !other) return [];
    const message = `the sequence of the serial column ${last.serial} would be called ${path}, as the ${other.what}`;
    const help =
      "PostgreSQL would put a number behind it, by the order in which they are made. Choose a name of the table or the column that differs earlier, or make the column an identity with a name of its own: generatedByDefaultAsIdentity({ name: … }).";
    return [problem("sequence-name-taken", message, { at: exportLocation(last.source), help })];
  });
}
