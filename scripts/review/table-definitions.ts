// What the statements say of columns and tables that come: definitions, constraints, indexes.
import { displayName, displayPath } from "../model/identifier.ts";
import { relationKey } from "../model/relation.ts";
import { Cursor } from "../sql/cursor.ts";
import { partitionedTable } from "../sql/partition-of.ts";
import { inSchema, type Path } from "../sql/sql-target.ts";
import type { Statement } from "../sql/statement.ts";
import { code } from "./markdown.ts";

/** What is told of what comes, beside its name. */
export interface TableDefinitions {
  /** By the path of a column that an existing table gets: `boolean DEFAULT true NOT NULL`. */
  readonly columns: ReadonlyMap<string, string>;
  /** By relation key: the columns of a new table, its constraints and indexes, a part each. */
  readonly tables: ReadonlyMap<string, readonly string[]>;
}

const onOneLine = (sql: string): string => sql.replaceAll(/\s+/g, " ").trim();

const keyOf = (path: Path): string => {
  const [schema, name] = inSchema(path);
  return relationKey({ schema, name });
};

const constraintText = (constraint: string | undefined, definition: string): string =>
  code(
    constraint === undefined ? onOneLine(definition) : `${displayName(constraint)} ${onOneLine(definition)}`,
  );

/** One element of `CREATE TABLE t (…)`: a column or a constraint. */
function elementText(element: string): string {
  const cursor = new Cursor(element);
  if (cursor.take("CONSTRAINT")) return constraintText(cursor.name(), cursor.rest() ?? "");
  const name = cursor.name();
  return name === undefined
    ? code(onOneLine(element))
    : `${code(displayName(name))} ${onOneLine(cursor.rest() ?? "")}`;
}

function elements(definition: string): string[] {
  const cursor = new Cursor(definition);
  const found: string[] = [];
  if (!cursor.take("(")) return found;
  for (let element = cursor.rest(",)"); element !== undefined; element = cursor.rest(",)")) {
    found.push(elementText(element));
    if (!cursor.take(",")) break;
  }
  const behind = cursor.take(")") ? onOneLine(cursor.rest() ?? "") : "";
  return /^PARTITION BY/i.test(behind) ? [...found, code(behind)] : found;
}

/** `12 partitions, event_2026_01 to event_2026_12` */
function partitionsText(names: readonly string[]): string {
  const [first = "", last = first] = [names[0], names.at(-1)];
  return names.length === 1
    ? `the partition ${code(first)}`
    : `${names.length} partitions, ${code(first)} to ${code(last)}`;
}

/** @param ddl the statements of the way up */
export function tableDefinitions(ddl: readonly Statement[]): TableDefinitions {
  const columns = new Map<string, string>();
  const tables = new Map<string, string[]>();
  const partitions = new Map<string, string[]>();
  for (const statement of ddl) {
    if (statement.kind === "make" && statement.object === "TABLE") {
      const { path, definition = "" } = statement;
      const parent = partitionedTable(definition);
      if (parent === undefined) tables.set(keyOf(path), elements(definition));
      else
        partitions.set(keyOf(parent), [
          ...(partitions.get(keyOf(parent)) ?? []),
          displayName(path.at(-1) ?? ""),
        ]);
    }
    if (statement.kind === "make index") {
      const { unique, index, on, definition } = statement;
      const name = index === undefined ? "" : ` ${displayName(index)}`;
      const what = `${unique ? "unique index" : "index"}${name} ${onOneLine(definition)}`;
      tables.get(keyOf(on))?.push(code(what));
    }
    if (statement.kind !== "alter object" || statement.object !== "TABLE") continue;
    const { path } = statement.target;
    for (const action of statement.actions) {
      if (action.kind === "add column")
        columns.set(displayPath([...inSchema(path), action.column]), onOneLine(action.definition));
      if (action.kind === "add constraint")
        tables.get(keyOf(path))?.push(constraintText(action.constraint, action.definition));
    }
  }
  for (const [key, names] of partitions) tables.get(key)?.push(partitionsText(names));
  return { columns, tables };
}
