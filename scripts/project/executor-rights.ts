import type { Queryable } from "../database/connect.ts";
import { type ExecutorQuestion, readExecutor } from "../database/executor.ts";
import type { Executor } from "../model/executor.ts";
import { type Need, objectsOf, rolesOf } from "../plan/needs.ts";
import { othersGrants, type Temporary, temporaries } from "../plan/temporaries.ts";
import type { BoundRevision } from "./bound-revision.ts";

/** Reads how a role stands to what the needs are about. */
export function readStanding(
  tx: Queryable,
  needs: readonly Need[],
  more: Pick<ExecutorQuestion, "name"> & { readonly roles?: readonly string[] } = {},
): Promise<Executor> {
  const { roles = [], ...name } = more;
  return readExecutor(tx, { ...name, roles: [...rolesOf(needs), ...roles], objects: objectsOf(needs) });
}

/** Memberships that an executor without superuser grants itself for the time of one revision. */
export interface Borrowed {
  /** Runs once the roles of the revision are there. */
  begin(tx: Queryable): Promise<void>;
  /** Runs before COMMIT, and leaves what was there before. */
  end(tx: Queryable): Promise<void>;
}

/** What one revision needs for its time; nothing where a superuser applies it. */
export function borrowing({ difference }: BoundRevision, needs: readonly Need[]): Borrowed {
  let borrowed: readonly Temporary[] = [];
  return {
    async begin(tx) {
      const executor = await readStanding(tx, needs);
      borrowed = temporaries(needs, executor, difference.memberships);
      for (const { grant } of borrowed) await tx.unsafe(grant);
      for (const revoke of othersGrants(executor, difference.memberships)) await tx.unsafe(revoke);
    },
    async end(tx) {
      if (borrowed.length === 0) return;
      const rows = await tx.unsafe<{ rolname: string }[]>("SELECT rolname FROM pg_catalog.pg_roles");
      const there = new Set(rows.map(({ rolname }) => rolname));
      // DROP ROLE took the memberships along.
      for (const { role, end } of borrowed) if (end !== undefined && there.has(role)) await tx.unsafe(end);
    },
  };
}
