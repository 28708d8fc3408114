import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { acceptDrift } from "../../scripts/adopt/accept-drift.ts";
import { findDrift } from "../../scripts/drift/find-drift.ts";
import { APPLIERS, own, roleServer } from "../support/role-server.ts";

const [owner, lead, reader] = ["owner", "lead", "reader"].map(own) as [string, string, string];
const DEFINITIONS = `
import { annotate, partitionBy } from "dwh-definitions";
import { integer, pgSchema, text } from "drizzle-orm/pg-core";
export const app = pgSchema("app");
export const mood = app.enum("mood", ["calm"]);
export const a = app.table("a", { id: integer(), name: text() });
export const b = app.table("b", { id: integer() });
export const gone = app.table("gone", { id: integer() });
export const secret = app.table("secret", { id: integer(), name: text() });
export const kept = app.table("kept", { n: integer() });
annotate(kept, { partitioned: partitionBy("range", kept.n, { partitions: {
  kept_1: { from: 1, to: 2 }, kept_2: { from: 2, to: 3 }, kept_3: { from: 3, to: 4 }, kept_4: { from: 4, to: 5 },
} }) });
annotate(secret, { sensitive: true, columns: { name: { comment: "Called so", sensitive: true } } });
`;
const ROLES = `
roles:
  ${owner}: { shared: true }
  ${lead}: { shared: true, connection_limit: 3 }
  ${reader}:
    shared: true
    grants:
      - { privileges: USAGE, schemas: app }
      - { privileges: SELECT, tables: [app.a, app.b] }
`;

const server = roleServer({
  owns: true,
  files: { "definitions/a.ts": DEFINITIONS, "roles/all.yaml": ROLES },
});

test("what is there is taken over as entries and lines", async () => {
  const [who] = APPLIERS;
  const { sql, project, major } = server;
  await server.revise("first");
  await server.up(who);
  await sql.unsafe(`
    GRANT INSERT, UPDATE ON app.a TO ${reader}; GRANT SELECT (name) ON app.a TO ${lead};
    GRANT DELETE ON app.b TO ${lead} WITH GRANT OPTION; GRANT USAGE ON SCHEMA app TO PUBLIC;
    REVOKE USAGE ON TYPE app.mood FROM PUBLIC; ALTER TABLE app.b OWNER TO ${owner};
    ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} IN SCHEMA app GRANT SELECT ON TABLES TO ${reader};
    REVOKE SELECT ON app.a FROM ${reader}; ALTER ROLE ${lead} CONNECTION LIMIT 9; GRANT ${lead} TO ${reader};
    ALTER TABLE app.a ADD COLUMN extra text NOT NULL DEFAULT 'x'; COMMENT ON TABLE app.b IS 'By hand';
    ALTER TABLE app.secret ADD COLUMN extra text;
    CREATE TABLE app.tmp (id integer PRIMARY KEY); DROP TABLE app.gone;
    ALTER TABLE app.kept DETACH PARTITION app.kept_1; DROP TABLE app.kept_2; ALTER TABLE app.kept DETACH PARTITION app.kept_3;
    ALTER TABLE app.kept ATTACH PARTITION app.kept_3 FOR VALUES FROM (30) TO (40);
    CREATE FUNCTION app.f() RETURNS integer LANGUAGE sql AS 'SELECT 1'`);
  const accept = async () => {
    const drift = await findDrift(project, server.target(who), sql);
    return acceptDrift(project, drift, { shown: "the test", major });
  };
  const accepted = await accept();
  const text = readFileSync(join(project.root, "roles/accepted.yaml"), "utf8");
  expect(text).toBe(`# Access that was given by hand on the test

owners:
  - { owner: ${owner}, tables: app.b }

public:
  - { privileges: USAGE, schemas: app, when: { env: test } }
  - { privileges: [], types: app.mood, when: { env: test } }

grants:
  - { to: ${lead}, privileges: SELECT, tables: app.a, columns: name, when: { env: test } }
  - { to: ${lead}, privileges: DELETE, tables: app.b, grant_option: true, when: { env: test } }
  - { to: ${reader}, privileges: [INSERT, UPDATE], tables: app.a, when: { env: test } }

default_privileges:
  - for: ${owner}
    in: app
    tables: true
    privileges: SELECT
    to: ${reader}
    when: { env: test }
`);
  expect(accepted.toChange.map(({ text, at }) => `${at?.file}: ${text}`).sort()).toEqual([
    `roles/all.yaml: ${reader} lacks SELECT on table app.a`,
    `roles/all.yaml: ${reader} should not be a member of ${lead}`,
    `roles/all.yaml: the role ${lead} has CONNECTION LIMIT 9, not CONNECTION LIMIT 3`,
  ]);
  const lines = new Map(accepted.definitions.map((one) => [one.what, one]));
  expect([...lines.keys()].sort()).toEqual([
    "app.a",
    "app.b",
    "app.gone",
    "app.kept_1",
    "app.kept_2",
    "app.kept_3",
    "app.secret",
    "app.tmp",
    "routine app.f()",
  ]);
  expect(lines.get("app.a")?.text).toContain('extra: text().notNull().default("x")');
  // What no catalog has stays as it is declared.
  expect(lines.get("app.secret")?.text).toMatch(
    /annotate\(secret, \{\s+sensitive: true,\s+columns: \{\s+name: \{ comment: "Called so", sensitive: true \},/,
  );
  expect(lines.get("app.a")?.at).toMatchObject({ line: 6 });
  expect(lines.get("app.b")?.text).toContain('comment: "By hand"');
  expect(lines.get("app.gone")?.text).toBeUndefined();
  expect([1, 2, 3].map((n) => lines.get(`app.kept_${n}`)?.text)).toEqual([
    "kept_1: { from: 1, to: 2, detached: true }",
    undefined,
    "kept_3: { from: 30, to: 40 }",
  ]);
  expect(lines.get("app.kept_3")?.at).toMatchObject({ line: 10 });
  expect(lines.get("app.tmp")?.text).toContain('app.table("tmp"');
  expect(lines.get("routine app.f()")).toMatchObject({ isSql: true });
  // What was accepted is declared: nothing of it differs, and a revision of it can be written.
  const differing = (await server.compared()).lines;
  for (const { text } of accepted.said) expect(differing).not.toContain(text);
  expect(differing).not.toContain(expect.stringMatching(/PUBLIC|by default|DELETE|INSERT/));
  // A second time nothing is said twice.
  const again = await accept();
  expect(again.file).toBeUndefined();
  expect(again.said).toEqual([]);
  expect(again.declaredAlready.map(({ text }) => text)).toEqual(accepted.said.map(({ text }) => text));
  await sql.unsafe(`GRANT TRUNCATE ON app.b TO ${reader}`);
  await accept();
  const more = readFileSync(join(project.root, "roles/accepted.yaml"), "utf8");
  expect(more.split("\n").filter((line) => /TRUNCATE|INSERT/.test(line))).toHaveLength(2);
});
