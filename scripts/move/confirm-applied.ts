// Whether the server did what a revision says.
import type { ApplyReport } from "../database/apply/apply.ts";
import type { Queryable } from "../database/connect/connect.ts";
import { inspectTouched } from "../database/inspect/inspect-touched.ts";
import { Refusal } from "../model/diagnostic.ts";
import { membershipKey } from "../model/role.ts";
import { confirmTouched, touchedObjects } from "../plan/confirm/confirm-touched.ts";
import type { BoundRevision } from "./bound-revision.ts";

/**
 * Looks, before COMMIT, whether the server is as one way of a revision says, as far as the revision speaks of it:
 * PostgreSQL does some things otherwise than they are said, without an error.
 *
 * @throws {Refusal} with everything that is otherwise, and why where that is known
 */
export async function confirmApplied(
  tx: Queryable,
  bound: BoundRevision,
  report: ApplyReport,
): Promise<void> {
  const live = await inspectTouched(tx, { objects: touchedObjects(bound) });
  const found = confirmTouched(bound, live, {
    executor: live.user,
    kept: new Set(report.kept.map(({ role }) => role)),
    takenOver: new Set(report.takenOver),
    keptMemberships: new Set(report.keptMemberships.map(membershipKey)),
    membershipGrantors: live.membershipGrantors,
  });
  if (found.length === 0) return;
  const help =
    "Nothing was applied. Put it right on the server, or change what is declared, and run it again.";
  throw new Refusal(found.map((diagnostic) => ({ ...diagnostic, help: diagnostic.help ?? help })));
}
