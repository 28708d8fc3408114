// CREATE ROLE and DROP ROLE on a cluster whose roles other databases use too.
import { problem, Refusal } from "../../model/diagnostic.ts";
import { quoteLiteral } from "../../model/identifier.ts";
import type { Role } from "../../model/role.ts";
import { attributesOf } from "../../sql/role-options.ts";
import type { ScriptStatement } from "../../sql/script.ts";
import type { SelectedStatement } from "../../sql/select-statements.ts";
import type { Statement, StatementOf } from "../../sql/statement.ts";
import type { Queryable } from "../connect/connect.ts";
import { type RoleRow, readRoles, type SettingRow } from "../inspect/live-roles.ts";
import neededRolesQuery from "../queries/needed-roles.sql";
import rolesQuery from "../queries/roles.sql";
import settingsQuery from "../queries/settings.sql";
import type { OthersNeeds } from "./cluster-marks.ts";
import { alterInstead, powersBeyond } from "./taken-over-role.ts";

/** A role that is dropped, and who gets what it owns. */
export interface GoingRole {
  readonly role: string;
  readonly heir: string | undefined;
}

/** The roles that statements drop. */
export function droppedRoles(statements: readonly SelectedStatement[]): GoingRole[] {
  return statements.flatMap(({ statement, directives }) =>
    statement.kind === "drop role"
      ? statement.roles.flatMap((role) =>
          typeof role === "string" ? [{ role, heir: directives?.heir }] : [],
        )
      : [],
  );
}

/** A role that was not dropped. */
export interface KeptRole {
  readonly role: string;
  readonly reason: string;
  /** Whether all that keeps it is that it was there before. */
  readonly wasThere?: boolean;
}

/** A role that is there already when a statement is to create it. */
export interface TakenOver {
  /** What it was. */
  readonly found: Role;
  /** What is sent instead; undefined where nothing is needed. */
  readonly instead: Statement | undefined;
}

/** A statement that creates a role, and where it stands. */
interface Creation {
  readonly at: Pick<ScriptStatement, "line" | "column">;
  readonly statement: StatementOf<"create role">;
}

/** The queries are files: the names go where a text stands in them. */
function forRoles<Row>(tx: Queryable, query: string, roles: readonly string[]): Promise<Row[]> {
  const names = roles.map(quoteLiteral).join(", ");
  return tx.unsafe(query.replaceAll("'the roles'", () => names)) as unknown as Promise<Row[]>;
}

/**
 * What to send instead of the statements that would create roles which are there already: roles belong to the
 * cluster, and another database may have made them.
 *
 * @returns those that are there, by name
 * @throws {Refusal} when a role that is there may do more than the statement says
 */
export async function takeOverRoles(
  tx: Queryable,
  file: string,
  creations: readonly Creation[],
): Promise<Map<string, TakenOver>> {
  const names = creations.map(({ statement }) => statement.role);
  const rows = await forRoles<RoleRow>(tx, `${rolesQuery} WHERE rolname IN ('the roles')`, names);
  const settings = rows.length === 0 ? [] : await tx.unsafe(settingsQuery).values();
  const roles = readRoles(rows, settings as unknown as SettingRow[]);
  const found = new Map(roles.map((role) => [role.name, role]));
  const dangerous = creations.flatMap(({ statement, at: { line, column } }) => {
    const { role, options = [] } = statement;
    const before = found.get(role);
    const powers = before ? powersBeyond(attributesOf(options), before) : [];
    if (powers.length === 0) return [];
    return [
      problem("role-too-powerful", `the role ${role} is there already and has ${powers.join(", ")}`, {
        at: { file, line, column },
        help: "Take that away from it first, choose another name, or declare it as external.",
      }),
    ];
  });
  if (dangerous.length > 0) throw new Refusal(dangerous);
  return new Map(
    creations.flatMap(({ statement: { role, options = [] } }) => {
      const before = found.get(role);
      if (!before) return [];
      const instead = alterInstead(role, attributesOf(options), before);
      return [[role, { found: before, instead }] as const];
    }),
  );
}

/** A row of queries/needed-roles.sql. */
interface NeedRow {
  readonly role: string;
  readonly what: "database" | "member" | "group";
  /** The database that needs it, its member, or the role that it is a member of. */
  readonly by: string;
}

/** @param needing who needs it */
export const stillNeeded = (needing: string): string => `${needing} still needs it`;

const REASONS: Readonly<Record<NeedRow["what"], (by: string) => string>> = {
  database: (by) => stillNeeded(`the database ${by}`),
  member: (by) => `${by} is still a member of it`,
  group: (by) => `it is still a member of ${by}`,
};

const WAS_THERE = "it was there before this history";

/** What keeps roles, beside what the catalogs say. */
export interface Keeping {
  /** The roles that were there before. */
  readonly takenOver: ReadonlySet<string>;
  readonly others: OthersNeeds;
}

/**
 * Which of these roles must not be dropped: those that were there before this history, that another history or
 * database needs, or that have memberships with roles that stay, which DROP ROLE would take without a word.
 */
export async function keepRoles(
  tx: Queryable,
  names: readonly string[],
  { takenOver, others }: Keeping,
): Promise<KeptRole[]> {
  const kept = new Map<string, string>();
  for (const role of names) {
    const needing = others.role(role);
    if (needing !== undefined) kept.set(role, stillNeeded(needing));
    else if (takenOver.has(role)) kept.set(role, WAS_THERE);
  }
  const rows = await forRoles<NeedRow>(tx, neededRolesQuery, names);
  // A role that is kept holds on to those that it has memberships with: until nothing changes any more.
  for (let size = -1; size !== kept.size; ) {
    size = kept.size;
    for (const { role, what, by } of rows) {
      const goes = what !== "database" && names.includes(by) && !kept.has(by);
      if (!goes && !kept.has(role)) kept.set(role, REASONS[what](by));
    }
  }
  return names.flatMap((role) => {
    const reason = kept.get(role);
    return reason === undefined ? [] : [{ role, reason, ...(reason === WAS_THERE && { wasThere: true }) }];
  });
}
