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
  /** The paths of the columns that the query shows. */
  readonly shows?: readonly string[];
}
