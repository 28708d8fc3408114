import { expect, test } from "vitest";
import { connect } from "../../scripts/database/connect/connect.ts";
import { driftItems, hasDrifted } from "../../scripts/drift/drift-items.ts";
import { findDrift } from "../../scripts/drift/find-drift.ts";
import { repairOf } from "../../scripts/drift/repair.ts";
import { writeRepair } from "../../scripts/drift/write-repair.ts";
import { NOTHING_ALLOWED } from "../../scripts/model/allowance.ts";
import { writeScript } from "../../scripts/sql/write-statement.ts";
import { APPLIERS, DEPLOYER, own, roleServer } from "../support/role-server.ts";

const [owner, lead, reader, stranger, friend] = ["owner", "lead", "reader", "stranger", "friend"].map(
  own,
) as [string, string, string, string, string];
const DEFINITIONS = `
import { integer, pgSchema } from "drizzle-orm/pg-core";
export const app = pgSchema("app");
export const a = app.table("a", { id: integer() });
export const b = app.table("b", { id: integer() });
`;
const ROLES = `
roles:
  ${owner}: { shared: true }
  ${lead}:
    shared: true
    grants:
      - { privileges: USAGE, schemas: app }
      - { privileges: SELECT, tables: app.a, grant_option: true }
  ${reader}:
    shared: true
    grants:
      - { privileges: USAGE, schemas: app }
      - { privileges: SELECT, tables: [app.a, app.b] }
schemas:
  app: { owner: ${owner}, objects_owner: ${owner} }
`;

const server = roleServer({
  owns: true,
  files: { "definitions/a.ts": DEFINITIONS, "roles/all.yaml": ROLES },
});

test.each(APPLIERS)("a repair next to roles that nobody declared: as %s", async (who) => {
  const { sql, project } = server;
  await server.revise("first");
  await server.up(who);
  await sql.unsafe(
    `CREATE ROLE ${stranger}; CREATE ROLE ${friend}; GRANT USAGE ON SCHEMA app TO ${stranger}`,
  );
  // What a stranger has by a declared grantor stays; what hangs on a right by hand that goes, goes too.
  await server.as(lead, `GRANT SELECT ON app.a TO ${stranger}`);
  await server.as(
    owner,
    `GRANT INSERT ON app.a TO ${lead} WITH GRANT OPTION; GRANT DELETE ON app.b TO ${stranger} WITH GRANT OPTION`,
  );
  await server.as(lead, `GRANT INSERT ON app.a TO ${stranger}`);
  await server.as(stranger, `GRANT DELETE ON app.b TO ${friend}, ${reader}`);
  await server.as(owner, `REVOKE SELECT ON app.b FROM ${reader}`);
  const target = server.target(who);
  const drift = await findDrift(project, target, sql);
  const texts = (await driftItems(project, drift))
    .filter(({ area }) => area === "access")
    .map(({ text }) => text);
  expect(texts.sort()).toEqual([
    `${lead} should not have INSERT with grant option on table app.a`,
    `${reader} lacks SELECT on table app.b`,
    `${reader} should not have DELETE on table app.b, granted by ${stranger}`,
  ]);
  const repair = await repairOf(drift, NOTHING_ALLOWED);
  expect(
    writeScript(repair.sections)
      .split("\n")
      .filter((line) => /^(?:SET|REVOKE|GRANT)/.test(line)),
  ).toEqual([
    `SET LOCAL ROLE "${lead}";`,
    `REVOKE INSERT ON TABLE "app"."a" FROM "${stranger}";`,
    `SET LOCAL ROLE "${stranger}";`,
    `REVOKE DELETE ON TABLE "app"."b" FROM "${reader}";`,
    `SET LOCAL ROLE "${owner}";`,
    `REVOKE INSERT ON TABLE "app"."a" FROM "${lead}";`,
    `SET LOCAL ROLE "${owner}";`,
    `GRANT SELECT ON TABLE "app"."b" TO "${reader}";`,
  ]);
  // Without superuser nobody acts as a stranger but its members.
  if (who === "a plain deployer") await sql.unsafe(`GRANT ${stranger} TO ${DEPLOYER}`);
  const mine = await connect(server.url(who));
  try {
    await writeRepair(project, target, mine, drift, repair);
  } finally {
    await mine.end();
  }
  expect(hasDrifted(await findDrift(project, target, sql))).toBe(false);
  const rows = await sql.unsafe(`SELECT relname || ': ' || acl::text AS text
    FROM pg_class CROSS JOIN LATERAL unnest(relacl) AS acl
    WHERE relnamespace = 'app'::regnamespace AND acl::text !~ '^${owner}=' ORDER BY 1`);
  expect(rows.map(({ text }) => text)).toEqual([
    `a: ${lead}=r*/${owner}`,
    `a: ${reader}=r/${owner}`,
    `a: ${stranger}=r/${lead}`,
    `b: ${friend}=d/${stranger}`,
    `b: ${reader}=r/${owner}`,
    `b: ${stranger}=d*/${owner}`,
  ]);
});
