// What of the rows one way of a revision destroys with SQL objects: attributes of composite types, tables of their own SQL.
import { applyRenames } from "../../model/fold.ts";
import { displayName, displayPath, quoteIdentifier, quotePath, splitPath } from "../../model/identifier.ts";
import { type Relation, relationKey } from "../../model/relation.ts";
import type { Rename } from "../../model/rename.ts";
import type { RowCheck } from "../../model/row-check.ts";
import { type SqlObject, sqlObjectKey } from "../../model/sql-object.ts";
import type { Warehouse } from "../../model/warehouse.ts";

/** The word before the name of an attribute among the parts of a composite type. */
const ATTRIBUTE = "attribute ";

/** `"S".money[]`, `"S"."money"` → S.money, as displayPath writes it. */
const typeName = (text: string): string =>
  displayPath(splitPath(text.replace(/(?:\[\d*\])+$/, "")) ?? [text]);

const isArray = (text: string): boolean => text.endsWith("]");

/** The types that hold a type: it, domains over it, composite types with an attribute of it, however deep. */
function holders(objects: readonly SqlObject[], type: string): ReadonlySet<string> {
  const found = new Set([type]);
  const holds = ({ kind, parts }: SqlObject) =>
    (kind === "domain" && found.has(typeName(parts.type ?? ""))) ||
    (kind === "composite type" &&
      Object.entries(parts).some(([part, text]) => part.startsWith(ATTRIBUTE) && found.has(typeName(text))));
  let count = 0;
  while (count !== found.size) {
    count = found.size;
    for (const one of objects) if (holds(one)) found.add(displayPath(one.path));
  }
  return found;
}

/** The tables that stay on a way, with those of their columns that do; under the names before it. */
function stayingTables(from: Warehouse, to: Warehouse, renames: readonly Rename[]): Relation[] {
  const later = [...applyRenames(from, renames).relations.values()];
  return [...from.relations.values()].flatMap((relation, index) => {
    const now = later[index] ?? relation;
    const after = to.relations.get(relationKey(now));
    if (relation.kind !== "table" || !after) return [];
    const names = new Set(after.columns.map(({ name }) => name));
    return [
      { ...relation, columns: relation.columns.filter((_, at) => names.has(now.columns[at]?.name ?? "")) },
    ];
  });
}

/** A query for each column that has something of an attribute that goes. */
function lostAttribute(
  { path }: SqlObject,
  attribute: string,
  objects: readonly SqlObject[],
  tables: readonly Relation[],
): RowCheck[] {
  const type = displayPath(path);
  const holding = holders(objects, type);
  return tables.flatMap(({ schema, name, columns }) =>
    columns
      .filter((column) => holding.has(typeName(column.type)))
      .map((column) => {
        const value = quoteIdentifier(column.name);
        const isPlain = typeName(column.type) === type && !isArray(column.type);
        const held = isPlain ? `(${value}).${quoteIdentifier(attribute)}` : value;
        return {
          message: `drops the attribute ${displayName(attribute)} of the type ${type}`,
          relation: displayPath([schema, name]),
          // Of a row as a value IS NOT NULL asks for all of its attributes.
          query: `SELECT FROM ${quotePath([schema, name])} WHERE ${held} IS DISTINCT FROM NULL`,
          lost: type,
        };
      }),
  );
}

/**
 * A query for each thing that goes, which gives the rows that have something of it.
 *
 * @param from under its own names
 * @param renames of the way
 */
export function lostObjects(from: Warehouse, to: Warehouse, renames: readonly Rename[]): RowCheck[] {
  const objects = [...from.sqlObjects.values()];
  if (objects.length === 0) return [];
  const later = [...applyRenames(from, renames).sqlObjects.values()];
  const tables = stayingTables(from, to, renames);
  return objects.flatMap((one, index): RowCheck[] => {
    const now = later[index] ?? one;
    const after = to.sqlObjects.get(sqlObjectKey(now));
    const path = displayPath(one.path);
    if (one.kind === "composite type" && after)
      return Object.keys(now.parts)
        .filter((part) => part.startsWith(ATTRIBUTE) && after.parts[part] === undefined)
        .flatMap((part) => lostAttribute(one, part.slice(ATTRIBUTE.length), objects, tables));
    if (one.kind !== "other" || one.parts.kind !== "table" || after?.parts.create === now.parts.create)
      return [];
    const message = after ? `makes the table ${path} again` : `drops the table ${path}`;
    return [{ message, relation: path, query: `SELECT FROM ${quotePath(one.path)}`, lost: path }];
  });
}
