import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { parse } from "yaml";
import { migrate } from "../../scripts/move/migrate.ts";
import { openProject, type Project } from "../../scripts/sources/project.ts";
import { freshDatabase } from "../support/cluster.ts";
import { openCountedLine } from "../support/counted-line.ts";
import { LIBRARY, target } from "../support/project.ts";

const ROOT = resolve(import.meta.dirname, "../..");

interface Inventory {
  readonly schemas: Record<
    string,
    Record<string, { sensitive?: boolean; columns: readonly (readonly string[])[] }>
  >;
}

const inventory = parse(readFileSync(join(ROOT, "test/support/inventory.yaml"), "utf8")) as Inventory;

const WRITE = ["SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE"];

/** Every entry that the predecessor's groups have, as `object grantee PRIVILEGE`, from the inventory alone. */
function expectedEntries(env: string, major: number): Set<string> {
  const all = [...WRITE, "REFERENCES", "TRIGGER", ...(major >= 17 ? ["MAINTAIN"] : [])];
  const levels = { read: ["SELECT"], write: WRITE, all };
  const entries = new Set<string>();
  for (const [schema, tables] of Object.entries(inventory.schemas)) {
    for (const [level, privileges] of Object.entries(levels)) {
      const group = `${env}_dwh_${schema.toLowerCase()}_${level}`;
      entries.add(`schema ${schema} ${group} USAGE`);
      for (const [table, { sensitive = false, columns }] of Object.entries(tables)) {
        const grantee = sensitive ? `${env}_sensitive_dwh_${schema.toLowerCase()}_${level}` : group;
        if (sensitive) entries.add(`schema ${schema} ${grantee} USAGE`);
        for (const privilege of privileges) entries.add(`table ${schema}.${table} ${grantee} ${privilege}`);
        if (level === "read") continue;
        for (const [column, , ...flags] of columns) {
          if (flags.includes("serial"))
            entries.add(`sequence ${schema}.${table}_${column}_seq ${grantee} USAGE`);
        }
      }
    }
  }
  return entries;
}

const ENTRIES = `
  SELECT CASE c.relkind WHEN 'S' THEN 'sequence ' ELSE 'table ' END || n.nspname || '.' || c.relname AS object,
         a.grantee::regrole::text AS grantee, a.privilege_type, a.is_grantable
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace, aclexplode(c.relacl) a
  WHERE n.nspname = ANY ($1) AND a.grantee <> c.relowner
  UNION ALL
  SELECT 'schema ' || n.nspname, a.grantee::regrole::text, a.privilege_type, a.is_grantable
  FROM pg_namespace n, aclexplode(n.nspacl) a WHERE n.nspname = ANY ($1) AND a.grantee <> n.nspowner
  UNION ALL
  SELECT 'column ' || t.attrelid::regclass || '.' || t.attname, a.grantee::regrole::text, a.privilege_type, a.is_grantable
  FROM pg_attribute t, aclexplode(t.attacl) a WHERE t.attrelid >= 16384`;

describe("the whole warehouse, for test and prod in one cluster", () => {
  let project: Project;
  const environments = ["test", "prod"] as const;
  const databases = new Map<string, Awaited<ReturnType<typeof freshDatabase>>>();
  const sql = new Map<string, postgres.Sql>();

  const database = (env: string) => {
    const connection = sql.get(env);
    if (!connection) throw new Error(`no database for ${env}`);
    return connection;
  };
  const urlOf = (env: string) => databases.get(env)?.url ?? "";
  const move = (env: string, direction: "up" | "down", to: string, url = urlOf(env)) =>
    migrate(project, target(url, { env }), { direction, to });
  const roundTrips = new Map<string, number>();

  beforeAll(async () => {
    project = await openProject(ROOT, LIBRARY);
    for (const env of environments) {
      const fresh = await freshDatabase(inject("adminUrl"));
      databases.set(env, fresh);
      sql.set(env, postgres(fresh.url, { max: 1, onnotice: () => {} }));
    }
    for (const env of environments) {
      const line = await openCountedLine(urlOf(env));
      // The first makes all of the warehouse but its reports.
      await move(env, "up", "+1", line.url);
      roundTrips.set(env, line.roundTrips());
      await line.stop();
      await move(env, "up", "head");
    }
  });

  afterAll(async () => {
    for (const connection of sql.values()) await connection.end();
    for (const fresh of databases.values()) await fresh.drop();
  });

  test.each(environments)("%s: every privilege of the inventory and no other", async (env) => {
    const rows = await database(env).unsafe(ENTRIES, [Object.keys(inventory.schemas)]);
    const [version] = await database(env)`SHOW server_version_num`;
    const expected = expectedEntries(env, Math.floor(Number(version?.server_version_num) / 10_000));
    const found = rows.map((row) => `${row.object} ${row.grantee} ${row.privilege_type}`);
    expect(found.filter((entry) => !expected.has(entry))).toEqual([]);
    expect([...expected].filter((entry) => !found.includes(entry))).toEqual([]);
    expect(rows.filter((row) => row.is_grantable)).toEqual([]);
    expect(found.filter((entry) => entry.startsWith("sequence ")).length).toBe(168);
    expect(new Set(rows.map((row) => row.grantee)).size).toBe(123);
  });

  test.each(environments)("%s: 40 schemas, 161 tables, 1,707 columns", async (env) => {
    const [row] = await database(env).unsafe(
      `SELECT count(DISTINCT n.oid)::int AS schemas, count(DISTINCT c.oid)::int AS tables, count(a)::int AS columns
       FROM pg_namespace n JOIN pg_class c ON c.relnamespace = n.oid AND c.relkind = 'r'
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 WHERE n.nspname = ANY ($1)`,
      [Object.keys(inventory.schemas)],
    );
    expect(row).toEqual({ schemas: 40, tables: 161, columns: 1707 });
  });

  test.each(environments)(
    "%s: over a line on which each answer takes its time, few are waited for",
    (env) => {
      expect(roundTrips.get(env)).toBeGreaterThan(10);
      expect(roundTrips.get(env)).toBeLessThan(40);
    },
  );

  test("upgrade again does nothing", async () => {
    for (const env of environments) expect((await move(env, "up", "head")).moved).toEqual([]);
  });

  test("a database refuses the variables of another environment", async () => {
    const wrong = target(databases.get("test")?.url ?? "", { env: "prod" });
    await expect(migrate(project, wrong, { direction: "up", to: "head" })).rejects.toThrow(/env/);
  });

  test("downgrade base leaves no table, schema or role of ours but the log, and the other environment as it is", async () => {
    await move("test", "down", "base");
    const schemas = await database("test")`
      SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname NOT IN ('public', 'information_schema')`;
    expect(schemas.map((row) => row.nspname)).toEqual(["drizzle"]);
    // Other tests have roles in the same cluster, whose names end in eight digits.
    const ours = () =>
      database(
        "prod",
      )`SELECT rolname FROM pg_roles WHERE rolname ~ '^(test|prod)_' AND rolname !~ '_[0-9a-f]{8}$'`;
    const roles = await ours();
    expect(roles.filter((row) => row.rolname.startsWith("test_"))).toEqual([]);
    expect(roles.filter((row) => /^prod_(sensitive_)?dwh_/.test(row.rolname)).length).toBe(123 + 3);
    await move("prod", "down", "base");
    expect(await ours()).toHaveLength(0);
  });
});
