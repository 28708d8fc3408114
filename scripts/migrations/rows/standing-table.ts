// A table that is there before and after a revision, whose rows can refuse it.
import { displayPath, quoteIdentifier, quotePath } from "../../model/identifier.ts";
import type { RowCheck } from "../../model/row-check.ts";
import type { Pair, StatesOnly } from "../corrections/change.ts";
import { keyColumns } from "../corrections/dependents.ts";
import type { KitColumn, KitEntity } from "../kit/kit-state.ts";

/** A table that is there before and after. */
export class StandingTable {
  readonly from: KitEntity;
  readonly to: KitEntity;
  /** By the name afterwards. */
  readonly #former = new Map<string, KitColumn>();
  readonly #key: readonly string[];

  constructor({ from, to }: Pair, columns: readonly Pair<KitColumn>[], { from: state }: StatesOnly) {
    this.from = from;
    this.to = to;
    for (const pair of columns) this.#former.set(pair.to.name, pair.from);
    const key = state.ddl.find(
      ({ entityType, schema, table }) =>
        entityType === "pks" && schema === from.schema && table === from.name,
    );
    this.#key = key ? (keyColumns(key) ?? []) : [];
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

  /** Whether an entity of the state after is on it. */
  has({ schema, table }: KitEntity): boolean {
    return schema === this.to.schema && table === this.to.name;
  }
}
