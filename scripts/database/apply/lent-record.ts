// Memberships that a run has lent itself for a statement that runs in no transaction: kept beside the history until they end.
import type { Queryable } from "../connect/connect.ts";
import { forget, type HistoryTable, remember, remembered } from "./history-table.ts";

/** A membership that is committed, and how it ends. */
interface LentMembership {
  readonly role: string;
  readonly member: string;
  /** The statement that leaves what was there before. */
  readonly end: string;
}

const LENT = "lent:";

const keyOf = ({ role, member }: LentMembership): string => JSON.stringify([role, member]);

/** Notes a membership in the transaction that makes it. */
export async function noteLent(tx: Queryable, history: HistoryTable, lent: LentMembership): Promise<void> {
  await remember(tx, history, LENT + keyOf(lent), JSON.stringify(lent));
}

/** What this run lent itself, or one that broke. */
export async function readLent(tx: Queryable, history: HistoryTable): Promise<LentMembership[]> {
  const texts = await remembered(tx, history, LENT);
  return [...texts.values()].map((text) => JSON.parse(text) as LentMembership);
}

/** Ends that. What another role lent itself stays for that one, or for a superuser. */
export async function endLent(
  tx: Queryable,
  history: HistoryTable,
  lent: readonly LentMembership[],
): Promise<void> {
  if (lent.length === 0) return;
  const rows = await tx.unsafe<{ rolname: string; mayEnd: boolean }[]>(
    `SELECT rolname, rolname = current_user OR (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user) AS "mayEnd"
     FROM pg_catalog.pg_roles`,
  );
  const there = new Map(rows.map(({ rolname, mayEnd }) => [rolname, mayEnd]));
  for (const one of lent) {
    if (there.get(one.member) === false) continue;
    // DROP ROLE took the membership along.
    if (there.has(one.role) && there.has(one.member)) await tx.unsafe(one.end);
    await forget(tx, history, LENT + keyOf(one));
  }
}
