import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { parse } from "yaml";
import { adoptRolesOf } from "../../scripts/adopt/adopt-server.ts";
import { connect, type Sql } from "../../scripts/database/connect/connect.ts";
import { catalogShape, compareShapes } from "../../scripts/database/inspect/shape.ts";
import { tryAccess } from "../../scripts/database/inspect/try-access.ts";
import { openScratch, type Scratch } from "../../scripts/database/servers/scratch.ts";
import { Refusal } from "../../scripts/model/diagnostic.ts";
import { migrate } from "../../scripts/move/migrate.ts";
import { indexAccess } from "../../scripts/review/access/access-index.ts";
import { reason, whoCan } from "../../scripts/review/access/access-report.ts";
import { decide } from "../../scripts/review/access/verdict.ts";
import { ask } from "../../scripts/review/access/view-access.ts";
import { describeDifference } from "../../scripts/review/differences.ts";
import { compareAccess } from "../../scripts/sources/compare-access.ts";
import { findNames } from "../../scripts/sources/find-names.ts";
import { openPair, openSource } from "../../scripts/sources/open-source.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { embeddedPackage, removeProject, shareEmptyCluster, temporaryProject } from "../support/cluster.ts";
import { makeProject, revise, target, writeFiles } from "../support/project.ts";

const DEFINITIONS = `
import { integer, pgSchema } from "drizzle-orm/pg-core";
export const mart = pgSchema("DM_A");
export const a = mart.table("a", { id: integer() });
`;
const FIRST = `
roles:
  loader:
    shared: true
    grants:
      - { privileges: CREATE, tablespaces: [fast, "very slow"] }
  analyst:
    shared: true
    member_of: [loader]
public:
  - { privileges: CREATE, tablespaces: pg_default }
expect:
  - { role: analyst, can: CREATE, tablespaces: fast }
  - { role: analyst, cannot: CREATE, tablespaces: pg_global }
`;
const SECOND = `
roles:
  loader:
    shared: true
    grants:
      - { privileges: CREATE, tablespaces: fast, grant_option: true }
  analyst:
    shared: true
    member_of: [loader]
`;

