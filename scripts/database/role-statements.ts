import { quoteIdentifier } from "../model/identifier.ts";
import type { ScriptStatement } from "./apply.ts";
import type { Queryable } from "./connect.ts";

/** The statements that are really sent, and the roles for which they are not those of the file. */
export interface RolePlan {
  readonly statements: readonly ScriptStatement[];
  readonly adopted: readonly string[];
  readonly kept: readonly { readonly role: string; readonly reason: string }[];
}

/** Our renderer writes exactly this; roles are shared by a cluster, so that another database may have them. */
const ROLE_STATEMENT = /^(CREATE|DROP) ROLE "((?:[^"]|"")+)"(.*)$/s;

interface RoleStatement {
  readonly verb: "CREATE" | "DROP";
  readonly role: string;
  readonly options: string;
}

function parseRoleStatement({ sql }: ScriptStatement): RoleStatement | undefined {
  const match = ROLE_STATEMENT.exec(sql);
  if (!match?.[1] || !match[2]) return undefined;
  return {
    verb: match[1] as RoleStatement["verb"],
    role: match[2].replaceAll('""', '"'),
    options: match[3] ?? "",
  };
}

/** What CREATE ROLE gives where it says nothing: a role that was there before must not keep more. */
const DEFAULTS: readonly (readonly [pattern: RegExp, option: string])[] = [
  [/\bLOGIN\b/, "NOLOGIN"],
  [/\bCONNECTION LIMIT\b/, "CONNECTION LIMIT -1"],
];

function alterInstead({ role, options }: RoleStatement): string {
  const defaults = DEFAULTS.filter(([pattern]) => !pattern.test(options)).map(([, option]) => option);
  return `ALTER ROLE ${quoteIdentifier(role)}${options} ${defaults.join(" ")}`.trim();
}

async function existingRoles(tx: Queryable, roles: readonly string[]): Promise<Set<string>> {
  if (roles.length === 0) return new Set();
  const rows = await tx<
    { rolname: string }[]
  >`SELECT rolname FROM pg_catalog.pg_roles WHERE rolname IN (SELECT pg_catalog.jsonb_array_elements_text(${JSON.stringify(roles)}::text::jsonb))`;
  return new Set(rows.map((row) => row.rolname));
}

/** Roles that other databases still need: DROP ROLE would fail, or take what is not ours. */
async function neededElsewhere(tx: Queryable, roles: readonly string[]): Promise<Map<string, string>> {
  if (roles.length === 0) return new Map();
  const rows = await tx<{ rolname: string; databases: string }[]>`
    SELECT r.rolname, string_agg(DISTINCT d.datname, ', ' ORDER BY d.datname) AS databases
    FROM pg_catalog.pg_roles r
    JOIN (SELECT refobjid AS role, dbid FROM pg_catalog.pg_shdepend
          WHERE refclassid = 'pg_catalog.pg_authid'::pg_catalog.regclass
          UNION SELECT setrole, setdatabase FROM pg_catalog.pg_db_role_setting) s ON s.role = r.oid
    JOIN pg_catalog.pg_database d ON d.oid = s.dbid
    WHERE d.datname <> pg_catalog.current_database() AND r.rolname IN (SELECT pg_catalog.jsonb_array_elements_text(${JSON.stringify(roles)}::text::jsonb))
    GROUP BY r.rolname`;
  return new Map(rows.map((row) => [row.rolname, `the database ${row.databases} still needs it`]));
}

/**
 * Looks at the statements that create and drop roles, with one query each: a role that exists already is altered
 * instead, a role that another database needs or that was there before us is kept.
 *
 * @param adoptedBefore roles that were there before this history made them
 */
export async function planRoleStatements(
  tx: Queryable,
  statements: readonly ScriptStatement[],
  adoptedBefore: ReadonlySet<string>,
): Promise<RolePlan> {
  const parsed = statements.map(parseRoleStatement);
  const named = (verb: RoleStatement["verb"]) =>
    parsed.flatMap((statement) => (statement?.verb === verb ? [statement.role] : []));
  const existing = await existingRoles(tx, named("CREATE"));
  const needed = await neededElsewhere(tx, named("DROP"));
  const kept = new Map(
    named("DROP").flatMap((role) => {
      const reason = adoptedBefore.has(role) ? "it was there before this history" : needed.get(role);
      return reason === undefined ? [] : [[role, reason] as const];
    }),
  );
  return {
    adopted: [...existing],
    kept: [...kept].map(([role, reason]) => ({ role, reason })),
    statements: statements.flatMap((statement, index) => {
      const role = parsed[index];
      if (role?.verb === "CREATE" && existing.has(role.role))
        return [{ ...statement, sql: alterInstead(role) }];
      return role?.verb === "DROP" && kept.has(role.role) ? [] : [statement];
    }),
  };
}
