// Roles that were there before the history get back what they were, when it leaves them.
import type { HistoryTable } from "../database/apply/history-table.ts";
import { returnTo } from "../database/apply/return-role.ts";
import type { RoleReport } from "../database/apply/role-work.ts";
import { sendStatements } from "../database/apply/send-statements.ts";
import { forgetTakenOver, formerRoles } from "../database/apply/taken-over-record.ts";
import { type Queryable, type Sql, serverVersion } from "../database/connect/connect.ts";
import { inspectTouched } from "../database/inspect/inspect-touched.ts";
import { SETTINGS } from "../model/attributes.ts";
import type { Role } from "../model/role.ts";
import type { Settings } from "../model/setting.ts";
import { DATABASE } from "../plan/objects/object-sql.ts";
import { renderRoles } from "../plan/roles/render-roles.ts";
import { mapTexts, type Statement } from "../sql/statement.ts";
import { optionSql, statementSql } from "../sql/write-statement.ts";
import type { BoundRevision } from "./bound-revision.ts";

/** Stands for a file in messages. */
const SOURCE = "what roles were before";

/** The settings without what the history said, and with what was there before. */
function settingsBefore(now: Settings = {}, said: Settings = {}, was: Settings = {}): Settings | undefined {
  const others = Object.entries(now).filter(([name]) => said[name] === undefined);
  const all = { ...Object.fromEntries(others), ...was };
  return Object.keys(all).length === 0 ? undefined : all;
}

/** The role as it is to be again: what somebody else gave it since stays. */
function asBefore(now: Role, said: Role, was: Role): Role {
  const { comment: _, settings: __, settingsInDatabase: ___, ...attributes } = was;
  const comment = said.comment === undefined ? (now.comment ?? was.comment) : was.comment;
  const settings = SETTINGS.flatMap(({ key }) => {
    const before = settingsBefore(now[key], said[key], was[key]);
    return before ? [[key, before] as const] : [];
  });
  return {
    ...attributes,
    ...(comment !== undefined && { comment }),
    ...Object.fromEntries(settings),
    name: now.name,
    management: now.management,
  };
}

/** What a statement gave back: `NOLOGIN`, `work_mem`, `the comment`. */
function wordsOf(statement: Statement): string[] {
  switch (statement.kind) {
    case "alter role":
      return statement.options.map(optionSql);
    case "set in role":
    case "reset in role":
      return [statement.setting.join(".")];
    default:
      return ["the comment"];
  }
}

/**
 * Gives roles that a revision leaves, and that were there before the history, what they had then: attributes, settings
 * and comment. Passwords are in no catalog that counts: they stay.
 *
 * @param tx the transaction that is open on the connection
 * @returns what was given back, a line a role
 */
export async function giveRolesBack(
  sql: Sql,
  tx: Queryable,
  history: HistoryTable,
  { from, to }: Pick<BoundRevision, "from" | "to">,
  { kept }: Pick<RoleReport, "kept">,
): Promise<string[]> {
  const left = kept.filter(({ role, wasThere }) => wasThere && !to.roles.has(role));
  if (left.length === 0) return [];
  const former = await formerRoles(tx, history);
  const live = await inspectTouched(tx, { objects: [] });
  const { database } = await serverVersion(tx);
  const [row] = await tx.unsafe<{ role: string }[]>("SELECT current_setting('role') AS role");
  const lines: string[] = [];
  for (const { role } of left) {
    const [was, now, said] = [former.get(role), live.roles.get(role), from.roles.get(role)];
    if (was && now && said) {
      const changes = { removed: [now], added: [asBefore(now, said, was)] };
      // What is found on a server is no template.
      const statements = mapTexts(renderRoles(changes), (text) =>
        text === DATABASE ? database : text.replaceAll("$${", "${"),
      );
      const toSend = statements.map((statement, index) => ({
        statement,
        sql: statementSql(statement),
        line: index + 1,
        column: 1,
      }));
      await sendStatements({ sql, tx, file: SOURCE }, returnTo(row?.role ?? "none", toSend));
      if (statements.length > 0)
        lines.push(`${role} as it was before: ${statements.flatMap(wordsOf).join(", ")}`);
    }
    await forgetTakenOver(tx, history, role);
  }
  return lines;
}
