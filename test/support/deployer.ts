import type { Refusal } from "../../scripts/model/diagnostic.ts";

const HELP = "Have an administrator run, in this database: ";

/** What a superuser must run according to a refusal; undefined where that would not help. */
export function printedIn({ diagnostics }: Refusal): string[] | undefined {
  const helps = diagnostics.map(({ help = "" }) => help);
  if (!helps.every((help) => help.startsWith(HELP))) return undefined;
  return [...new Set(helps.map((help) => help.slice(HELP.length)))];
}

/** What a superuser ran for the deployer, and its way back. */
const UNDO: readonly (readonly [statement: RegExp, back: string])[] = [
  [/^GRANT ([^,]+) TO ("\w+")(?: WITH .*)?;$/, "REVOKE $1 FROM $2"],
  [/^GRANT (.* ON .*) TO ("\w+");$/, "REVOKE $1 FROM $2"],
  [/^(ALTER .*) OWNER TO .*;$/, "$1 OWNER TO CURRENT_USER"],
  [/^ALTER ROLE ("\w+") (\w+);$/, "ALTER ROLE $1 NO$2"],
];

/** The statement that takes back one that a superuser ran for the deployer. */
export function undone(statement: string): string {
  const [pattern = /$/, back = ""] = UNDO.find(([pattern]) => pattern.test(statement)) ?? [];
  if (back === "") throw new Error(`no way back is known from ${statement}`);
  return statement.replace(pattern, back);
}

/** Two states of role files, and what a superuser must run for the deployer; undefined where nothing helps. */
export interface Change {
  readonly before: string;
  readonly after: string;
  readonly printed: (major: number) => string[] | undefined;
}

/** The definitions that those changes are about. */
export const DEFINITIONS = `
import { integer, pgSchema, serial } from "drizzle-orm/pg-core";
export const mart = pgSchema("DM_A");
export const a = mart.table("a", { id: serial().primaryKey(), n: integer() });
export const b = mart.table("b", { id: integer(), n: integer() });
export const kept = pgSchema("DM_B");
export const c = kept.table("c", { id: integer() });
export const mood = kept.enum("mood", ["good", "bad"]);
`;

/** What the jobs leave out, by name, with role files that stand beside all of it. */
export function changesBeyondJobs(suffix: string, deployer: string) {
  const own = (role: string) => `${role}_\${env}`;
  const beside = `
roles:
  ext_${suffix}: {external: true}
  pg_read_all_data: {external: true}
  ${own("one")}: {comment: owns}
  ${own("two")}: {}
  ${own("lead")}:
    grants:
      - {privileges: USAGE, schemas: DM_B}
      - {privileges: SELECT, tables: DM_B.c, grant_option: true}
`;
  const outside = `
schemas:
  OUT_${suffix}: {external: true}
`;

  const changes: Readonly<Record<string, Change>> = {
    "other owners": {
      before: `
schemas:
  DM_A: {owner: "${own("one")}", objects_owner: "${own("one")}"}
  DM_B: {objects_owner: "${own("one")}"}`,
      after: `
schemas:
  DM_A: {owner: "${own("two")}", objects_owner: "${own("one")}"}
  DM_B: {owner: "${own("two")}"}`,
      printed: () => [],
    },
    powers: {
      before: `
roles:
  ${own("maker")}: {createdb: true, createrole: true, bypassrls: true}`,
      after: `
roles:
  ${own("maker")}: {createrole: true, replication: true, inherit: false, connection_limit: 3}`,
      printed: (major) =>
        major < 16
          ? undefined
          : ["CREATEDB", "BYPASSRLS", "REPLICATION"].map((power) => `ALTER ROLE "${deployer}" ${power};`),
    },
    "settings of superusers": {
      before: `
roles:
  ${own("app")}: {settings: {log_statement: all, work_mem: 64MB}, settings_in_database: {app.tenant: x}}`,
      after: `
roles:
  ${own("app")}: {settings: {work_mem: 64MB}, settings_in_database: {app.tenant: y}}`,
      printed: (major) =>
        major < 15
          ? undefined
          : ['"log_statement"', '"app"."tenant"'].map(
              (name) => `GRANT SET ON PARAMETER ${name} TO "${deployer}";`,
            ),
    },
    memberships: {
      before: `
roles:
  ${own("member")}: {login: true, member_of: ["${own("one")}", {role: "${own("two")}", admin: true}, pg_read_all_data]}`,
      after: `
roles:
  ${own("member")}: {login: true, member_of: [{role: "${own("one")}", admin: true}, "${own("two")}"]}`,
      printed: (major) =>
        major < 16
          ? []
          : [`GRANT "pg_read_all_data" TO "${deployer}" WITH ADMIN TRUE, INHERIT FALSE, SET FALSE;`],
    },
    "what others made": {
      before: outside,
      after: `${outside}
default_privileges:
  - {for: ext_${suffix}, schemas: true, privileges: USAGE, to: "${own("one")}"}
grants:
  - {to: "${own("one")}", privileges: USAGE, schemas: OUT_${suffix}}
  - {to: "${own("one")}", privileges: SELECT, tables: OUT_${suffix}.t}
  - {to: "${own("one")}", privileges: USAGE, sequences: OUT_${suffix}.s}
  - {to: "${own("one")}", privileges: EXECUTE, routines: "OUT_${suffix}.f(integer)"}
  - {to: "${own("one")}", privileges: USAGE, foreign_servers: crm}
  - {to: "${own("one")}", privileges: USAGE, languages: plpgsql}
  - {to: "${own("one")}", privileges: SELECT, large_objects: 4711}
public:
  - {types: OUT_${suffix}.t_domain, privileges: []}`,
      printed: (major) => [
        ...(major < 16
          ? []
          : [`GRANT "ext_${suffix}" TO "${deployer}" WITH ADMIN FALSE, INHERIT TRUE, SET FALSE;`]),
        ...[
          `SCHEMA "OUT_${suffix}"`,
          `TABLE "OUT_${suffix}"."t"`,
          `SEQUENCE "OUT_${suffix}"."s"`,
          `ROUTINE "OUT_${suffix}"."f"(integer)`,
          `TYPE "OUT_${suffix}"."t_domain"`,
          'SERVER "crm"',
          'LANGUAGE "plpgsql"',
          "LARGE OBJECT 4711",
        ].map((object) => `ALTER ${object} OWNER TO "${deployer}";`),
      ],
    },
  };
  return { beside, changes };
}
