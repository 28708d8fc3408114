// What a lock is: on what, which, and what is done while it is held.
import type { Path } from "../../sql/sql-target.ts";

/**
 * The locks of tables by who waits for them, the weakest first. Source: PostgreSQL manual, "Explicit Locking". ACCESS
 * SHARE and ROW SHARE are left out: for them wait only those that want a table for themselves.
 */
export const WHO_WAITS = {
  "ROW EXCLUSIVE": "who changes the same rows",
  "SHARE UPDATE EXCLUSIVE": "nobody who reads or writes",
  SHARE: "who writes",
  "SHARE ROW EXCLUSIVE": "who writes",
  EXCLUSIVE: "who writes",
  "ACCESS EXCLUSIVE": "everybody",
} as const;

export type LockMode = keyof typeof WHO_WAITS;

const MODES = Object.keys(WHO_WAITS) as readonly LockMode[];

/** Whether a lock keeps off all that another one does; SHARE and SHARE UPDATE EXCLUSIVE do not cover one another. */
export const covers = (held: LockMode, wanted: LockMode): boolean =>
  held === wanted ||
  (MODES.indexOf(held) > MODES.indexOf(wanted) && !(held === "SHARE" && wanted === "SHARE UPDATE EXCLUSIVE"));

/** Whether somebody waits who only writes, or only reads. */
export const keepsWaiting = (mode: LockMode): boolean => MODES.indexOf(mode) >= MODES.indexOf("SHARE");

/** What is done while a lock is held, and takes the longer the larger the table is. */
export const HOW_LONG = {
  instant: "an instant",
  rows: "while rows change",
  read: "while the table is read",
  build: "while an index is built",
  compute: "while its query runs",
  rewrite: "while the table is rewritten",
} as const;

export type Work = keyof typeof HOW_LONG;

/** What a statement takes. */
export interface Lock {
  readonly relation: Path;
  readonly mode: LockMode;
  readonly work: Work;
  /** What makes it shorter: an online revision; or what else can be done, as people read it. */
  readonly instead?: "online" | string;
}

/** What is known of tables beyond a statement. */
export interface LockFacts {
  /** The table of an index that is there before. */
  readonly tableOf: (index: Path) => Path | undefined;
  /** The tables to which foreign keys of a table refer: the one of this name, or all over a column, or all. */
  readonly refersTo: (
    table: Path,
    by?: { readonly constraint?: string; readonly column?: string },
  ) => readonly Path[];
  /** The table that a partition is of, and the partition of a table that takes all other rows; undefined where there is none. */
  readonly parentOf: (table: Path) => Path | undefined;
  readonly defaultOf: (table: Path) => Path | undefined;
  /** Whether a column keeps what is stored where it gets the type that it gets. */
  readonly keepsStorage: (table: Path, column: string) => boolean;
}
