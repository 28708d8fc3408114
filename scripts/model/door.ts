/** What does as its owner may, whoever sets it off: routines with SECURITY DEFINER, triggers that run them, rules. */
import type { ObjectName } from "./object.ts";
import type { Privilege } from "./privilege.ts";

/** Something that does what the owner of something may. */
export interface DoorSource {
  /** What must be used to set it off: a routine, or a relation. */
  readonly on: ObjectName;
  /** With one of these privileges. */
  readonly privileges: readonly Privilege[];
  /** Whose owner it acts as: a routine, or the relation of a rule. */
  readonly as: ObjectName;
  /** Of a trigger or a rule: which it is. */
  readonly name?: string;
  /** The relationKeys of all that it can touch, where that is known. */
  readonly touches?: readonly string[];
}
