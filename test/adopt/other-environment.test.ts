import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, inject, test } from "vitest";
import { adoptDatabase } from "../../scripts/adopt/adopt-database.ts";
import { connect, disconnect, type Sql } from "../../scripts/database/connect/connect.ts";
import { hasDrifted } from "../../scripts/drift/drift-items.ts";
import { findDrift } from "../../scripts/drift/find-drift.ts";
import { migrate } from "../../scripts/move/migrate.ts";
import { openProject } from "../../scripts/sources/project.ts";
import type { Target } from "../../scripts/sources/target.ts";
import { freshDatabase } from "../support/cluster.ts";
import { LIBRARY, revise, target } from "../support/project.ts";
import { DEPLOYER, own, roleServer } from "../support/role-server.ts";

const [app, auditor] = ["app", "auditor"].map(own) as [string, string];
const reader = (env: string) => `${env}_${own("reader")}`;
const server = roleServer({ owns: true });

let prodSql: Sql;
let prod: Awaited<ReturnType<typeof freshDatabase>>;
beforeEach(async () => {
  prod = await freshDatabase(inject("adminUrl"));
  prodSql = await connect(prod.url);
  await prodSql.unsafe(`ALTER DATABASE "${new URL(prod.url).pathname.slice(1)}" OWNER TO ${DEPLOYER}`);
});
afterEach(async () => {
  await disconnect(prodSql);
  await prod.drop();
});

const tables = (env: string) => `SET ROLE ${DEPLOYER}; CREATE ROLE ${reader(env)};
  CREATE SCHEMA shop; CREATE TABLE shop.item (id integer PRIMARY KEY, name text); CREATE TABLE shop.sale (id integer PRIMARY KEY);
  INSERT INTO shop.item VALUES (1, '${env}');
  GRANT USAGE ON SCHEMA shop TO ${reader(env)}, ${app}; GRANT SELECT ON shop.item, shop.sale TO ${reader(env)};
  GRANT SELECT ON shop.item TO ${app};`;

test("a second database is compared with the same files; what its access has for itself becomes conditions", async () => {
  const { sql } = server;
  await sql.unsafe(`SET ROLE ${DEPLOYER}; CREATE ROLE ${app}; CREATE ROLE ${auditor}; RESET ROLE`);
  await sql.unsafe(`${tables("test")} GRANT INSERT, DELETE ON shop.sale TO ${app}; RESET ROLE`);
  await prodSql.unsafe(`${tables("prod")} GRANT USAGE ON SCHEMA shop TO ${auditor}; GRANT SELECT ON shop.sale TO ${auditor};
    GRANT UPDATE ON shop.item TO ${reader("prod")}; RESET ROLE`);
  const [ours, theirs]: [Target, Target] = [
    server.target("a plain deployer"),
    { ...target(deployersUrl(prod.url), { env: "prod" }), name: "prod" },
  ];
  const first = await adoptDatabase(server.project, ours, []);
  expect(first).toMatchObject({ differences: [], unsaid: [], isStamped: true });
  let project = await openProject(server.project.root, LIBRARY);

  // Another structure is told, and the database not stamped.
  await prodSql.unsafe("ALTER TABLE shop.item ADD COLUMN extra text");
  const told = await adoptDatabase(project, theirs, []);
  expect(told).toMatchObject({ isStamped: false, open: "other" });
  expect(told.differences.map(({ text }) => text)).toEqual(["column shop.item.extra was made by hand: text"]);
  await prodSql.unsafe("ALTER TABLE shop.item DROP COLUMN extra");

  const second = await adoptDatabase(project, theirs, []);
  expect(second).toMatchObject({ differences: [], unsaid: [], isStamped: true });
  const [old, more] = await Promise.all(
    ["adopted", "adopted-2"].map((name) => readFile(join(project.root, `roles/${name}.yaml`), "utf8")),
  );
  expect(old).toContain("{ privileges: [INSERT, DELETE], tables: shop.sale, when: { env: test } }");
  expect(more).toContain(
    `{ to: "\${env}_${own("reader")}", privileges: UPDATE, tables: shop.item, when: { env: prod } }`,
  );
  expect(more).toContain(`${auditor}:`);

  // What the files say by now is the next revision, which changes nothing on either.
  project = await openProject(project.root, LIBRARY);
  await revise(project, "conditions");
  for (const [one, connection] of [
    [ours, sql],
    [theirs, prodSql],
  ] as const) {
    await migrate(project, one, { direction: "up", to: "head" });
    expect(hasDrifted(await findDrift(project, one, connection))).toBe(false);
  }
  const can = async (connection: Sql, role: string, privilege: string) => {
    const [row] = await connection.unsafe("SELECT has_table_privilege($1, 'shop.sale', $2) AS can", [
      role,
      privilege,
    ]);
    return row?.can;
  };
  expect([await can(sql, app, "INSERT"), await can(prodSql, app, "INSERT")]).toEqual([true, false]);
  expect([await can(sql, auditor, "SELECT"), await can(prodSql, auditor, "SELECT")]).toEqual([false, true]);
  const [row] = await prodSql.unsafe("SELECT name FROM shop.item");
  expect(row?.name).toBe("prod");
});

/** The address of another database, as the deployer. */
function deployersUrl(url: string): string {
  const address = new URL(url);
  const { username, password } = new URL(server.url("a plain deployer"));
  return Object.assign(address, { username, password }).href;
}
