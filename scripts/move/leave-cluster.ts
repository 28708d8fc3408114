// What a history leaves in the cluster behind one revision: its marks, and nothing in the roles that stay.
import { setMarks } from "../database/apply/cluster-marks.ts";
import type { HistoryTable } from "../database/apply/history-table.ts";
import type { RoleReport } from "../database/apply/role-work.ts";
import { type Queryable, serverVersion } from "../database/connect/connect.ts";
import { settingPath } from "../plan/objects/object-sql.ts";
import { statementSql } from "../sql/write-statement.ts";
import type { BoundRevision } from "./bound-revision.ts";

/**
 * Takes this database's settings from roles that go with the revision and were kept: nobody else has use of them, and
 * they would say that this database still needs the role.
 */
async function resetKept(
  tx: Queryable,
  { from, to }: Pick<BoundRevision, "from" | "to">,
  { kept }: Pick<RoleReport, "kept">,
): Promise<void> {
  const settings = kept.flatMap(({ role }) =>
    to.roles.has(role)
      ? []
      : Object.keys(from.roles.get(role)?.settingsInDatabase ?? {}).map((name) => ({ role, name })),
  );
  if (settings.length === 0) return;
  const { database } = await serverVersion(tx);
  // ALTER ROLE <role> IN DATABASE <database> RESET <name>
  for (const { role, name } of settings)
    await tx.unsafe(statementSql({ kind: "reset in role", role, database, setting: settingPath(name) }));
}

/**
 * Says to the other databases of the cluster what this one needs behind the revision.
 *
 * @param report with the roles that were there before any history
 */
export async function leaveCluster(
  tx: Queryable,
  history: HistoryTable,
  bound: Pick<BoundRevision, "from" | "to">,
  report: RoleReport & { readonly wasThere: ReadonlySet<string> },
): Promise<void> {
  await resetKept(tx, bound, report);
  await setMarks(tx, history, {
    roles: bound.to.roles.values(),
    memberships: bound.to.memberships.values(),
    found: new Set([...report.wasThere, ...report.found.map(({ name }) => name)]),
  });
}
