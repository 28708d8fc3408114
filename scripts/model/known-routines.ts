// Routines that wildcards reach.
import type { ObjectName } from "./object.ts";

/** Routines that revisions made by SQL: definitions cannot. */
export interface KnownRoutines {
  readonly known: readonly ObjectName[];
  /** `s.f`, of those whose arguments cannot be told. */
  readonly unclear: readonly (readonly string[])[];
}
