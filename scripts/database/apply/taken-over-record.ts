// Roles that were there before the history made them, kept beside it with what they were.
import type { Role } from "../../model/role.ts";
import type { Queryable } from "../connect/connect.ts";
import { forget, type HistoryTable, remember, remembered, stateTable } from "./history-table.ts";

const TAKEN_OVER = "role:";

/** Remembers roles as they were: the way back leaves them, and gives them back what they had. */
export async function rememberTakenOver(
  tx: Queryable,
  history: HistoryTable,
  roles: readonly Role[],
): Promise<void> {
  for (const { name, ...was } of roles)
    await remember(tx, history, `${TAKEN_OVER}${name}`, JSON.stringify(was));
}

/** The roles that were there before the history made them. */
export async function takenOverRoles(sql: Queryable, history: HistoryTable): Promise<ReadonlySet<string>> {
  return new Set((await remembered(sql, history, TAKEN_OVER)).keys());
}

/** What they were; nothing is known of those that an older version of the program took over. */
export async function formerRoles(sql: Queryable, history: HistoryTable): Promise<ReadonlyMap<string, Role>> {
  const all = await remembered(sql, history, TAKEN_OVER);
  return new Map(
    [...all].flatMap(([name, text]) =>
      text.startsWith("{") ? [[name, { ...(JSON.parse(text) as Omit<Role, "name">), name }] as const] : [],
    ),
  );
}

/** Goes on under a role's new name. */
export async function renameTakenOver(
  tx: Queryable,
  history: HistoryTable,
  from: string,
  to: string,
): Promise<void> {
  await tx.unsafe(
    `UPDATE ${stateTable(history)} SET key = $2 WHERE key = $1
      AND NOT EXISTS (SELECT FROM ${stateTable(history)} WHERE key = $2)`,
    [`${TAKEN_OVER}${from}`, `${TAKEN_OVER}${to}`],
  );
}

/** Forgets a role that the history has left. */
export const forgetTakenOver = (tx: Queryable, history: HistoryTable, role: string): Promise<void> =>
  forget(tx, history, `${TAKEN_OVER}${role}`);
