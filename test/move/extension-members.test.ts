import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { connect, type Sql, serverVersion } from "../../scripts/database/connect/connect.ts";
import { inspect } from "../../scripts/database/inspect/inspect.ts";
import { catalogText } from "../../scripts/declarations/objects/catalog-file.ts";
import { keptExtensionTexts } from "../../scripts/declarations/objects/kept-extensions.ts";
import { readDeltaFile } from "../../scripts/migrations/delta-file.ts";
import { bindWarehouse } from "../../scripts/model/bind.ts";
import { Refusal } from "../../scripts/model/diagnostic.ts";
import { type Move, migrate } from "../../scripts/move/migrate.ts";
import { diffWarehouses } from "../../scripts/plan/compare/diff-warehouses.ts";
import { inScope } from "../../scripts/plan/compare/scope.ts";
import { leaveGround, prepareGround } from "../../scripts/prove/ground.ts";
import { describeDifference } from "../../scripts/review/differences.ts";
import { withMembersAhead } from "../../scripts/revise/members-ahead.ts";
import { planRevision } from "../../scripts/revise/plan-revision.ts";
import { proveAndWrite } from "../../scripts/revise/write-revision.ts";
import { readExternalCatalog } from "../../scripts/sources/external-catalog.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { compareSources, readSources } from "../../scripts/sources/read-sources.ts";
import { scratchPlace } from "../../scripts/sources/scratch-place.ts";
import { freshDatabase, removeProject } from "../support/cluster.ts";
import { makeProject, revise, target, writeFiles } from "../support/project.ts";

const suffix = randomBytes(4).toString("hex");
const [reader, deployer] = [`reader_${suffix}`, `deployer_${suffix}`];
const extension = (...calls: string[]) => `
import { pgExtension } from "dwh-definitions";
import { integer, pgSchema } from "drizzle-orm/pg-core";
export const ext = pgSchema("ext");
export const t = ext.table("t", { id: integer() });
${calls.map((call, index) => `export const e${index} = ${call};`).join("\n")}
`;
const CRYPTO = 'pgExtension("pgcrypto", { schema: ext })';
const SAID = `roles: { ${reader}: { shared: true } }
grants:
  - { to: ${reader}, privileges: USAGE, schemas: ext }
  - { to: ${reader}, privileges: EXECUTE, routines: ["digest", "ext.gen_*"], extension: pgcrypto, except: "digest(bytea, text)" }
public:
  - { privileges: [], routines: "*", extension: pgcrypto, except: "gen_random_uuid" }
`;

let database: Awaited<ReturnType<typeof freshDatabase>>;
let sql: Sql;
let project: Project;
let url: string;

const move = (to: Move) => migrate(project, target(url, { env: "test" }), to);
const up = () => move({ direction: "up", to: "head" });

/** Plans as `dwh revision` does: what extensions will have is looked at before. */
async function ahead(message: string, down = (text: string) => text) {
  const read = await readSources(project);
  const ground = prepareGround(scratchPlace(project), read.earlier, project.config.variables);
  try {
    const plan = await planRevision(await withMembersAhead(read, () => ground), message, []);
    if (plan.kind !== "planned") return expect.fail(`${message}: ${JSON.stringify(plan)}`);
    const revision = { ...plan.revision, down: down(plan.revision.down) };
    await proveAndWrite(project, revision, { proof: true, ground });
    return revision;
  } finally {
    await leaveGround(ground);
  }
}

/** In what the server is not as declared. */
async function drift(): Promise<string[]> {
  const { major } = await serverVersion(sql);
  const { declared } = compareSources(await readSources(project), []);
  const bound = bindWarehouse(declared, { variables: { env: "test" }, major });
  return describeDifference(diffWarehouses(bound, inScope(await inspect(sql), bound)));
}

/** The routines of an extension that a role may call. */
async function callable(role: string, name: string): Promise<string[]> {
  const rows = await sql.unsafe<{ name: string }[]>(
    `SELECT DISTINCT proname AS name FROM pg_depend JOIN pg_proc AS p ON p.oid = objid AND classid = 'pg_proc'::regclass
     JOIN pg_extension AS e ON e.oid = refobjid AND deptype = 'e'
     WHERE extname = $2 AND has_function_privilege($1, p.oid, 'EXECUTE') ORDER BY 1`,
    [role, name],
  );
  return rows.map((row) => row.name);
}

beforeAll(async () => {
  database = await freshDatabase(inject("adminUrl"));
  sql = await connect(database.url);
  url = database.url;
  project = await makeProject({ "definitions/a.ts": extension(CRYPTO), "roles/all.yaml": SAID });
});
afterAll(async () => {
  await sql.end();
  await database.drop();
  await removeProject(project.root);
});

