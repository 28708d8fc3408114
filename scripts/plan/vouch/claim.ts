/** What a statement makes so, and whether a revision says that it is so in the end. */
import type { Difference } from "../../model/delta.ts";
import type { Warehouse } from "../../model/warehouse.ts";
import type { RoleSpec } from "../../sql/sql-target.ts";

/** What one way of a revision does to the access of one target, by what delta.json says. */
export interface Sides {
  /** With the renames applied. */
  readonly from: Warehouse;
  readonly to: Warehouse;
  readonly difference: Difference;
  /** The server's major version. */
  readonly major: number;
  /** The name of the database. */
  readonly database: string;
}

/** Something that a statement makes so. What a later statement says under the same key takes its place. */
export interface Claim {
  readonly key: string;
  /** As words: `reader gets SELECT on table S.t`. */
  readonly says: string;
  /** Whether it is so in the end, by what the revision says. */
  readonly holds: boolean;
}

/** A role as words: a name, or the word that stands for one. */
export const roleWords = (role: RoleSpec): string => (typeof role === "string" ? role : role.word);

/** What nothing in a revision can say. */
export const unsaid = (says: string): Claim => ({ key: says, says, holds: false });
