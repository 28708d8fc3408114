/** Things that got other names. */

/**
 * One thing that got another name and kept its privileges. Paths count from the schema; the containers of a
 * path carry the names that the renames before it in the list gave them. Roles are renamed all at once.
 */
export interface Rename {
  readonly kind: "schema" | "relation" | "column" | "sequence" | "type" | "role";
  readonly from: readonly string[];
  readonly to: readonly string[];
}

/** The renames of the way back: the last first, each turned round. */
export function invertRenames(renames: readonly Rename[]): Rename[] {
  return renames.toReversed().map(({ kind, from, to }) => ({ kind, from: to, to: from }));
}
