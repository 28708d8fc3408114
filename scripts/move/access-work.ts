// What is done around the transaction in which a revision changes access.

import { lockRoles } from "../database/apply/cluster-lock.ts";
import type { HistoryTable } from "../database/apply/history-table.ts";
import { takenOverRoles } from "../database/apply/taken-over-record.ts";
import type { Sql } from "../database/connect/connect.ts";
import { together } from "../database/connect/together.ts";
import { inspectInside, type LiveWarehouse } from "../database/inspect/inspect.ts";
import type { Difference } from "../model/delta.ts";
import type { Ownership } from "../model/ownership.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { objectsInAccess } from "../plan/vouch/vouch-script.ts";
import { borrowing } from "../sources/executor-rights.ts";
import { mayRunCode } from "../sql/opaque.ts";
import { confirmApplied, inspectBound } from "./confirm-applied.ts";
import { giveAway } from "./departing-roles.ts";
import { giveBackOwners, readFormerOwners, rememberOwners } from "./former-owners.ts";
import { giveRolesBack } from "./former-roles.ts";
import { giveBack } from "./given-things.ts";
import { leaveCluster } from "./leave-cluster.ts";
import { passwordChanges, setPasswords } from "./passwords.ts";
import type { Step } from "./prepare-steps.ts";
import { revokeUnmanaged } from "./revoke-unmanaged.ts";
import type { PhaseHooks } from "./run-phases.ts";

/** What it is a part of. */
interface AccessRun {
  readonly history: HistoryTable;
  readonly direction: "up" | "down";
  readonly onWait: ((text: string) => void) | undefined;
  /** What the revision before it in the run was to lead to, which has set the marks in the cluster. */
  readonly marked?: Warehouse | undefined;
}

/** The work, and what it came to once it is done. */
interface AccessWork {
  readonly hooks: PhaseHooks["main"];
  report(): { readonly revoked: readonly string[]; readonly given: readonly string[] };
}

/** Whether other roles or memberships are there behind it. */
const changesRoles = ({ roles, memberships }: Difference): boolean =>
  [roles, memberships].some(({ added, removed }) => added.length + removed.length > 0);

const sameKeys = (a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>): boolean =>
  a.size === b.size && [...a.keys()].every((key) => b.has(key));

/** Whether marks are as a warehouse needs them: what comes from another branch builds on other roles. */
const isMarked = (marked: Warehouse | undefined, { roles, memberships }: Warehouse): boolean =>
  marked !== undefined && sameKeys(marked.roles, roles) && sameKeys(marked.memberships, memberships);

/** The work on the access of one revision. */
export function accessWork(
  sql: Sql,
  { history, direction, onWait, marked }: AccessRun,
  step: Pick<Step, "revision" | "statements" | "bound" | "needs" | "code">,
): AccessWork {
  const { revision, statements, bound, needs, code } = step;
  const remembered = { history, revision: revision.name };
  const borrowed = borrowing(bound, needs);
  let revoked: string[] = [];
  let given: string[] = [];
  let formerOwners: readonly Ownership[] = [];
  const runsCode = code !== undefined || statements.some(({ statement }) => mayRunCode(statement));
  let accessBefore: LiveWarehouse | undefined;
  const hasOthers = changesRoles(bound.difference);
  const keepsRoles = !hasOthers && bound.difference.renames.every(({ kind }) => kind !== "role");
  const passwords = direction === "up" ? passwordChanges(bound.difference) : [];
  const hooks: PhaseHooks["main"] = {
    async before(tx) {
      // A transaction that is tried again begins anew.
      [revoked, given] = [[], []];
      if (hasOthers) await lockRoles(tx, onWait);
      if (direction === "up") formerOwners = await readFormerOwners(tx, bound);
      accessBefore = runsCode ? await inspectInside(tx) : undefined;
    },
    async withRoles(tx, { superuser }) {
      // A superuser lacks nothing, unless the revision takes that from it.
      if (!keepsRoles || !superuser) await borrowed.begin(tx);
      await setPasswords(tx, passwords);
    },
    async beforeDrops(tx, going) {
      given = await giveAway(sql, tx, going, remembered);
    },
    async after(tx, report) {
      if (direction === "up") revoked = await revokeUnmanaged(sql, tx, bound.to);
      await borrowed.end(tx);
      const named = objectsInAccess(statements.map(({ statement }) => statement));
      const [wasThere, live] = await together([takenOverRoles(tx, history), inspectBound(tx, bound)]);
      const before = accessBefore && { before: accessBefore, named };
      const done = { ...report, wasThere };
      await confirmApplied(tx, bound, live, done, before);
      if (!keepsRoles || runsCode || !isMarked(marked, bound.to))
        await leaveCluster(tx, history, bound, done);
      given.push(...(await giveRolesBack(sql, tx, history, bound, report)));
      if (direction === "up") return rememberOwners(tx, formerOwners, remembered);
      // What no revision gave is nothing that is confirmed.
      given = [
        ...given,
        ...(await giveBackOwners(sql, tx, remembered)),
        ...(await giveBack(sql, tx, remembered)),
      ];
    },
  };
  return { hooks, report: () => ({ revoked, given }) };
}
