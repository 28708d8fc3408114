/** A database that is there, taken over, changed by a revision, and taken back to where it was. */
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import { adoptDatabase } from "../../../scripts/adopt/adopt-database.ts";
import { connect, disconnect, type Sql } from "../../../scripts/database/connect/connect.ts";
import { catalogShape, compareShapes } from "../../../scripts/database/inspect/shape.ts";
import { driftItems } from "../../../scripts/drift/drift-items.ts";
import { findDrift } from "../../../scripts/drift/find-drift.ts";
import { sourceItems } from "../../../scripts/drift/source-items.ts";
import { displayPath, quoteIdentifier } from "../../../scripts/model/identifier.ts";
import { migrate } from "../../../scripts/move/migrate.ts";
import { openPair } from "../../../scripts/sources/open-source.ts";
import { openProject, type Project } from "../../../scripts/sources/project.ts";
import { freshDatabase, removeProject } from "../../support/cluster.ts";
import { LIBRARY, makeProject, revise, target } from "../../support/project.ts";

/** A database to begin with. */
export interface Dump {
  readonly name: string;
  readonly roles: readonly string[];
  readonly makeRoles: readonly string[];
  /** SQL, without what only psql knows. */
  readonly statements: readonly string[];
}

/** What drizzle.config.ts says of the server on which revisions are proved; by its address where it is another's. */
const CONFIG = (scratch: string | undefined) => `export default {
  dialect: "postgresql",
  schema: "./definitions/**/*.ts",
  warehouse: { variables: { env: ["dump"] }, targets: { dump: { urlFrom: "DUMP_DATABASE_URL", variables: { env: "dump" } } }${scratch === undefined ? "" : `, scratch: { urlFrom: ${JSON.stringify(scratch)} }`} },
};
`;

/** All rows as text, by table. */
async function rowsIn(sql: Sql): Promise<string[]> {
  const tables = await sql.unsafe<{ name: string }[]>(
    `SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
     WHERE relkind = 'r' AND c.oid >= 16384 AND nspname <> 'drizzle' ORDER BY 1`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await sql.unsafe<{ row: string }[]>(`SELECT t::text AS row FROM ONLY ${name} AS t`);
    found.push(...rows.map(({ row }) => `${name} ${row}`));
  }
  return found.sort();
}

/** Adds a column to the first table of the definitions. @returns that table's path */
async function addColumn({ root }: Project): Promise<string> {
  const names = (await readdir(join(root, "definitions"))).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(root, "definitions", name), "utf8")));
  const schemas = new Map(
    texts.flatMap((text) =>
      [...text.matchAll(/^export const (\S+) = pgSchema\((".*")\);$/gm)].map(
        ([, variable = "", name = ""]) => [variable, JSON.parse(name) as string] as const,
      ),
    ),
  );
  for (const [index, text] of texts.entries()) {
    const made = /^export const \S+ = (?:(\S+)\.table|pgTable)\(("(?:[^"\\]|\\.)*"), \{\n/m.exec(text);
    if (!made) continue;
    const [all, variable, name = ""] = made;
    const changed = text.replace(all, () => `${all}  addedByHand: addedInteger("added by 'hand'"),\n`);
    const path = join(root, "definitions", names[index] ?? "");
    await writeFile(path, `${changed}\nimport { integer as addedInteger } from "drizzle-orm/pg-core";\n`);
    return displayPath([schemas.get(variable ?? "") ?? "public", JSON.parse(name)]);
  }
  throw new Error("there is no table in the definitions");
}

/** What is done with a database by a test. */
interface LoopOptions {
  readonly adminUrl: string;
  /** The environment variable with the address of the server to prove on; the embedded one unless said. */
  readonly scratch?: string;
  /** The database as pg_dump writes it, without the history; where one is installed that knows the server. */
  readonly dump?: ((url: string) => string) | undefined;
}

/** Goes the whole way with one database. */
export async function goLoop(
  { name, roles, makeRoles, statements }: Dump,
  options: LoopOptions,
): Promise<void> {
  const database = await freshDatabase(options.adminUrl);
  const sql = await connect(database.url);
  let project = await makeProject({ "drizzle.config.ts": CONFIG(options.scratch) });
  const at = target(database.url, { env: "dump" });
  const shape = async () => {
    const lines = await catalogShape(sql, { leaveOut: ["drizzle"], roles: (role) => roles.includes(role) });
    return lines.filter((line) => !line.includes("dwh-definitions: the history"));
  };
  const state = async () => ({
    shape: await shape(),
    rows: await rowsIn(sql),
    dump: options.dump?.(database.url),
  });
  const drifted = async () => {
    const items = await driftItems(project, await findDrift(project, at, sql));
    return items.map(({ text }) => text);
  };
  try {
    for (const statement of [...makeRoles, ...statements]) {
      await sql.unsafe(statement).catch((error: Error) => {
        throw new Error(`${name}: ${error.message}: ${statement}`);
      });
    }
    const before = await state();
    const same = async () => {
      const now = await state();
      expect(compareShapes(before.shape, now.shape), name).toEqual({ missing: [], extra: [] });
      expect(now.rows, name).toEqual(before.rows);
      expect(now.dump, name).toBe(before.dump);
    };
    const { differences, unsaid, isStamped } = await adoptDatabase(project, at, []);
    // No revision makes heirs, and partitions of partitions; they stay, with the rights on them and on foreign tables.
    const isOfParts = (line: string) =>
      /^the partition or heir .*: no revision makes it$| has .* on the (?:partition or heir|foreign table) |^the user mapping of /.test(
        line,
      );
    const lost = unsaid.filter((line) => !isOfParts(line));
    expect({ differences, lost, isStamped }, name).toEqual({ differences: [], lost: [], isStamped: true });
    await same();
    project = await openProject(project.root, LIBRARY);
    expect(await drifted(), name).toEqual([]);
    process.env.DUMP_DATABASE_URL = database.url;
    const [from, to] = await openPair(project, "declared", "live:dump");
    expect(
      (await sourceItems(project, from, to)).map(({ text }) => text),
      name,
    ).toEqual([]);
    const table = await addColumn(project);
    const grants = {
      grants: [{ to: roles.at(-1) ?? "PUBLIC", privileges: ["UPDATE", "TRIGGER"], tables: table }],
    };
    await writeFile(join(project.root, "roles/more.yaml"), JSON.stringify(grants));
    project = await openProject(project.root, LIBRARY);
    const { migration } = await revise(project, "more");
    expect(migration, name).toMatch(/ADD COLUMN "added by 'hand'"[^;]*;[^;]*GRANT [A-Z, ]*TRIGGER/);
    await migrate(project, at, { direction: "up", to: "head" });
    expect(await drifted(), name).toEqual([]);
    await migrate(project, at, { direction: "down", to: "-1", destructive: "everything" });
    await same();
    expect(await drifted(), name).toEqual([]);
  } finally {
    await disconnect(sql);
    await database.drop();
    await removeProject(project.root);
    await dropRoles(options.adminUrl, roles);
  }
}

async function dropRoles(adminUrl: string, roles: readonly string[]): Promise<void> {
  const sql = await connect(adminUrl);
  for (const role of roles) await sql.unsafe(`DROP ROLE IF EXISTS ${quoteIdentifier(role)}`);
  await disconnect(sql);
}