// A server of its own: all databases of a cluster share its tablespaces.
describe("tablespaces", () => {
  let folder: string;
  let scratch: Scratch;
  let sql: Sql;
  let project: Project;

  const move = (url: string, direction: "up" | "down", to: "head" | "base") =>
    migrate(project, target(url, { env: "test" }), { direction, to });
  const live = () => `live:${scratch.url}`;
  const acls = async () => {
    const rows = await sql.unsafe<{ name: string; acl: string | null }[]>(
      "SELECT spcname AS name, spcacl::text AS acl FROM pg_tablespace WHERE spcacl IS NOT NULL ORDER BY 1",
    );
    return Object.fromEntries(rows.map(({ name, acl }) => [name, acl]));
  };

  beforeAll(async () => {
    vi.stubEnv("DWH_ENV", "test");
    folder = await temporaryProject();
    await shareEmptyCluster(folder);
    scratch = await openScratch(folder, { ...embeddedPackage(), base: "0" });
    sql = await connect(scratch.url);
    await sql.unsafe("SET allow_in_place_tablespaces = on");
    for (const name of ["fast", '"very slow"']) await sql.unsafe(`CREATE TABLESPACE ${name} LOCATION ''`);
    project = await makeProject({ "definitions/a.ts": DEFINITIONS, "roles/all.yaml": FIRST });
  }, 120_000);
  afterAll(async () => {
    vi.unstubAllEnvs();
    await sql.end();
    await scratch.close();
    await removeProject(folder);
    await removeProject(project.root);
  });

  test("a revision is proved on stand-ins, its expectations tried on them", async () => {
    const { name, migration, down } = await revise(project, "first");
    expect(migration).toContain(
      `-- Grants
GRANT ALL ON TABLESPACE "fast", "very slow" TO "loader";
GRANT ALL ON TABLESPACE "pg_default" TO PUBLIC;
`,
    );
    expect(down).toContain('REVOKE ALL ON TABLESPACE "fast", "very slow" FROM "loader";');
    const review = await readFile(join(project.config.out, name, "review.md"), "utf8");
    expect(review).toContain('| `loader` |  | ALL on 3 tablespaces: "very slow", fast, pg_default |  |');
  });

  test("without superuser it is refused, with what an administrator must run", async () => {
    await sql.unsafe(
      `CREATE ROLE deployer LOGIN CREATEROLE PASSWORD 'p'; GRANT ALL ON DATABASE postgres TO deployer`,
    );
    const url = new URL(scratch.url);
    url.username = "deployer";
    url.password = "p";
    const error = await move(url.href, "up", "head").catch((refusal: unknown) => refusal);
    if (!(error instanceof Refusal)) throw error ?? new Error("it was not refused");
    expect(error.diagnostics.map(({ message }) => message)).toContain(
      "deployer must own the tablespace fast, which belongs to the superuser postgres, to change privileges on tablespace fast",
    );
    expect(error.diagnostics.map(({ help }) => help).join()).toContain(
      'ALTER TABLESPACE "fast" OWNER TO "deployer";',
    );
    expect(await acls()).toEqual({});
  });

  test("it is applied and confirmed, and what the server has is what is declared", async () => {
    const before = await catalogShape(sql);
    await move(scratch.url, "up", "head");
    expect(await acls()).toEqual({
      fast: "{postgres=C/postgres,loader=C/postgres}",
      pg_default: "{postgres=C/postgres,=C/postgres}",
      "very slow": "{postgres=C/postgres,loader=C/postgres}",
    });
    expect(compareShapes(before, await catalogShape(sql)).extra).toContain(
      "tablespace fast CREATE to loader by postgres",
    );
    const [declared, found] = await openPair(project, "declared", live());
    expect(describeDifference(compareAccess(declared, found).difference)).toEqual([]);
  });

  test("who can do what with them is explained as the server says", async () => {
    const source = await openSource(project, live());
    const { role, object } = findNames(source, { role: "analyst", object: "tablespace fast" });
    const index = indexAccess(source.warehouse, source.binding.major);
    const verdict = decide(index, role, ask(index, "CREATE", object));
    expect([verdict.can, reason(index, role, object, verdict)]).toEqual([true, "through loader"]);
    expect(whoCan(index, object).map((holder) => holder.role)).toEqual(["analyst", "loader", "postgres"]);
    const attempt = (name: string) =>
      ({
        role,
        privilege: "CREATE",
        object: { kind: "tablespace", path: [name] },
        columns: [],
        whole: true,
      }) as const;
    expect(await tryAccess(sql, ["fast", "very slow", "pg_global", "gone"].map(attempt))).toEqual([
      "can",
      "can",
      "cannot",
      "absent",
    ]);
  });

  test("what was done by hand shows, and is adopted", async () => {
    await sql.unsafe(
      `REVOKE CREATE ON TABLESPACE "very slow" FROM loader; GRANT CREATE ON TABLESPACE fast TO analyst`,
    );
    const [declared, found] = await openPair(project, "declared", live());
    expect(describeDifference(compareAccess(declared, found).difference)).toEqual([
      'loader lacks ALL on tablespace "very slow"',
      "analyst should not have ALL on tablespace fast",
    ]);
    const { text, unsaid } = await adoptRolesOf(project, target(scratch.url, { env: "test" }), ["deployer"]);
    expect(unsaid).toEqual([]);
    expect(parse(text)).toMatchObject({
      roles: {
        loader: { grants: [{ privileges: "CREATE", tablespaces: "fast" }] },
        analyst: { grants: [{ privileges: "CREATE", tablespaces: "fast" }] },
      },
      public: [{ privileges: "CREATE", tablespaces: "pg_default" }],
    });
    await sql.unsafe(
      `GRANT CREATE ON TABLESPACE "very slow" TO loader; REVOKE CREATE ON TABLESPACE fast FROM analyst`,
    );
  });

  test("what changes is revoked and granted, and all of it goes back", async () => {
    await writeFiles(project.root, { "roles/all.yaml": SECOND });
    await revise(project, "second");
    await move(scratch.url, "up", "head");
    expect(await acls()).toMatchObject({
      fast: "{postgres=C/postgres,loader=C*/postgres}",
      pg_default: "{postgres=C/postgres}",
      "very slow": "{postgres=C/postgres}",
    });
    await move(scratch.url, "down", "base");
    expect(new Set(Object.values(await acls()))).toEqual(new Set(["{postgres=C/postgres}"]));
  });
});
