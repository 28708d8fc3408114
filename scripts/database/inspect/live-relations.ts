// Rows of relations, columns and sequences → relations.
import type { Comment } from "../../model/comment.ts";
import { groupBy } from "../../model/group.ts";
import type { Column, Relation, RelationKind } from "../../model/relation.ts";
import { remembering } from "../../model/remembering.ts";
import { parseArrayText } from "./acl-text.ts";
import { type ColumnSequence, sequenceColumns } from "./live-column-sequences.ts";
import type { DependencyRow, ExtensionMembers } from "./live-extensions.ts";
import { type LiveNames, type LiveObject, type ObjectRow, readObjects } from "./live-objects.ts";

/** A row of queries/columns.sql. */
export type ColumnRow = readonly [
  relation: number,
  names: string | null,
  types: string | null,
  numbers: string | null,
  notNull: string | null,
  acls: string | null,
];

/** A row of queries/comments.sql; of a relation itself the number is 0. */
export type CommentRow = readonly [relation: number, number: number, text: string];

/** A column that carries an ACL. */
interface LiveColumn extends LiveObject {
  /** Of the column in its relation, whose OID is the `oid`. */
  readonly number: number;
}

const KINDS: Readonly<Record<string, RelationKind>> = {
  r: "table",
  p: "table",
  v: "view",
  m: "materialized view",
  f: "foreign table",
};

/** A relation's columns as the query gives them, in any order. */
interface ColumnList {
  readonly relation: number;
  readonly names: readonly string[];
  readonly types: readonly string[];
  readonly numbers: readonly number[];
  /** The indexes in these lists in the order of the relation, without system columns. */
  readonly order: readonly number[];
  /** `1` or `0` for each. */
  readonly notNull: string;
  readonly acls: readonly { readonly number: number; readonly column: string; readonly acl: string }[];
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
      const number = Number(text.slice(0, at));
      const column = names[inOrder.numbers.indexOf(number)] ?? "";
      return { number, column, acl: text.slice(at) };
    });
    return { relation, names, types: typesIn(typeText ?? "{}"), ...inOrder, notNull: notNull ?? "", acls };
  });
}

/** Makes columns in order; equal ones are one object: a warehouse has few kinds of columns. */
function columnMaker(): (
  list: ColumnList,
  sequences: ReadonlyMap<number, ColumnSequence> | undefined,
) => Column[] {
  const pool = remembering(() => new Map<string, Column>());
  const pooled = (name: string, type: string, notNull: boolean): Column => {
    const ofName = pool(name);
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
      const own = sequences?.get(list.numbers[index] ?? 0);
      return own === undefined ? column : { ...column, ...own };
    };
    return list.order.map(columnAt);
  };
}

function commentOf([, number, text]: CommentRow, path: readonly string[], list: ColumnList): Comment {
  if (number === 0) return { object: { kind: "table", path }, text };
  const column = list.names[list.numbers.indexOf(number)] ?? "";
  return { object: { kind: "column", path: [...path, column] }, text };
}

/** Relations and sequences as they are. */
interface LiveRelations {
  /** Tables, views and sequences. */
  readonly objects: readonly LiveObject[];
  /** Columns that carry an ACL. */
  readonly columns: readonly LiveColumn[];
  /** Without those of extensions. */
  readonly relations: readonly Relation[];
  readonly comments: readonly Comment[];
  /** The OIDs of the sequences that belong to no column. */
  readonly freeSequences: ReadonlySet<number>;
}

/** Puts relations, columns and sequences together. Temporary relations are left out. */
export function readRelations(
  rows: {
    readonly relations: readonly ObjectRow[];
    readonly columns: readonly ColumnList[];
    readonly dependencies: readonly DependencyRow[];
    readonly comments: readonly CommentRow[];
  },
  names: LiveNames,
  extensions: Pick<ExtensionMembers, "has">,
): LiveRelations {
  const columnOf = sequenceColumns(rows.dependencies);
  const objects: LiveObject[] = [];
  const found = new Map<number, { readonly object: LiveObject; readonly relationKind: RelationKind }>();
  const freeSequences = new Set<number>();
  /** By relation and column. */
  const sequences = new Map<number, Map<number, ColumnSequence>>();
  for (const row of rows.relations) {
    const relationKind = KINDS[row[5] ?? ""];
    for (const object of readObjects(relationKind ? "table" : "sequence", [row], names)) {
      objects.push(object);
      const of = relationKind ? undefined : columnOf(object.oid);
      if (relationKind) found.set(object.oid, { object, relationKind });
      else if (!of) freeSequences.add(object.oid);
      else {
        const ofRelation = sequences.get(of.relation) ?? new Map<number, ColumnSequence>();
        const name = object.path[1] ?? "";
        const own = of.identity ? { identitySequence: name } : { serialSequence: name };
        sequences.set(of.relation, ofRelation.set(of.column, own));
      }
    }
  }
  const makeColumns = columnMaker();
  const columns: LiveColumn[] = [];
  const relations: Relation[] = [];
  const said = groupBy(rows.comments, ([relation]) => String(relation));
  const comments: Comment[] = [];
  for (const list of rows.columns) {
    const relation = found.get(list.relation);
    if (!relation) continue;
    const { oid, owner, path } = relation.object;
    const [schema = "", name = ""] = path;
    if (!extensions.has("table", oid)) {
      const made = makeColumns(list, sequences.get(oid));
      relations.push({ kind: relation.relationKind, schema, name, columns: made });
      comments.push(...(said.get(String(oid)) ?? []).map((row) => commentOf(row, path, list)));
    }
    for (const { number, column, acl } of list.acls) {
      columns.push({ kind: "column", oid, number, path: [schema, name, column], owner, acl });
    }
  }
  return { objects, columns, relations, comments, freeSequences };
}
