// What rows that are there can refuse a revision, and the query that finds them.

/** One way in which the rows of a table can make a revision fail. */
export interface RowCheck {
  /** What may fail, for people: `HR.t.a becomes NOT NULL`. */
  readonly message: string;
  /** The table's key under the names before the revision. */
  readonly relation: string;
  /**
   * A query under the names before the revision that gives the rows in the way, by their keys; absent where there
   * is none that every server understands.
   */
  readonly query?: string;
  /** What is destroyed, by its path, as displayPath writes it; of what is lost only. */
  readonly lost?: string;
  /** The paths of the columns that the query shows; absent where nobody is to see them. */
  readonly shows?: readonly string[];
}

/** What a revision and rows can do to one another. */
export interface RowEffects {
  /** What rows can refuse on the way up. */
  readonly up: readonly RowCheck[];
  /** What the way back destroys, with the rows in which it is. */
  readonly lost: readonly RowCheck[];
  /** What rows can refuse on the way back. */
  readonly down: readonly RowCheck[];
}

/** Of a revision that has nothing to do with rows. */
export const NO_ROW_EFFECTS: RowEffects = { up: [], lost: [], down: [] };
