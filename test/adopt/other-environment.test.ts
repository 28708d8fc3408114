import { readdir, readFile } from "node:fs/promises";
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

const [app, auditor, half] = ["app", "auditor", "half"].map(own) as [string, string, string];
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
  await sql.unsafe(
    `SET ROLE ${DEPLOYER}; COMMENT ON TABLE shop.item IS 'things'; CREATE ROLE ${half}; GRANT USAGE ON SCHEMA shop TO ${half};
    GRANT SELECT, INSERT, DELETE ON shop.item TO ${half}; RESET ROLE`,
  );
  await prodSql.unsafe(`SET ROLE ${DEPLOYER}; ${tables("prod")} GRANT USAGE ON SCHEMA shop TO ${half}; GRANT SELECT, DELETE ON shop.item TO ${half};
    GRANT TRUNCATE ON shop.sale TO PUBLIC; COMMENT ON TABLE shop.item IS 'other things'; RESET ROLE`);
  await prodSql.unsafe(`SET ROLE ${DEPLOYER}; GRANT USAGE ON SCHEMA shop TO ${auditor}; GRANT SELECT ON shop.sale TO ${auditor};
    GRANT UPDATE ON shop.item TO ${reader("prod")}; RESET ROLE`);
  const [ours, theirs]: [Target, Target] = [
    server.target("a plain deployer"),
    { ...target(deployersUrl(prod.url), { env: "prod" }), name: "prod" },
  ];
  const first = await adoptDatabase(server.project, ours, []);
  expect(first).toMatchObject({ differences: [], unsaid: [], isStamped: true });
  let project = await openProject(server.project.root, LIBRARY);
  const texts = async () =>
    Promise.all(
      (await readdir(join(project.root, "roles"))).map((name) =>
        readFile(join(project.root, "roles", name), "utf8"),
      ),
    );
  const before = await texts();

  // Where it can get no history, or that fails, the files are as they were.
  const name = new URL(prod.url).pathname.slice(1);
  const admin = new URL(prod.url).username;
  await prodSql.unsafe(`ALTER DATABASE "${name}" OWNER TO "${admin}"`);
  await expect(adoptDatabase(project, theirs, [])).rejects.toThrow(/CREATE/);
  await prodSql.unsafe(`ALTER DATABASE "${name}" OWNER TO ${DEPLOYER};
    CREATE FUNCTION public.no() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'not now'; END $$;
    CREATE EVENT TRIGGER no ON ddl_command_start WHEN TAG IN ('CREATE SCHEMA') EXECUTE FUNCTION public.no()`);
  await expect(adoptDatabase(project, theirs, [], { stampAnyway: true })).rejects.toThrow(/not now/);
  await prodSql.unsafe("DROP EVENT TRIGGER no; DROP FUNCTION public.no()");
  expect(await texts()).toEqual(before);

  // Another structure is told, and the database not stamped.
  await prodSql.unsafe("ALTER TABLE shop.item ADD COLUMN extra text");
  const told = await adoptDatabase(project, theirs, []);
  expect(told).toMatchObject({ isStamped: false, open: "other" });
  expect(told.differences.map(({ text }) => text)).toEqual([
    "column shop.item.extra was made by hand: text",
    expect.stringMatching(/^the comment on table shop.item /),
  ]);
  expect(told.differences[1]?.at?.file).toMatch(/shop\.ts$/);
  await Promise.all([...told.written, ...(told.edited ?? [])].map((file) => readFile(file)));
  await prodSql.unsafe("ALTER TABLE shop.item DROP COLUMN extra; COMMENT ON TABLE shop.item IS 'things'");

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
  // What is half there is said of each environment, what PUBLIC has too.
  expect(old).toContain("{ privileges: [INSERT, DELETE], tables: shop.item, when: { env: test } }");
  expect(more).toContain(`{ to: ${half}, privileges: DELETE, tables: shop.item, when: { env: prod } }`);
  expect(more).toContain("{ privileges: TRUNCATE, tables: shop.sale, when: { env: prod } }");

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
  const can = async (connection: Sql, role: string, privilege: string, table = "shop.sale") => {
    const values = [role, table, privilege];
    const [row] = await connection.unsafe("SELECT has_table_privilege($1, $2, $3) AS can", values);
    return row?.can;
  };
  expect(await can(prodSql, half, "DELETE", "shop.item")).toBe(true);
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
