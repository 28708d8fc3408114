/** Which SQL objects speak of which, and of which relations. */
import { displayName, displayPath, splitPath } from "../../model/identifier.ts";
import { parentOfPartition } from "../../model/partition.ts";
import { rememberingObjects } from "../../model/remembering.ts";
import type { SqlObject } from "../../model/sql-object.ts";
import { isOfRelation, sqlObjectKey } from "../../model/sql-object.ts";
import {
  namesColumn,
  type PlainQuery,
  plainQuery,
  relationNames,
  speaksOf,
  speaksOfRoutine,
} from "../../sql/names-in-query.ts";
import { boundSql, isCalled, namePath, wholeSql } from "./sql-object-kinds.ts";

/** How SQL may name an object, where something can. */
const namesOf = rememberingObjects((object: SqlObject) => {
  const path = namePath(object);
  return path && relationNames(displayPath(path));
});

/** Whether SQL speaks of an object. */
export function namesObject(query: PlainQuery, object: SqlObject): boolean {
  const names = namesOf(object);
  if (!names) return false;
  return isCalled(object) ? speaksOfRoutine(query, names) : speaksOf(query, names);
}

/** An object with its texts as names are looked for in them. */
export class SpokenObject {
  readonly key: string;
  /** All of its SQL. */
  readonly whole: PlainQuery;
  readonly #bound: PlainQuery;
  readonly #needs: PlainQuery;

  constructor(readonly object: SqlObject) {
    this.key = sqlObjectKey(object);
    this.whole = plainQuery(wholeSql(object));
    this.#bound = plainQuery(boundSql(object));
    this.#needs = plainQuery(object.needs.join(" "));
  }

  /** Whether it must be made behind another one: it says or needs its name. */
  speaksOf(other: SpokenObject): boolean {
    return other !== this && (namesObject(this.whole, other.object) || this.needsObject(other));
  }

  /** Whether PostgreSQL knows that it depends on another one. */
  isBoundTo(other: SpokenObject): boolean {
    return other !== this && (namesObject(this.#bound, other.object) || this.needsObject(other));
  }

  /** Whether it says of itself that it needs another one. */
  needsObject({ object }: SpokenObject): boolean {
    const names = namesOf(object);
    // What lies in no schema is named by nothing else.
    if (object.path.length === 1)
      return this.object.needs.some(
        (need) => displayName(object.path[0] ?? "") === displayPath(splitPath(need) ?? []),
      );
    return names !== undefined && speaksOf(this.#needs, names);
  }

  /** Whether it says of itself that it needs a relation. @param key its relationKey */
  needsRelation(key: string): boolean {
    return speaksOf(this.#needs, relationNames(key));
  }

  /** The relation of which it is a part. */
  get ownRelation(): string | undefined {
    const { object } = this;
    if (object.kind === "partition") return displayPath(parentOfPartition(object));
    return isOfRelation(object) ? displayPath(object.path.slice(0, 2)) : undefined;
  }

  /** Whether PostgreSQL knows that it depends on a relation or type. @param key its relationKey */
  isBoundToRelation(key: string): boolean {
    const names = relationNames(key);
    return this.ownRelation === key || speaksOf(this.#bound, names) || this.needsRelation(key);
  }

  /** Whether it may name a column of a relation that it depends on; `*` names all. */
  isBoundToColumn(key: string, column: string): boolean {
    return this.isBoundToRelation(key) && (this.#bound.includes("*") || namesColumn(this.#bound, column));
  }
}

/** All that an object says and needs. */
const saidBy = rememberingObjects((object: SqlObject) =>
  plainQuery([wholeSql(object), ...object.needs].join("\n")),
);

/** What makes of a query one that speaks of all that objects speak of which it speaks of. */
export function throughObjects(objects: readonly SqlObject[]): (query: PlainQuery) => PlainQuery {
  const all = objects.map((object) => ({ object, query: saidBy(object) }));
  const known = new Map<PlainQuery, PlainQuery>();
  const through = (query: PlainQuery): PlainQuery => {
    let text = query;
    for (let rest = all, size = -1; rest.length !== size; ) {
      size = rest.length;
      const spoken = rest.filter(({ object }) => namesObject(text, object));
      rest = rest.filter((one) => !spoken.includes(one));
      text = [text, ...spoken.map((one) => one.query)].join(" ") as PlainQuery;
    }
    return text;
  };
  return (query) => {
    const text = known.get(query) ?? through(query);
    known.set(query, text);
    return text;
  };
}

/** Each behind all that it speaks of, else in the given order; of a circle some come before what they speak of. */
export function inOrderOfNeed(objects: readonly SpokenObject[]): SpokenObject[] {
  const done = new Set<SpokenObject>();
  const result: SpokenObject[] = [];
  const visit = (one: SpokenObject) => {
    if (done.has(one)) return;
    done.add(one);
    for (const other of objects) if (one.speaksOf(other)) visit(other);
    result.push(one);
  };
  for (const one of objects) visit(one);
  return result;
}
