// The SQL objects that a fresh build makes anew: those that differ, and those that go with what it makes anew.

import { displayPath } from "../model/identifier.ts";
import { fillingIn, type Naming } from "../model/naming.ts";
import { namedSqlObject, type SqlObject, type SqlObjectKind, sqlObjectKey } from "../model/sql-object.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { withSqlObjects } from "../plan/objects/place-sql-objects.ts";
import { alterSql, clearSql, namePath } from "../plan/objects/sql-object-kinds.ts";
import { SpokenObject } from "../plan/objects/sql-object-names.ts";
import type { Statement } from "../sql/statement.ts";

type SqlObjects = Warehouse["sqlObjects"];

/** An object with other texts and names. */
function filledObject(object: SqlObject, fill: (text: string) => string): SqlObject {
  const naming: Naming = {
    ...fillingIn(fill),
    relation: (relation) => relation,
    acl: (acl) => acl,
    object: ({ kind, path }) => ({ kind, path: path.map(fill) }),
  };
  return namedSqlObject(object, naming);
}

/** Kinds that go with something else: with their table, or, of an extension, only for good. */
const GOES_WITH_OTHERS: ReadonlySet<SqlObjectKind> = new Set(["extension", "partitioning", "encryption"]);

/** What of the SQL objects a fresh build is about, as it turns out while that is planned. */
export class FreshObjects {
  readonly #before: ReadonlyMap<string, SpokenObject>;
  readonly #after: ReadonlyMap<string, SpokenObject>;
  readonly #touched = new Set<string>();

  /** @param before under the names after renames of schemas */
  constructor(before: SqlObjects, after: SqlObjects) {
    const spoken = (objects: SqlObjects) =>
      new Map([...objects].map(([key, object]) => [key, new SpokenObject(object)]));
    [this.#before, this.#after] = [spoken(before), spoken(after)];
    for (const key of [...before.keys(), ...after.keys()]) {
      const [from, to] = [before.get(key), after.get(key)];
      if (!from || !to || alterSql(from, to)?.length !== 0) this.#touched.add(key);
    }
  }

  /** Those that hang on what is made anew. @returns their names, and those of all that differ, as relations have them */
  hanging(paths: ReadonlySet<string>): string[] {
    for (const [key, object] of this.#after)
      if (!this.#touched.has(key) && [...paths].some((path) => object.isBoundToRelation(path)))
        this.#touched.add(key);
    return this.#both().flatMap(({ object }) => {
      const path = namePath(object);
      return path ? [displayPath(path)] : [];
    });
  }

  /** The statements that take away all that is made anew or gone, whether it is there or not. */
  clear(): string[] {
    const all = this.#both().map(({ object }) => object);
    const isGone = (object: SqlObject) =>
      object.kind === "extension" && !this.#after.has(new SpokenObject(object).key);
    return [
      ...all.filter(({ kind }) => !GOES_WITH_OTHERS.has(kind)).map(clearSql),
      ...all.filter(isGone).map(clearSql),
    ];
  }

  /** The statements with those that make objects anew; an extension that stays is only changed. */
  withObjects(make: readonly Statement[], fill: (text: string) => string): readonly Statement[] {
    const pick = (objects: ReadonlyMap<string, SpokenObject>, counts: (object: SqlObject) => boolean) =>
      new Map(
        [...objects].flatMap(([key, { object }]) => {
          if (!this.#touched.has(key) || !counts(object)) return [];
          const filled = filledObject(object, fill);
          return [[sqlObjectKey(filled), filled] as const];
        }),
      );
    const stays = pick(
      this.#before,
      ({ kind, path: [name = ""] }) => kind === "extension" && this.#hasExtension(name),
    );
    return withSqlObjects(
      make,
      stays,
      pick(this.#after, () => true),
    );
  }

  #hasExtension(name: string): boolean {
    return [...this.#after.values()].some(
      ({ object: { kind, path } }) => kind === "extension" && path[0] === name,
    );
  }

  #both(): SpokenObject[] {
    return [...this.#before, ...this.#after].flatMap(([key, object]) =>
      this.#touched.has(key) ? [object] : [],
    );
  }
}
