// A table that is there before and after a revision, whose rows can refuse it.

import { groupBy } from "../../model/group.ts";
import { displayPath, quoteIdentifier, quotePath } from "../../model/identifier.ts";
import type { RowCheck } from "../../model/row-check.ts";
import { columnPairs, type Pair, pairs, type StatesOnly } from "../corrections/change.ts";
import { keyColumns } from "../corrections/dependents.ts";
import type { KitColumn, KitEntity } from "../kit/kit-state.ts";

/** A table that is there before and after. */
export class PairedTable {
  readonly from: KitEntity;
  /** By the name afterwards. */
  readonly #former = new Map<string, KitColumn>();
  readonly #key: readonly string[];

  /** @param key the columns of its primary key before */
  constructor(from: KitEntity, columns: readonly Pair<KitColumn>[], key: readonly string[]) {
    this.from = from;
    this.#key = key;
    for (const pair of columns) this.#former.set(pair.to.name, pair.from);
  }

  former(name: string): KitColumn | undefined {
    return this.#former.get(name);
  }

  get path(): string[] {
    return [this.from.schema ?? "public", this.from.name];
  }

  /** Whether every column has the name that it had. */
  get isNamedAlike(): boolean {
    return [...this.#former].every(([name, column]) => name === column.name);
  }

  /** The rows that meet a condition, by their keys. */
  rows(message: string, condition: string): RowCheck {
    const key = this.#key;
    const list = key.length === 0 ? "*" : key.map(quoteIdentifier).join(", ");
    return this.check(message, `SELECT ${list} FROM ${quotePath(this.path)}${condition}`, key);
  }

  /** Values that stand in more than one row. */
  duplicates(message: string, columns: readonly string[], withNulls: boolean): RowCheck {
    const list = columns.map(quoteIdentifier).join(", ");
    const some = withNulls
      ? ""
      : ` WHERE ${columns.map((name) => `${quoteIdentifier(name)} IS NOT NULL`).join(" AND ")}`;
    const query = `SELECT ${list} FROM ${quotePath(this.path)}${some} GROUP BY ${list} HAVING count(*) > 1`;
    return this.check(message, query, columns);
  }

  check(message: string, query?: string, shows: readonly string[] = []): RowCheck {
    return {
      message,
      relation: displayPath(this.path),
      ...(query !== undefined && { query, shows: shows.map((name) => displayPath([...this.path, name])) }),
    };
  }
}

const keyOf = (schema: string | undefined, table: string | undefined): string =>
  displayPath([schema ?? "public", table ?? ""]);

/** The tables that are there before and after a change, by their names afterwards. */
export class PairedTables {
  readonly #change: StatesOnly;
  #found: ReadonlyMap<string, PairedTable> | undefined;

  constructor(change: StatesOnly) {
    this.#change = change;
  }

  /** Found when the first is asked for: most changes ask for none. */
  get #tables(): ReadonlyMap<string, PairedTable> {
    this.#found ??= PairedTables.#find(this.#change);
    return this.#found;
  }

  static #find(change: StatesOnly): ReadonlyMap<string, PairedTable> {
    const columns = groupBy(columnPairs(change), ({ to }) => keyOf(to.schema, to.table));
    const keys = new Map(
      change.from.ddl
        .filter(({ entityType }) => entityType === "pks")
        .map((entity) => [keyOf(entity.schema, entity.table), keyColumns(entity) ?? []]),
    );
    return new Map(
      pairs(change, "tables").map(({ from, to }) => {
        const key = keyOf(to.schema, to.name);
        return [
          key,
          new PairedTable(from, columns.get(key) ?? [], keys.get(keyOf(from.schema, from.name)) ?? []),
        ];
      }),
    );
  }

  /** The table of that name. */
  get(schema: string | undefined, table: string | undefined): PairedTable | undefined {
    return this.#tables.get(keyOf(schema, table));
  }

  /** The table that an entity of the state after is on. */
  of({ schema, table }: KitEntity): PairedTable | undefined {
    return this.get(schema, table);
  }
}