test("one revision makes an extension and says who may use it; the way back takes both", async () => {
  const { migration, down } = await ahead("crypto");
  expect(migration).toContain('GRANT ALL ON ROUTINE\n  "ext"."digest"(text, text),\n');
  expect(down).not.toMatch(/REVOKE|GRANT/);
  await up();
  expect(await callable(reader, "pgcrypto")).toEqual([
    "digest",
    "gen_random_bytes",
    "gen_random_uuid",
    "gen_salt",
  ]);
  expect(await callable("public", "pgcrypto")).toEqual(["gen_random_uuid"]);
  expect(await drift()).toEqual([]);
  // What nobody speaks of is nobody's affair.
  await sql.unsafe(
    "CREATE EXTENSION pg_trgm SCHEMA ext; REVOKE EXECUTE ON FUNCTION ext.show_trgm FROM PUBLIC",
  );
  expect(await drift()).toEqual([]);
  await sql.unsafe("DROP EXTENSION pg_trgm; GRANT EXECUTE ON FUNCTION ext.crypt TO PUBLIC");
  expect(await drift()).toEqual(["PUBLIC should not have ALL on routine ext.crypt(text, text)"]);
  await sql.unsafe("REVOKE EXECUTE ON FUNCTION ext.crypt FROM PUBLIC");
});

const STATEMENTS = (version: string) =>
  `pgExtension("pg_stat_statements", { schema: ext, version: "${version}" })`;
const OF_STATEMENTS = `${SAID}  - { privileges: [], routines: "*", extension: pg_stat_statements }
expect:
  - { role: other_${suffix}, cannot: EXECUTE, routines: "*", extension: pg_stat_statements }
`
  .replace(
    "public:",
    `  - { to: ${reader}, privileges: EXECUTE, routines: "*", extension: pg_stat_statements }
  - { to: ${reader}, privileges: SELECT, tables: "*", extension: pg_stat_statements }
public:`,
  )
  .replace("roles: {", `roles: { other_${suffix}: { shared: true },`);

test("another version brings what role files say of it; what a script closed to PUBLIC stays closed", async () => {
  await writeFiles(project.root, {
    "definitions/a.ts": extension(CRYPTO, STATEMENTS("1.8")),
    "roles/all.yaml": OF_STATEMENTS,
  });
  const { difference, down } = await ahead("statements");
  const found = difference.extensionMembers.added.find((one) => one.extension === "pg_stat_statements");
  expect(found?.members.filter(({ everybody }) => everybody).map(({ object }) => object.path[1])).toEqual([
    "pg_stat_statements_reset",
    "pg_stat_statements",
  ]);
  expect(down).not.toMatch(/TO PUBLIC/);
  await up();
  expect(await callable("public", "pg_stat_statements")).toEqual([]);
  expect(await callable(reader, "pg_stat_statements")).toEqual([
    "pg_stat_statements",
    "pg_stat_statements_reset",
  ]);
  expect(await drift()).toEqual([]);
  await writeFiles(project.root, { "definitions/a.ts": extension(CRYPTO, STATEMENTS("1.9")) });
  // The extension has no script that leads back, and the one that leads here makes its view again.
  const { migration } = await ahead("newer", (down) =>
    down.replace(
      /ALTER EXTENSION .*;/,
      `DROP EXTENSION pg_stat_statements;\n--> statement-breakpoint\nCREATE EXTENSION pg_stat_statements SCHEMA ext VERSION '1.8';`,
    ),
  );
  expect(migration).toMatch(
    /GRANT SELECT ON TABLE\s+"ext"\."pg_stat_statements",\s+"ext"\."pg_stat_statements_info"\s+TO/,
  );
  await up();
  expect(await callable("public", "pg_stat_statements")).toEqual([]);
  expect(await callable(reader, "pg_stat_statements")).toContain("pg_stat_statements_info");
  expect(await drift()).toEqual([]);
  await move({ direction: "down", to: "-1" });
  expect(await callable(reader, "pg_stat_statements")).toEqual([
    "pg_stat_statements",
    "pg_stat_statements_reset",
  ]);
  await up();
  // It is said of nothing any more, and the extension goes.
  await writeFiles(project.root, {
    "definitions/a.ts": extension(CRYPTO),
    "roles/all.yaml": `${SAID}removed: { other_${suffix}: {} }\n`,
  });
  await ahead("gone");
  await up();
  await move({ direction: "down", to: "base", destructive: "everything" });
});

