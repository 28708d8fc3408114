import { expect, test } from "vitest";
import { adoptRolesBeside } from "../../scripts/adopt/adopt-roles-beside.ts";
import { writeFiles } from "../support/project.ts";
import { DEPLOYER, own, roleServer } from "../support/role-server.ts";

const [reader, writer, loader, group] = ["reader", "writer", "loader", "group"].map(own) as [
  string,
  string,
  string,
  string,
];
const WHO = "a plain deployer";
const DEFINITIONS = `
import { integer, pgSchema } from "drizzle-orm/pg-core";
export const shop = pgSchema("shop");
export const a = shop.table("a", { id: integer() });
`;
const ROLES = `
roles:
  ${reader}:
    shared: true
    grants: [{ privileges: USAGE, schemas: shop }, { privileges: SELECT, tables: shop.a }]
  ${group}: { shared: true }
`;

const server = roleServer({
  owns: true,
  files: { "definitions/a.ts": DEFINITIONS, "roles/all.yaml": ROLES },
});

test("what is new becomes one more file; what is said already is named where it stands", async () => {
  const { sql, project } = server;
  await server.revise("first");
  await server.up(WHO);
  const adopt = () => adoptRolesBeside(project, server.target(WHO), []);
  expect(await adopt()).toEqual({ text: undefined, toChange: [], unsaid: [] });
  await sql.unsafe(`SET ROLE ${DEPLOYER};
    CREATE TABLE shop.b (id integer); CREATE ROLE ${writer} LOGIN CONNECTION LIMIT 3; CREATE ROLE ${loader};
    GRANT ${reader} TO ${writer}; GRANT ${loader} TO ${reader}; GRANT ${group} TO ${reader};
    GRANT USAGE ON SCHEMA shop TO ${writer}, ${loader}; GRANT INSERT, SELECT ON shop.a TO ${writer}; GRANT SELECT ON shop.b TO ${loader}, ${reader};
    GRANT UPDATE ON shop.a TO ${reader}; REVOKE SELECT ON shop.a FROM ${reader};
    ALTER DEFAULT PRIVILEGES FOR ROLE ${DEPLOYER} IN SCHEMA shop GRANT SELECT ON TABLES TO ${loader}; RESET ROLE`);
  await writeFiles(project.root, {
    "definitions/a.ts": `${DEFINITIONS}export const b = shop.table("b", { id: integer() });\n`,
  });
  const { text, toChange, unsaid } = await adopt();
  expect(text?.replace(/^#.*\n/, "")).toBe(`
roles:
  ${DEPLOYER}: { external: true }

  ${loader}:
    shared: true
    when: { env: test }
    members: [${reader}]
    grants:
      - { privileges: USAGE, schemas: shop }
      - { privileges: SELECT, tables: shop.b }

  ${writer}:
    shared: true
    login: true
    connection_limit: 3
    when: { env: test }
    member_of: [${reader}]
    grants:
      - { privileges: USAGE, schemas: shop }
      - { privileges: [SELECT, INSERT], tables: shop.a }

grants:
  - { to: ${reader}, privileges: UPDATE, tables: shop.a, when: { env: test } }
  - { to: ${reader}, privileges: SELECT, tables: shop.b, when: { env: test } }

default_privileges:
  - for: ${DEPLOYER}
    in: shop
    tables: true
    privileges: SELECT
    to: ${loader}
    when: { env: test }
`);
  expect(unsaid).toEqual([]);
  expect(toChange.map((item) => `${item.at?.file}:${item.at?.line}: ${item.text}`).sort()).toEqual([
    `roles/all.yaml:3: ${reader} should not be a member of ${group}`,
    `roles/all.yaml:5: ${reader} lacks SELECT on table shop.a`,
  ]);
  await writeFiles(project.root, { "roles/adopted.yaml": text ?? "" });
  await server.revise("second", true);
  expect(await adopt()).toEqual({ text: undefined, toChange, unsaid: [] });
});
