// The rights that a phase borrows in which access does not change: for its transaction, or around what runs in none.

import type { BegunWork } from "../database/apply/begin-work.ts";
import type { HistoryTable } from "../database/apply/history-table.ts";
import { endLent, noteLent, readLent } from "../database/apply/lent-record.ts";
import type { Queryable, Sql } from "../database/connect/connect.ts";
import { transaction } from "../database/connect/transaction.ts";
import type { Executor } from "../model/executor.ts";
import type { Need } from "../plan/needs/need.ts";
import { needsOfStatements } from "../plan/needs/needs-of-statements.ts";
import { temporaries } from "../plan/needs/temporaries.ts";
import { borrowing, readStanding } from "../sources/executor-rights.ts";
import { mayRunCode } from "../sql/opaque.ts";
import type { Phase } from "../sql/phases.ts";
import { asSaid } from "../sql/select-statements.ts";
import type { Statement } from "../sql/statement.ts";
import { statementSql } from "../sql/write-statement.ts";

/** The memberships come out as they were before the phase. */
const AS_BEFORE = { added: [], removed: [] } as const;

/** What is done in the transaction of a phase: first, and last. */
interface Within {
  readonly withRoles?: (tx: Queryable, begun?: BegunWork) => Promise<void>;
  readonly after?: (tx: Queryable) => Promise<void>;
}

/** What a phase does for its rights. */
export interface PhaseRights {
  /** Within the transaction of a phase. */
  within(phase: Phase): Within;
  /** Around a phase that runs in no transaction: what it borrows is committed before, and ends in the next transaction. */
  around<Result>(phase: Phase, work: () => Promise<Result>): Promise<Result>;
}

/** What the statements of a phase need; beside one that nobody can read, what the whole way needs. */
function needsOfPhase({ kind, statements }: Phase, ofWay: readonly Need[]): Need[] {
  const { needs, becomes } = needsOfStatements(statements.map(asSaid));
  const become = [...becomes].map(
    (role): Need => ({ kind: "act as", role, inherit: false, set: true, why: `become ${role}` }),
  );
  const isUnread =
    kind === "batches" ||
    statements.some(({ statement, directives }) => mayRunCode(statement) || directives?.code === true);
  return [...needs, ...become, ...(isUnread ? ofWay : [])];
}

/** The end of a membership as whoever runs it later can say it too. */
function inNameOf({ name, major }: Executor, end: Statement): Statement {
  if (end.kind !== "grant membership" && end.kind !== "revoke membership") return end;
  return { ...end, members: [name], ...(major >= 16 && { grantedBy: name }) };
}

async function lend(tx: Queryable, history: HistoryTable, needs: readonly Need[]): Promise<void> {
  const executor = await readStanding(tx, needs);
  for (const { role, grant, end } of temporaries(needs, executor, AS_BEFORE)) {
    await tx.unsafe(statementSql(grant));
    if (!end) continue;
    const text = statementSql(inNameOf(executor, end));
    await noteLent(tx, history, { role, member: executor.name, end: text });
  }
}

/** @param ofWay what the whole way of the revision needs */
export function phaseRights(sql: Sql, history: HistoryTable, ofWay: readonly Need[]): PhaseRights {
  return {
    within(phase) {
      const needs = needsOfPhase(phase, ofWay);
      if (needs.length === 0) return {};
      const borrowed = borrowing({ difference: { memberships: AS_BEFORE } }, needs);
      return {
        withRoles: async (tx, begun) => {
          if (!begun?.superuser) await borrowed.begin(tx);
        },
        after: (tx) => borrowed.end(tx),
      };
    },
    async around(phase, work) {
      const needs = needsOfPhase(phase, ofWay);
      if (needs.length === 0) return work();
      await transaction(sql, (tx) => lend(tx, history, needs));
      try {
        return await work();
      } catch (error) {
        // Where that cannot be done now, the run that goes on does it.
        await transaction(sql, async (tx) => endLent(tx, history, await readLent(tx, history))).catch(
          () => {},
        );
        throw error;
      }
    },
  };
}