test("where no server was asked before, the proof finds it out and the next revision follows", async () => {
  await removeProject(project.root);
  const roles = SAID.replaceAll("pgcrypto", "pg_trgm").replace('["digest", "ext.gen_*"]', '"similarity*"');
  const plain = roles
    .replace(', except: "digest(bytea, text)"', "")
    .replace(', except: "gen_random_uuid"', "");
  project = await makeProject({
    "definitions/a.ts": extension('pgExtension("pg_trgm", { schema: ext })'),
    "roles/all.yaml": plain,
  });
  const first = await revise(project, "first");
  expect(first.warnings.map(({ code }) => code)).toEqual(["extension-unread", "extension-unread"]);
  expect(first.migration).not.toContain("similarity");
  const written = await readFile(join(project.config.out, first.name, "delta.json"), "utf8");
  expect(readDeltaFile(written).delta.extensionMembers.added[0]?.members.length).toBeGreaterThan(20);
  const { migration } = await revise(project, "second");
  expect(migration).toContain('"ext"."similarity"(text, text)');
  const { changes, warnings } = compareSources(await readSources(project), []);
  expect([changes.extensionMembers, changes.privileges, warnings]).toEqual([
    { added: [], removed: [] },
    { added: [], removed: [] },
    [],
  ]);
  const written2 = async (yaml: string) => {
    await writeFiles(project.root, { "roles/all.yaml": yaml });
    return compareSources(await readSources(project), []);
  };
  for (const [wrong, words] of [
    [plain.replaceAll("similarity*", "nothing"), "no routine that belongs to the extension matches nothing"],
    [plain.replaceAll("extension: pg_trgm", "extension: pg_trg"), "have an extension pg_trg"],
    [plain.replaceAll("routines:", "languages:"), "`extension` does not go with `languages`"],
    [plain.replace('routines: "*"', 'routines: "*", except: "x"'), "takes nothing away"],
  ] as const) {
    const refused = await written2(wrong).catch((error: Error) => error);
    expect(String((refused as Error).message)).toContain(words);
  }
});

test("an extension of others is kept in catalog.json; who does not own what it has needs the right to give it", async () => {
  await removeProject(project.root);
  const theirs = await freshDatabase(inject("adminUrl"));
  const admin = await connect(theirs.url);
  try {
    const name = new URL(theirs.url).pathname.slice(1);
    await admin.unsafe(`CREATE ROLE ${deployer} LOGIN CREATEROLE PASSWORD 'p';
      ALTER DATABASE "${name}" OWNER TO ${deployer}; CREATE SCHEMA ext AUTHORIZATION ${deployer};
      CREATE EXTENSION pgcrypto SCHEMA ext`);
    const other = `their_${suffix}`;
    const roles = `schemas: { ext: { external: true } }\n${SAID.replaceAll(reader, other)}`;
    project = await makeProject({ "definitions/a.ts": "export {};\n", "roles/all.yaml": roles });
    const unknown = await readSources(project)
      .then((sources) => compareSources(sources, []))
      .catch(String);
    expect(unknown).toContain("have an extension pgcrypto");
    const address = new URL(theirs.url);
    address.username = deployer;
    address.password = "p";
    const asDeployer = target(address.href, { env: "test" });
    const { found, extensions, differences } = await readExternalCatalog(project, asDeployer);
    expect(differences).toContain("new: routine ext.digest(text, text) of the extension pgcrypto");
    await writeFile(join(project.root, "catalog.json"), catalogText(found, keptExtensionTexts(extensions)));
    expect((await readExternalCatalog(project, asDeployer)).differences).toEqual([]);
    await revise(project, "theirs");
    const run = () => migrate(project, asDeployer, { direction: "up", to: "head" });
    const refused = await run().catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Refusal);
    expect(String((refused as Error).message)).toContain("routine ext.digest(text, text)");
    await admin.unsafe(`DO $$ DECLARE one record; BEGIN
      FOR one IN SELECT objid::regprocedure AS f FROM pg_depend JOIN pg_extension AS e ON e.oid = refobjid
        WHERE extname = 'pgcrypto' AND deptype = 'e' AND classid = 'pg_proc'::regclass
      LOOP EXECUTE format('ALTER FUNCTION %s OWNER TO ${deployer}', one.f); END LOOP; END $$`);
    await run();
    const [row] =
      await admin.unsafe(`SELECT has_function_privilege('${other}', 'ext.digest(text, text)', 'EXECUTE') AS gives,
      has_function_privilege('public', 'ext.crypt(text, text)', 'EXECUTE') AS everybody`);
    expect(row).toEqual({ gives: true, everybody: false });
    await migrate(project, asDeployer, { direction: "down", to: "base", destructive: "everything" });
  } finally {
    await admin.end();
    await theirs.drop();
    await sql.unsafe(`DROP ROLE IF EXISTS ${deployer}`);
  }
});
