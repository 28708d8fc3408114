// What is compared after a revision: what it was to do, and what it did beside.
import type { Difference } from "../../model/delta.ts";
import type { ObjectName } from "../../model/object.ts";
import type { Warehouse } from "../../model/warehouse.ts";

/** What a revision did, beside what it was to do. */
export interface ConfirmContext {
  /** Who applied it: what nobody declared belongs to it. */
  readonly executor: string;
  /** The server's major version. */
  readonly major: number;
  /** Roles that were not dropped. */
  readonly kept: ReadonlySet<string>;
  /** Memberships that were not revoked, by membershipKey. */
  readonly keptMemberships: ReadonlySet<string>;
  /** Roles that were there already. */
  readonly takenOver: ReadonlySet<string>;
  /** Who granted the live memberships, by membershipKey. */
  readonly membershipGrantors: ReadonlyMap<string, readonly { readonly grantor: string }[]>;
}

/** One revision: what it changes, and what it leads to. */
export interface Confirmation {
  /** The bound part before, with the renames applied: who was managed. */
  readonly from: Warehouse;
  readonly to: Warehouse;
  readonly difference: Difference;
  /** What its statements made: what nobody declared there, default privileges gave. */
  readonly made: readonly ObjectName[];
}
