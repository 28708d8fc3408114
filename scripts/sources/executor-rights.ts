// How the executor stands to what is needed, and what it borrows for one revision.

import type { Queryable } from "../database/connect/connect.ts";
import { together } from "../database/connect/together.ts";
import { type ExecutorQuestion, readExecutor } from "../database/inspect/executor-facts.ts";
import { readCreatorMemberships } from "../database/inspect/live-creator-memberships.ts";
import type { Difference } from "../model/delta.ts";
import type { Executor, MembershipPair } from "../model/executor.ts";
import { besideCreators } from "../plan/needs/creator-memberships.ts";
import { type Need, objectsOf, parametersOf, rolesOf } from "../plan/needs/need.ts";
import { othersGrants, type Temporary, temporaries } from "../plan/needs/temporaries.ts";
import { statementSql } from "../sql/write-statement.ts";

/** Reads how a role stands to what the needs are about. */
export function readStanding(
  tx: Queryable,
  needs: readonly Need[],
  more: Pick<ExecutorQuestion, "name"> & { readonly roles?: readonly string[] } = {},
): Promise<Executor> {
  const { roles = [], ...name } = more;
  return readExecutor(tx, {
    ...name,
    roles: [...rolesOf(needs), ...roles],
    objects: objectsOf(needs),
    parameters: parametersOf(needs),
  });
}

/** What is done around the statements of one revision so that its memberships come out as they are said. */
interface Borrowed {
  /** Runs once the roles of the revision are there. */
  begin(tx: Queryable): Promise<void>;
  /** Runs before COMMIT, and leaves what was there before. */
  end(tx: Queryable): Promise<void>;
}

/**
 * Memberships that an executor without superuser grants itself for the time of one revision; those of others that a
 * superuser can only grant and revoke in their names.
 */
export function borrowing(
  { difference: { memberships } }: { readonly difference: Pick<Difference, "memberships"> },
  needs: readonly Need[],
): Borrowed {
  let borrowed: readonly Temporary[] = [];
  let creators: readonly MembershipPair[] = [];
  return {
    async begin(tx) {
      const isSaid = memberships.added.length + memberships.removed.length > 0;
      const [executor, made] = await together([
        readStanding(tx, needs),
        isSaid ? readCreatorMemberships(tx) : [],
      ]);
      borrowed = temporaries(needs, executor, memberships);
      creators = executor.superuser ? made : [];
      for (const { grant } of borrowed) await tx.unsafe(statementSql(grant));
      for (const revoke of othersGrants(executor, memberships)) await tx.unsafe(statementSql(revoke));
    },
    async end(tx) {
      const ends = [
        ...borrowed.flatMap(({ role, end }) =>
          end === undefined ? [] : [{ roles: [role], statement: end }],
        ),
        ...besideCreators(creators, memberships).flatMap(({ role, member, statements }) =>
          statements.map((statement) => ({ roles: [role, member], statement })),
        ),
      ];
      if (ends.length === 0) return;
      const rows = await tx.unsafe<{ rolname: string }[]>("SELECT rolname FROM pg_catalog.pg_roles");
      const there = new Set(rows.map(({ rolname }) => rolname));
      // DROP ROLE took the memberships along.
      for (const { roles, statement } of ends)
        if (roles.every((role) => there.has(role))) await tx.unsafe(statementSql(statement));
    },
  };
}
