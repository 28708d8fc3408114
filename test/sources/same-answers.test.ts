import { randomBytes } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { connect, type Sql } from "../../scripts/database/connect/connect.ts";
import { inspect } from "../../scripts/database/inspect/inspect.ts";
import { readViews } from "../../scripts/database/inspect/live-view-reads.ts";
import { type ObjectName, objectKey } from "../../scripts/model/object.ts";
import type { Privilege } from "../../scripts/model/privilege.ts";
import { migrate } from "../../scripts/move/migrate.ts";
import { indexAccess } from "../../scripts/review/access/access-index.ts";
import { whoCan } from "../../scripts/review/access/access-report.ts";
import { openDeclared } from "../../scripts/sources/declared-source.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { freshDatabase, removeProject } from "../support/cluster.ts";
import { makeProject, type ProjectFiles, revise, target } from "../support/project.ts";

const ROOT = resolve(import.meta.dirname, "../..");

async function filesIn(folder: string): Promise<ProjectFiles> {
  const entries = await readdir(join(ROOT, folder), { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  const texts = await Promise.all(paths.map((path) => readFile(path, "utf8")));
  return Object.fromEntries(paths.map((path, place) => [path.slice(ROOT.length + 1), texts[place] ?? ""]));
}

/** The warehouse of this repository, under a value of `env` of its own: roles are the cluster's. */
const env = `q${randomBytes(4).toString("hex")}`;
let project: Project;
let database: Awaited<ReturnType<typeof freshDatabase>>;
const move = (direction: "up" | "down", to: string) =>
  migrate(project, target(database.url, { env }), { direction, to });

beforeAll(async () => {
  const files = { ...(await filesIn("definitions")), ...(await filesIn("roles")) };
  project = await makeProject(files, [env]);
  database = await freshDatabase(inject("adminUrl"));
  // On 14 everybody may create in the schema public, which no declaration knows.
  const sql = await connect(database.url);
  await sql.unsafe("REVOKE CREATE ON SCHEMA public FROM PUBLIC").finally(() => sql.end());
  await revise(project, "everything", { proof: false });
  await move("up", "head");
});
afterAll(async () => {
  await move("down", "base");
  await database.drop();
  await removeProject(project.root);
});

test("who can do what is the same by what is declared and by what a server has", async () => {
  const sql = await connect(database.url);
  const live = await inspect(sql).finally(() => sql.end());
  const { warehouse } = await openDeclared(project, { variables: { env }, major: live.major });
  const tables = [...warehouse.relations.values()];
  const objects: ObjectName[] = [
    { kind: "database", path: [] },
    ...[...warehouse.schemas, "public"].map((schema): ObjectName => ({ kind: "schema", path: [schema] })),
    ...tables.map(({ schema, name }): ObjectName => ({ kind: "table", path: [schema, name] })),
    ...tables.flatMap(({ schema, columns }) =>
      columns.flatMap(({ serialSequence }): ObjectName[] =>
        serialSequence === undefined ? [] : [{ kind: "sequence", path: [schema, serialSequence] }],
      ),
    ),
    ...tables
      .slice(0, 20)
      .flatMap(({ schema, name, columns }) =>
        columns.map((column): ObjectName => ({ kind: "column", path: [schema, name, column.name] })),
      ),
  ];
  const isOurs = (name: string) => name === "PUBLIC" || warehouse.roles.has(name);
  // What is read by views is said by their texts here, and by what PostgreSQL made of them there.
  const answers = (index: ReturnType<typeof indexAccess>) =>
    objects.flatMap((object) =>
      whoCan(index, object).filter(
        ({ role, how }) => isOurs(role) && !/, by the (?:materialized )?view /.test(how),
      ),
    );
  const declared = answers(indexAccess(warehouse, live.major));
  expect(declared.length).toBeGreaterThan(1000);
  expect(answers(indexAccess(live, live.major))).toEqual(declared);
});

/** Of every column of every relation, each privilege with the roles that PostgreSQL says have it. */
async function askPostgres(sql: Sql, roles: readonly string[]) {
  const rows = await sql.unsafe<{ privilege: Privilege; path: string[]; names: (string | null)[] }[]>(
    `SELECT p.name AS privilege, json_build_array(n.nspname, c.relname, a.attname) AS path, json_agg(r.rolname) AS names
       FROM pg_class c
       JOIN pg_namespace n ON n.oid = c.relnamespace
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
       CROSS JOIN (VALUES ('SELECT'), ('INSERT'), ('UPDATE'), ('REFERENCES')) AS p (name)
       LEFT JOIN pg_roles r ON r.rolname IN (SELECT json_array_elements_text($1::text::json))
         AND has_column_privilege(r.oid, c.oid, a.attnum, p.name)
       WHERE c.relkind IN ('r', 'v', 'm', 'f', 'p') AND n.nspname !~ '^(pg_|information_schema|drizzle$)'
       GROUP BY p.name, n.nspname, c.relname, a.attname`,
    [JSON.stringify(roles)],
  );
  return rows.map(({ privilege, path, names }) => ({
    object: { kind: "column", path } as ObjectName,
    privilege,
    roles: names.filter((name) => name !== null).sort(),
  }));
}

test("who can do what with every column of every table is what PostgreSQL says of every role", async () => {
  const sql = await connect(database.url);
  try {
    const live = await inspect(sql);
    const { warehouse } = await openDeclared(project, { variables: { env }, major: live.major });
    const roles = [...live.roles.keys()].filter((name) => warehouse.roles.has(name)).sort();
    const views = await readViews(sql);
    const viewReads = new Map(views.map((view) => [view.view, view]));
    const index = indexAccess({ ...live, viewReads }, live.major);
    const theirs = await askPostgres(sql, roles);
    expect(roles.length).toBeGreaterThan(100);
    expect(theirs.length).toBeGreaterThan(4000);
    expect(theirs.filter((one) => one.roles.length > 0).length).toBeGreaterThan(1000);
    const differing = theirs.flatMap(({ object, privilege, roles: asked }) => {
      // What a role can be by SET ROLE is not its own, and what it reads by a view is not the column's.
      const holders = whoCan(index, object, [privilege])
        .filter(({ how }) => !/^after SET ROLE|, by the (materialized )?view /.test(how))
        .map(({ role }) => role);
      const named = holders.includes("PUBLIC") ? roles : roles.filter((role) => holders.includes(role));
      return JSON.stringify(named) === JSON.stringify(asked)
        ? []
        : [{ what: `${privilege} on ${objectKey(object)}`, named, asked }];
    });
    expect(differing.slice(0, 5)).toEqual([]);
  } finally {
    await sql.end();
  }
});
