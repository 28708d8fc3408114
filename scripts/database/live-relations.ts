import type { Column, Relation, RelationKind } from "../model/relation.ts";
import { parseArrayText } from "./acl-text.ts";

/** A row of queries/relations.sql. */
export type RelationRow = readonly [
  schema: number,
  kind: string,
  owner: number,
  acl: string | null,
  oids: string,
  names: string,
];

/** A row of queries/columns.sql. */
export type ColumnRow = readonly [
  relation: number,
  names: string | null,
  types: string | null,
  numbers: string | null,
  notNull: string | null,
  acls: string | null,
];

/** A row of queries/dependencies.sql. */
export type DependencyRow = readonly [kind: string, objects: string, referenced: string, columns: string];

/** A table, view or sequence with what its ACL needs. */
export interface LiveObject {
  readonly kind: "table" | "sequence";
  readonly path: readonly [schema: string, name: string];
  readonly owner: string;
  readonly acl: string | null;
}

/** A column that carries an ACL. */
export interface LiveColumn {
  readonly path: readonly [schema: string, relation: string, column: string];
  readonly owner: string;
  readonly acl: string;
}

const KINDS: Readonly<Record<string, RelationKind>> = {
  r: "table",
  p: "table",
  v: "view",
  m: "materialized view",
  f: "foreign table",
};

interface Found extends LiveObject {
  readonly relationKind: RelationKind | undefined;
}

const numbers = (text: string): number[] => text.slice(1, -1).split(",").map(Number);

/** Calls a function once for each distinct text: thousands of tables have the same list of types. */
function remembering<Result>(read: (text: string) => Result): (text: string) => Result {
  const known = new Map<string, Result>();
  return (text) => {
    let result = known.get(text);
    if (result === undefined) {
      result = read(text);
      known.set(text, result);
    }
    return result;
  };
}

/** A relation's columns as the query gives them, in any order. */
interface ColumnList {
  readonly relation: number;
  readonly names: readonly string[];
  readonly types: readonly string[];
  readonly numbers: readonly number[];
  /** The places in these lists in the order of the relation, without system columns. */
  readonly order: readonly number[];
  /** `1` or `0` for each. */
  readonly notNull: string;
  readonly acls: readonly { readonly column: string; readonly acl: string }[];
}

/** Takes the rows of queries/columns.sql apart; can begin before the other queries have answered. */
export function readColumns(rows: readonly ColumnRow[]): ColumnList[] {
  const typesIn = remembering(parseArrayText);
  const numbersIn = remembering((text) => {
    const columnNumbers = text.split(",").map(Number);
    const numberAt = (index: number) => columnNumbers[index] ?? 0;
    const order = [...columnNumbers.keys()].filter((index) => numberAt(index) > 0);
    return { numbers: columnNumbers, order: order.sort((a, b) => numberAt(a) - numberAt(b)) };
  });
  // A table may have no column at all.
  return rows.map(([relation, nameText, typeText, numberText, notNull, aclText]) => {
    const names = parseArrayText(nameText ?? "{}");
    const inOrder = numbersIn(numberText ?? "0");
    const acls = (aclText === null ? [] : parseArrayText(aclText)).map((text) => {
      const at = text.indexOf("{");
      const column = names[inOrder.numbers.indexOf(Number(text.slice(0, at)))] ?? "";
      return { column, acl: text.slice(at) };
    });
    return { relation, names, types: typesIn(typeText ?? "{}"), ...inOrder, notNull: notNull ?? "", acls };
  });
}

/** Makes columns in order; equal ones are one object: a warehouse has few kinds of columns. */
function columnMaker(): (list: ColumnList, sequences: ReadonlyMap<number, string> | undefined) => Column[] {
  const pool = new Map<string, Map<string, Column>>();
  const pooled = (name: string, type: string, notNull: boolean): Column => {
    let ofName = pool.get(name);
    if (!ofName) {
      ofName = new Map();
      pool.set(name, ofName);
    }
    const key = notNull ? `${type} NOT NULL` : type;
    let column = ofName.get(key);
    if (!column) {
      column = { name, type, notNull };
      ofName.set(key, column);
    }
    return column;
  };
  return (list, sequences) => {
    const columnAt = (index: number): Column => {
      const column = pooled(list.names[index] ?? "", list.types[index] ?? "", list.notNull[index] === "1");
      const serialSequence = sequences?.get(list.numbers[index] ?? 0);
      return serialSequence === undefined ? column : { ...column, serialSequence };
    };
    return list.order.map(columnAt);
  };
}

/** What belongs to an extension, and by sequence the column that it belongs to. */
function readDependencies(rows: readonly DependencyRow[]) {
  const extension = new Set<number>();
  const place = new Map<number, number>();
  let relations: number[] = [];
  let columns: number[] = [];
  for (const [kind, objects, relationText, columnText] of rows) {
    if (kind === "e") {
      for (const oid of numbers(objects)) extension.add(oid);
      continue;
    }
    for (const [index, oid] of numbers(objects).entries()) place.set(oid, index);
    relations = numbers(relationText);
    columns = numbers(columnText);
  }
  const columnOf = (sequence: number) => {
    const index = place.get(sequence);
    return index === undefined ? undefined : { relation: relations[index] ?? 0, column: columns[index] ?? 0 };
  };
  return { extension, columnOf };
}

/**
 * Puts relations, columns and sequences together. Left out are temporary relations and those of extensions.
 *
 * @param names of schemas and of roles, by OID
 */
export function readRelations(
  rows: {
    readonly relations: readonly RelationRow[];
    readonly columns: readonly ColumnList[];
    readonly dependencies: readonly DependencyRow[];
  },
  names: { readonly schemas: ReadonlyMap<number, string>; readonly roles: ReadonlyMap<number, string> },
): { objects: LiveObject[]; columns: LiveColumn[]; relations: Relation[] } {
  const { extension, columnOf } = readDependencies(rows.dependencies);
  const found = new Map<number, Found>();
  /** By relation and column. */
  const sequences = new Map<number, Map<number, string>>();
  for (const [schemaOid, relationKind, ownerOid, acl, oids, relationNames] of rows.relations) {
    const schema = names.schemas.get(schemaOid);
    if (schema === undefined) continue;
    const list = parseArrayText(relationNames);
    const owner = names.roles.get(ownerOid) ?? String(ownerOid);
    const kind = relationKind === "S" ? "sequence" : "table";
    numbers(oids).forEach((oid, index) => {
      if (extension.has(oid)) return;
      const name = list[index] ?? "";
      found.set(oid, { kind, relationKind: KINDS[relationKind], owner, acl, path: [schema, name] });
      const of = kind === "sequence" ? columnOf(oid) : undefined;
      if (of) sequences.set(of.relation, (sequences.get(of.relation) ?? new Map()).set(of.column, name));
    });
  }
  const makeColumns = columnMaker();
  const columns: LiveColumn[] = [];
  const relations: Relation[] = [];
  for (const list of rows.columns) {
    const relation = found.get(list.relation);
    if (!relation?.relationKind) continue;
    const [schema, name] = relation.path;
    const made = makeColumns(list, sequences.get(list.relation));
    relations.push({ kind: relation.relationKind, schema, name, columns: made });
    for (const { column, acl } of list.acls) {
      columns.push({ path: [schema, name, column], owner: relation.owner, acl });
    }
  }
  return { objects: [...found.values()], columns, relations };
}
