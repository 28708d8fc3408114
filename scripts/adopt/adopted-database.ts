// What taking a database over comes to, and how it is done.
import type { DriftItem } from "../drift/drift-items.ts";

/** What was written, and what was not. */
export interface AdoptedDatabase {
  /** Paths of files, as they are shown. */
  readonly written: readonly string[];
  /** Files that were there and are otherwise now. */
  readonly edited?: readonly string[];
  /** What of the database is nowhere said, a sentence each. */
  readonly unsaid: readonly string[];
  /** In what the first revision does not make what is there. */
  readonly differences: readonly DriftItem[];
  readonly isStamped: boolean;
  /** What the files say beyond the database, since levels imply it: it is given by a repair of drift. */
  readonly gained?: readonly string[];
  /**
   * Where definitions were there before and differ, so that no revision was written: nobody said yet whether they or the
   * server are to be followed, or the server was followed and the rest is to be written by hand;
   * or revisions were there, and the database is of another environment.
   */
  readonly open?: "choice" | "rest" | "other";
  /** The revision at which it is, or would be, stamped, where that was there before. */
  readonly revision?: string;
}

/** How a database is taken over. */
export interface TakeOverOptions {
  /** True to stamp it though the first revision does not make just what is there. */
  readonly stampAnyway?: boolean;
  /** True to say what levels imply, though the database does not have it. */
  readonly grantImplied?: boolean;
  /** True to write the definitions and role files that are there as the server has it. */
  readonly followServer?: boolean;
  readonly onStep?: (text: string) => void;
}
