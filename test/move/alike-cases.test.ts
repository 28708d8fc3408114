import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { connect, type Queryable, type Sql, serverVersion } from "../../scripts/database/connect/connect.ts";
import { bindWarehouse } from "../../scripts/model/bind.ts";
import { quoteIdentifier } from "../../scripts/model/identifier.ts";
import { isOurs } from "../../scripts/model/role.ts";
import type { Warehouse } from "../../scripts/model/warehouse.ts";
import { migrate } from "../../scripts/move/migrate.ts";
import { objectSql } from "../../scripts/plan/objects/object-sql.ts";
import { compareSources, readSources } from "../../scripts/sources/read-sources.ts";
import type { Source } from "../../scripts/sources/source.ts";
import { thereAndBack } from "../support/alike.ts";
import { type Case, cases, openStructure } from "../support/case.ts";
import { freshDatabase, removeProject, type TestCluster, testCluster } from "../support/cluster.ts";
import { revise, target } from "../support/project.ts";

const STRANGER = "stranger";
const DEPLOYER = "deployer";

let cluster: TestCluster;
let admin: Sql;
let major: number;

// The cases name their roles, and roles are the whole server's.
beforeAll(async () => {
  cluster = await testCluster(inject("emptyCluster"));
  admin = await connect(cluster.adminUrl);
  major = (await serverVersion(admin)).major;
  await admin.unsafe(`CREATE ROLE ${DEPLOYER} LOGIN CREATEROLE PASSWORD 'p'`);
});
afterAll(async () => {
  await admin.end();
  await cluster.stop();
});

/**
 * What somebody did by hand: a stranger may pass things on and did, and declared roles lost what they had. What he gave in
 * the owner's place would count as the owner's.
 */
async function meddle(sql: Queryable, { roles, relations, schemas }: Warehouse): Promise<void> {
  await sql.unsafe(`CREATE ROLE ${STRANGER}`);
  const ours = [...roles.values()].filter(isOurs).map(({ name }) => quoteIdentifier(name));
  // Whoever made them needs it to act as their owners.
  const [row] = await sql.unsafe("SELECT rolsuper FROM pg_roles WHERE rolname = current_user");
  const options = major < 16 ? "" : " WITH INHERIT TRUE, SET TRUE";
  if (!row?.rolsuper)
    for (const role of [STRANGER, ...ours]) await sql.unsafe(`GRANT ${role} TO CURRENT_USER${options}`);
  const [first, ...others] = ours;
  if (first === undefined) return;
  const lists = others.length > 0 ? others.join(", ") : first;
  for (const schema of schemas) {
    const on = objectSql({ kind: "schema", path: [schema] });
    await sql.unsafe(`GRANT USAGE, CREATE ON SCHEMA ${on} TO ${STRANGER} WITH GRANT OPTION;
      REVOKE ALL ON SCHEMA ${on} FROM ${first};
      ALTER DEFAULT PRIVILEGES IN SCHEMA ${on} GRANT SELECT ON TABLES TO ${STRANGER}, ${first};
      SET LOCAL ROLE ${STRANGER}; GRANT CREATE ON SCHEMA ${on} TO ${lists}; RESET ROLE`);
  }
  for (const { schema, name } of relations.values()) {
    const on = objectSql({ kind: "table", path: [schema, name] });
    await sql.unsafe(`GRANT SELECT, INSERT ON ${on} TO ${STRANGER} WITH GRANT OPTION;
      REVOKE ALL ON ${on} FROM ${first};
      GRANT DELETE ON ${on} TO ${first} WITH GRANT OPTION;
      SET LOCAL ROLE ${STRANGER}; GRANT INSERT ON ${on} TO ${lists}; RESET ROLE`);
  }
}

/** A role that a policy names cannot be dropped by a script that speaks of access alone. */
const IN_POLICIES = new Set(["objects/row-security"]);

const read = ({ folder }: Case, file: string): string => readFileSync(join(folder, "after", file), "utf8");

/** What a script of access can tell apart: the role files, and of which kinds the objects are. */
const asked = (entry: Case): string => {
  const calls = read(entry, "definitions.ts").match(
    /\b(?:pg[A-Z]\w+|sqlObject|table|\w*[vV]iew|enum|sequence)\(|\w+\(\).generated\w+/g,
  );
  return [read(entry, "roles.yaml"), ...new Set(calls)].sort().join("\n");
};

/** Of cases that come to the same, one. */
const withRoles = [
  ...new Map(
    cases()
      .filter(({ name, folder }) => existsSync(join(folder, "after/roles.yaml")) && !IN_POLICIES.has(name))
      .map((entry) => [asked(entry), entry]),
  ).values(),
];

describe("what diff --sql prints makes a server as it is declared, and back", () => {
  test("there are cases", () => expect(withRoles.length).toBeGreaterThan(10));

  test.each(withRoles)("$name", async (entry) => {
    const { project, addRoles } = await openStructure(entry);
    const database = await freshDatabase(cluster.adminUrl);
    const address = new URL(database.url);
    await admin.unsafe(`ALTER DATABASE "${address.pathname.slice(1)}" OWNER TO ${DEPLOYER}`);
    // From 15 on it is whose the database is.
    const sql = await connect(database.url);
    await sql.unsafe(`ALTER SCHEMA public OWNER TO ${major < 15 ? DEPLOYER : "pg_database_owner"}`);
    await sql.end();
    Object.assign(address, { username: DEPLOYER, password: "p" });
    let external: string[] = [];
    try {
      await revise(project, "structure", { proof: false });
      await migrate(project, target(address.href, { env: "test" }), { direction: "up", to: "head" });
      addRoles();
      const binding = { variables: { env: "test" }, major };
      const { declared: all } = compareSources(await readSources(project), []);
      const warehouse = bindWarehouse(all, binding);
      const declared: Source = {
        kind: "declared",
        label: "declared",
        warehouse,
        binding,
        provenance: new Map(),
        renames: [],
      };
      const theirs = [...warehouse.roles.values()].filter((role) => !isOurs(role)).map(({ name }) => name);
      external = theirs.filter((name) => !name.startsWith("pg_")).map(quoteIdentifier);
      for (const role of external)
        await admin.unsafe(`CREATE ROLE ${role}; GRANT ${role} TO ${DEPLOYER} WITH ADMIN OPTION`);
      for (const url of [database.url, address.href]) {
        const sql = await connect(url);
        try {
          await sql.unsafe("BEGIN");
          await thereAndBack(sql, declared, async () => {
            await meddle(sql, warehouse);
            await thereAndBack(sql, declared);
          });
        } finally {
          await sql.unsafe("ROLLBACK");
          await sql.end();
        }
      }
    } finally {
      await database.drop();
      await removeProject(project.root);
      for (const role of external) await admin.unsafe(`DROP ROLE ${role}`);
    }
  });
});
