// What a statement becomes where it is made online, and what is known of the tables for that.
import type { Path } from "../../sql/sql-target.ts";
import type { Statement } from "../../sql/statement.ts";

/** What is known of the tables before a way, under its names or those after its renames. */
export interface OnlineFacts {
  /** The table of an index. */
  readonly tableOf: (index: Path) => Path | undefined;
  /** Whether a column is there and may be null. */
  readonly mayBeNull: (table: Path, column: string) => boolean;
  /** Whether a constraint of a table is a primary or unique key. */
  readonly isKey: (table: Path, constraint: string) => boolean;
  /** Whether a table has partitions: of such a one PostgreSQL makes no index concurrently, and no foreign key NOT VALID. */
  readonly isPartitioned: (table: Path) => boolean;
  /** Whether a table has a constraint of this name, before or after. */
  readonly hasConstraint: (table: Path, name: string) => boolean;
  /** What the primary key is called that a table gets. */
  readonly primaryKey: (table: Path) => string | undefined;
}

/** What is made behind the transaction at about the same time. */
export type Stage = "columns" | "keys" | "checks" | "foreign keys";

/** What becomes of a statement. */
export interface OnlineParts {
  /** In its place. */
  readonly within: readonly Statement[];
  /** Behind the transaction. */
  readonly steps: readonly { readonly stage: Stage; readonly statements: readonly Statement[] }[];
  /** What removes what is there between two steps. */
  readonly leftovers: readonly Statement[];
}

export const NO_PARTS: OnlineParts = { within: [], steps: [], leftovers: [] };

/** PostgreSQL cuts longer names. */
const NAME_BYTES = 63;

/** Whether PostgreSQL keeps a name as it is. */
export const isWhole = (name: string): boolean => Buffer.byteLength(name) <= NAME_BYTES;

/** A name with an ending; one that would be too long is cut, and told from others by its rank. */
export function nameWithin(name: string, ending: string, rank: string | number): string {
  if (isWhole(name + ending)) return name + ending;
  let cut = name;
  while (!isWhole(`${cut}_${rank}${ending}`)) cut = cut.slice(0, -1);
  return `${cut}_${rank}${ending}`;
}
