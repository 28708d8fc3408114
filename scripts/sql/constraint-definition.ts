// What the definitions of keys and foreign keys say, as they stand behind the name of a constraint.
import { quoteIdentifier } from "../model/identifier.ts";
import { Cursor } from "./cursor.ts";
import { path as name } from "./form-parts.ts";
import { inSchema, type Path } from "./sql-target.ts";

/** A key taken apart: what its index says, and what the constraint says beside it. */
interface KeyDefinition {
  readonly type: "UNIQUE" | "PRIMARY KEY";
  readonly columns: readonly string[];
  /** Everything behind the table in CREATE UNIQUE INDEX. */
  readonly index: string;
  /** `DEFERRABLE INITIALLY DEFERRED`; empty mostly. */
  readonly timing: string;
}

/** What stands in the parentheses that come next. */
function inParentheses(cursor: Cursor): string | undefined {
  if (!cursor.take("(")) return undefined;
  const inner = cursor.rest(")");
  return cursor.take(")") ? inner : undefined;
}

/** Names with commas between them; undefined where something else stands there, such as WITHOUT OVERLAPS. */
function columnNames(text: string | undefined): string[] | undefined {
  if (text === undefined) return undefined;
  const cursor = new Cursor(text);
  const names: string[] = [];
  do {
    const name = cursor.name();
    if (name === undefined) return undefined;
    names.push(name);
  } while (cursor.take(","));
  return cursor.isAtEnd ? names : undefined;
}

/**
 * `UNIQUE NULLS NOT DISTINCT ("a") INCLUDE ("b") DEFERRABLE` taken apart; undefined where CREATE UNIQUE INDEX cannot say
 * the same.
 */
export function keyDefinition(definition: string): KeyDefinition | undefined {
  const cursor = new Cursor(definition);
  const type = cursor.take("UNIQUE") ? "UNIQUE" : cursor.take("PRIMARY KEY") ? "PRIMARY KEY" : undefined;
  const isNotDistinct = cursor.take("NULLS NOT DISTINCT");
  if (!isNotDistinct) cursor.take("NULLS DISTINCT");
  const columns = columnNames(inParentheses(cursor));
  if (!type || !columns) return undefined;
  const covered = cursor.take("INCLUDE") ? ` INCLUDE (${inParentheses(cursor) ?? ""})` : "";
  const storage = cursor.take("WITH") ? ` WITH (${inParentheses(cursor) ?? ""})` : "";
  const space = cursor.take("USING INDEX TABLESPACE") ? cursor.name() : undefined;
  const listed = `USING btree (${columns.map(quoteIdentifier).join(", ")})${covered}`;
  const tablespace = space === undefined ? "" : ` TABLESPACE ${quoteIdentifier(space)}`;
  return {
    type,
    columns,
    index: `${listed}${isNotDistinct ? " NULLS NOT DISTINCT" : ""}${storage}${tablespace}`,
    timing: cursor.rest() ?? "",
  };
}

const USING_INDEX = /^(UNIQUE|PRIMARY\s+KEY)\s+USING\s+INDEX\s+("(?:[^"]|"")+"|\w+)\s*(.*)$/is;

/** The index that `UNIQUE USING INDEX "name"` takes over. */
export function indexOfConstraint(definition: string): string | undefined {
  const name = USING_INDEX.exec(definition)?.[2];
  return name === undefined ? undefined : new Cursor(name).name();
}

/** The same constraint said without the index, which is `USING btree ("a") NULLS NOT DISTINCT`. */
export function constraintOfIndex(definition: string, index: string): string {
  const [, type = "", , timing = ""] = USING_INDEX.exec(definition) ?? [];
  const nulls = /\bNULLS\s+NOT\s+DISTINCT\b/i;
  const rest = index
    .replace(/^USING\s+btree\s*/i, "")
    .replace(nulls, "")
    .replaceAll(/\s+/g, " ")
    .trim();
  return [type, ...(nulls.test(index) ? ["NULLS NOT DISTINCT"] : []), rest, timing]
    .filter((part) => part !== "")
    .join(" ");
}

const NOT_VALID = /\s*\bNOT\s+VALID\s*$/i;

/** Whether rows that are there are checked too. */
export const isValidated = (definition: string): boolean =>
  !NOT_VALID.test(definition) && !/\bNOT\s+ENFORCED\s*$/i.test(definition);

/** The definition as it is once the constraint is validated. */
export const withoutNotValid = (definition: string): string => definition.replace(NOT_VALID, "");

/** The tables to which foreign keys refer. */
export function referencedTables(definition: string): Path[] {
  const cursor = new Cursor(definition);
  const found: Path[] = [];
  while (!cursor.isAtEnd) {
    const path = cursor.take("REFERENCES") ? name.read(cursor) : undefined;
    if (path) found.push(inSchema(path));
    else cursor.at++;
  }
  return found;
}

/** The table to which a foreign key refers. */
export const referencedTable = (definition: string): Path | undefined => referencedTables(definition)[0];
