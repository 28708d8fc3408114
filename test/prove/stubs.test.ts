import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { connect, type Sql } from "../../scripts/database/connect/connect.ts";
import { transaction } from "../../scripts/database/connect/transaction.ts";
import { Refusal } from "../../scripts/model/diagnostic.ts";
import { displayObject, type ObjectName, parseObjectKey } from "../../scripts/model/object.ts";
import { makeStubs } from "../../scripts/prove/stubs.ts";
import { agree } from "../../scripts/revise/plan-revision.ts";
import { readSources } from "../../scripts/sources/read-sources.ts";
import { freshDatabase, removeProject } from "../support/cluster.ts";
import { makeProject, revise } from "../support/project.ts";

let database: Awaited<ReturnType<typeof freshDatabase>>;
let sql: Sql;

beforeEach(async () => {
  database = await freshDatabase(inject("adminUrl"));
  sql = await connect(database.url);
});
afterEach(async () => {
  await sql.end();
  await database.drop();
});

const at = { file: "roles/r.yaml", line: 3 };

/** Makes objects by their keys; names beginning with EXT are of external schemas. */
async function make(keys: readonly string[], scripts: readonly string[] = []): Promise<void> {
  const objects = keys.map((key) => parseObjectKey(key) as ObjectName);
  const outside = { roles: [], schemas: ["EXT", "${env}_ext"], objects };
  await makeStubs(sql, outside, scripts, { env: "test" }, () => at);
}

/** The diagnostics of what cannot be made. */
async function refusal(keys: readonly string[]) {
  try {
    await make(keys);
  } catch (error) {
    if (error instanceof Refusal) return error.diagnostics;
    throw error;
  }
  return [];
}

async function routines(): Promise<string[]> {
  const rows = await transaction(sql, (tx) =>
    tx.unsafe<{ name: string }[]>(
      `SELECT oid::regprocedure::text AS name FROM pg_catalog.pg_proc WHERE oid >= 16384 ORDER BY 1`,
    ),
  );
  return rows.map(({ name }) => name);
}

describe("what others make is stood in for", () => {
  it("with the types that it takes, in whatever order they are named", async () => {
    await make([
      "routine public.f(public.geometry)",
      'routine EXT.g("EXT"."order", integer, public.geometry[], "${env}_ext".t)',
      'type EXT."order"',
      "table ${env}_ext.t",
    ]);
    expect(await routines()).toEqual([
      '"EXT".g("EXT"."order",integer,public.geometry[],test_ext.t)',
      "public.f(public.geometry)",
    ]);
    await make(["routine public.f(public.geometry)"]);
    expect(await routines()).toHaveLength(2);
  });

  it("with the table of a column and the wrapper of a server", async () => {
    await make(["column EXT.t.c", "foreign server files", "foreign data wrapper files", "large object 42"]);
    const [row] = await sql.unsafe(`SELECT
      (SELECT count(*)::int FROM pg_attribute WHERE attrelid = '"EXT".t'::regclass AND attname = 'c') AS columns,
      (SELECT count(*)::int FROM pg_foreign_server) AS servers`);
    expect(row).toEqual({ columns: 1, servers: 1 });
  });

  it("but not what a script makes, nor what takes a type that one makes", async () => {
    await sql.unsafe('CREATE SCHEMA "DWH"');
    await make(
      ["routine public.f(DWH.mark)", "routine public.g(NEW.mark)", 'routine public.h("DWH".old)'],
      [`CREATE SCHEMA "NEW";\nCREATE TYPE "DWH"."mark" AS ENUM ('a');`],
    );
    expect(await routines()).toEqual(['public.h("DWH".old)']);
  });
});

describe("what cannot be made is a problem with its place and a next step", () => {
  it("all of them at once", async () => {
    const found = await refusal(["routine public.f(nowhere.geometry)", "routine public.g(text, trigger)"]);
    expect(found).toEqual([
      expect.objectContaining({
        code: "proof-stub",
        at,
        message: expect.stringMatching(
          /^nothing can stand for the routine public\.f\(nowhere\.geometry\) .*"nowhere"/,
        ),
        help: expect.stringContaining("Say `external: true` of the schema nowhere under `schemas`"),
      }),
      expect.objectContaining({ code: "proof-stub", at, help: expect.stringContaining("--no-proof") }),
    ]);
  });

  it("a list of types is nothing but that", async () => {
    const object: ObjectName = { kind: "routine", path: ["public", "f", "text); DROP SCHEMA public; --"] };
    const outside = { roles: [], schemas: [], objects: [object] };
    await expect(makeStubs(sql, outside, [], {})).rejects.toThrow(
      `no list of types: ${displayObject(object)}`,
    );
  });
});

it("grants on routines of an extension with its types are proved", async () => {
  const project = await makeProject({
    "definitions/s.ts": 'import { pgSchema } from "drizzle-orm/pg-core";\nexport const s = pgSchema("S");\n',
    "roles/r.yaml": `schemas: {EXT: {external: true}}
roles:
  "\${env}_x":
    grants:
      - {privileges: EXECUTE, routines: ["public.f(public.geometry)", "EXT.f(EXT.order, text)"]}
`,
  });
  const { migration } = await revise(project, "init");
  expect(migration).toContain('"EXT"."f"("EXT"."order", text)');
  expect((await agree(await readSources(project))).agrees).toBe(true);
  await removeProject(project.root);
});
