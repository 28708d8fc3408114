// Whether the server did what a revision says.
import type { ApplyReport } from "../database/apply/apply.ts";
import type { Queryable } from "../database/connect/connect.ts";
import type { LiveWarehouse } from "../database/inspect/inspect.ts";
import { inspectTouched } from "../database/inspect/inspect-touched.ts";
import { readWrittenRoles } from "../database/inspect/written-roles.ts";
import { Refusal } from "../model/diagnostic.ts";
import type { ObjectName } from "../model/object.ts";
import { membershipKey } from "../model/role.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { confirmTouched, touchedObjects } from "../plan/confirm/confirm-touched.ts";
import { confirmUnnamed } from "../plan/confirm/confirm-unnamed.ts";
import type { BoundRevision } from "./bound-revision.ts";
import { confirmPartitions } from "./confirm-partitions.ts";

/** What is known of a revision that may run code. */
interface CodeRun {
  readonly before: Warehouse;
  /** Objects whose privileges and owners its statements change. */
  readonly named: readonly ObjectName[];
}

/** What a server has, as far as one way of a revision speaks of it, or its transaction wrote it. */
export const inspectBound = (tx: Queryable, bound: BoundRevision): Promise<LiveWarehouse> =>
  inspectTouched(tx, { objects: touchedObjects(bound) });

/**
 * Looks, before COMMIT, whether the server is as one way of a revision says, as far as the revision speaks of it:
 * PostgreSQL does some things otherwise than they are said, without an error.
 *
 * @param live by {@link inspectBound}
 * @param report with the roles that were there before any history: they have more than is said
 * @param code of a revision that may run code: then all is looked at that the transaction wrote
 * @throws {Refusal} with everything that is otherwise, and why where that is known
 */
export async function confirmApplied(
  tx: Queryable,
  bound: BoundRevision,
  live: LiveWarehouse,
  report: ApplyReport & { readonly wasThere: ReadonlySet<string> },
  code?: CodeRun,
): Promise<void> {
  const known = {
    executor: live.user,
    major: live.major,
    kept: new Set(report.kept.map(({ role }) => role)),
    takenOver: new Set(report.takenOver),
    keptMemberships: new Set(report.keptMemberships.map(membershipKey)),
  };
  const found = confirmTouched(bound, live, {
    ...known,
    takenOver: new Set([...report.takenOver, ...report.wasThere]),
    membershipGrantors: live.membershipGrantors,
  });
  found.push(...(await confirmPartitions(tx, bound)));
  if (code) {
    const written = await readWrittenRoles(tx);
    found.push(
      ...confirmUnnamed(bound, { ...known, before: code.before, live, written, objects: code.named }),
    );
  }
  if (found.length === 0) return;
  const help =
    "Nothing was applied. Put it right on the server, or change what is declared, and run it again.";
  throw new Refusal(found.map((diagnostic) => ({ ...diagnostic, help: diagnostic.help ?? help })));
}
