// Expectations: what roles must be able to do, and what they must not.

import type { Condition } from "./condition.ts";
import type { Location } from "./diagnostic.ts";
import type { ObjectName } from "./object.ts";
import type { Privilege } from "./privilege.ts";

/** That roles can or cannot do something with objects; of a relation all columns are meant. */
export interface AccessExpectation {
  readonly kind: "access";
  /** `nobody but`: these roles may, all others may not, PUBLIC included, superusers and the owner left aside. */
  readonly says: "can" | "cannot" | "nobody but";
  /** Templates until they are bound. */
  readonly roles: readonly string[];
  readonly privileges: readonly Privilege[];
  readonly objects: readonly ObjectName[];
  readonly when?: Condition;
  readonly at: Location;
}

/** That a role is, or is not, a member of another, directly or through others. */
export interface MembershipExpectation {
  readonly kind: "membership";
  readonly says: "can" | "cannot";
  readonly role: string;
  readonly of: string;
  readonly when?: Condition;
  readonly at: Location;
}

/** An entry of `expect`. */
export type Expectation = AccessExpectation | MembershipExpectation;
