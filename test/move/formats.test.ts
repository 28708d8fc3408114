import { randomBytes } from "node:crypto";
import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test, vi } from "vitest";
import { connect, majorOf, type Sql, serverVersion } from "../../scripts/database/connect/connect.ts";
import { inspect } from "../../scripts/database/inspect/inspect.ts";
import { catalogShape } from "../../scripts/database/inspect/shape.ts";
import { changedFiles, loadRevisions, readRevisions } from "../../scripts/migrations/folder.ts";
import { parseRenameHint } from "../../scripts/migrations/kit/drizzle-kit-hints.ts";
import { bindWarehouse } from "../../scripts/model/bind.ts";
import type { Warehouse } from "../../scripts/model/warehouse.ts";
import { migrate } from "../../scripts/move/migrate.ts";
import { diffWarehouses } from "../../scripts/plan/compare/diff-warehouses.ts";
import { inScope } from "../../scripts/plan/compare/scope.ts";
import { outsideOf } from "../../scripts/prove/outside-of.ts";
import { makeStubs } from "../../scripts/prove/stubs.ts";
import { describeDifference } from "../../scripts/review/differences.ts";
import { planRevision } from "../../scripts/revise/plan-revision.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { readSources } from "../../scripts/sources/read-sources.ts";
import { readRecorded } from "../../scripts/sources/recorded.ts";
import { freshDatabase, removeProject } from "../support/cluster.ts";
import { makeProject, revise, target } from "../support/project.ts";

const FORMATS = resolve(import.meta.dirname, "../cases/formats");

const configOf = (env: string) => `export default {
  dialect: "postgresql",
  schema: "./definitions/**/*.ts",
  warehouse: { variables: { env: ["${env}"], stage: ["test", "prod"] } },
};
`;

/**
 * A project for each format of delta.json, written by the program of its time: its revisions make, rename, change
 * and take away something of every collection, its declarations are those of its head.
 */
describe.each(readdirSync(FORMATS))("generated/ of format %s", (format) => {
  // Roles belong to the whole cluster: names of our own keep other tests out of sight.
  const env = `fm${randomBytes(4).toString("hex")}`;
  let project: Project;
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let sql: Sql;

  beforeAll(async () => {
    vi.stubEnv("SYNC_PASSWORD", "secret");
    project = await makeProject({ "drizzle.config.ts": configOf(env) });
    cpSync(join(FORMATS, format), project.root, { recursive: true });
    database = await freshDatabase(inject("adminUrl"));
    sql = await connect(database.url);
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    const [maker] = await sql`SELECT FROM pg_roles WHERE rolname = ${`maker_of_${env}`}`;
    if (maker) await sql.unsafe(`DROP OWNED BY "maker_of_${env}"; DROP ROLE "maker_of_${env}"`);
    await sql.end();
    await database.drop();
    await removeProject(project.root);
  });

  const out = () => join(project.root, "generated");

  test("is as it was proved, and its head is what is declared", async () => {
    const revisions = await loadRevisions(out());
    expect(revisions.length).toBeGreaterThan(2);
    expect(revisions.flatMap(changedFiles)).toEqual([]);
    // What role files mean has grown since: a level gives SELECT on views only, owners can use their schema, and what
    // `public` says under a condition is written down.
    const again = await planRevision(await readSources(project), "again", []);
    const { difference } = again.kind === "planned" ? again.revision : expect.fail("nothing has grown");
    expect(describeDifference(difference).sort()).toEqual([
      "${env}_store_write lacks INSERT on table STORE.newest",
      "${env}_sync should not have USAGE on schema STORE",
      "the what `public` says of database when stage = test is there and should not be",
    ]);
  });

  test("every collection that it records comes and goes", async () => {
    const deltas = (await loadRevisions(out())).map(({ delta }) => delta);
    const { renames: _, ...names } = deltas[0] ?? expect.fail("no revision");
    const [first = ""] = readdirSync(out()).sort();
    const written = JSON.parse(readFileSync(join(out(), first, "delta.json"), "utf8"));
    for (const name of (Object.keys(names) as (keyof typeof names)[]).filter((key) => key in written)) {
      expect(deltas.some((delta) => delta[name].added.length > 0)).toBe(true);
    }
    expect(new Set(deltas.flatMap(({ renames }) => renames.map(({ kind }) => kind))).size).toBe(6);
  });

  test("goes up and down on a server, which is as the fold says at each step", async ({ skip }) => {
    skip(majorOf(sql) < 16, "it has options of memberships");
    const { major } = await serverVersion(sql);
    const revisions = await loadRevisions(out());
    const folds: Warehouse[] = [];
    for (const number of [0, ...revisions.map((revision) => revision.number)]) {
      folds.push((await readRecorded(project.root, revisions.slice(0, number))).recorded);
    }
    const shape = () =>
      catalogShape(sql, { leaveOut: ["drizzle"], roles: (role: string) => role.includes(env) });
    for (const stage of ["test", "prod"]) {
      const variables = { env, stage };
      const outside = outsideOf(revisions.map(({ delta }) => delta));
      await makeStubs(sql, outside, [], variables);
      const move = (direction: "up" | "down", to: string) =>
        migrate(project, target(database.url, variables), { direction, to });
      const bound = folds.map((fold) => bindWarehouse(fold, { variables, major }));
      const expectFold = async (number: number) => {
        const expected = bound[number] ?? expect.fail(`no fold ${number}`);
        const live = inScope(await inspect(sql), expected, ...bound);
        expect(describeDifference(diffWarehouses(expected, live))).toEqual([]);
      };
      const shapes = [await shape()];
      for (const number of revisions.keys()) {
        await move("up", "+1");
        await expectFold(number + 1);
        shapes.push(await shape());
      }
      for (const number of [...revisions.keys()].toReversed()) {
        await move("down", "-1");
        await expectFold(number);
        expect(await shape()).toEqual(shapes[number]);
      }
    }
  });

  test("an edit by hand is noticed", async () => {
    const [{ folder } = expect.fail("no revision")] = await loadRevisions(out());
    const file = join(folder, "delta.json");
    const text = readFileSync(file, "utf8");
    writeFileSync(file, text.replace('"connectionLimit":4', '"connectionLimit":5'));
    const { diagnostics } = await readRevisions(out());
    writeFileSync(file, text);
    expect(diagnostics.map(({ message }) => message)).toEqual([expect.stringContaining("changed by hand")]);
  });

  test("sequences and keys that kept their names through a rename follow the next one, and not before", async ({
    skip,
  }) => {
    skip(majorOf(sql) < 16, "it has options of memberships");
    const edit = (file: string, edits: readonly (readonly [string, string])[]) => {
      const path = join(project.root, file);
      const text = readFileSync(path, "utf8");
      writeFileSync(
        path,
        edits.reduce((current, [from, to]) => current.replaceAll(from, to), text),
      );
    };
    edit("definitions/definitions.ts", [['"sales"', '"deals"']]);
    edit("roles/roles.yaml", [["STORE.sales", "STORE.deals"]]);
    const { migration, down, difference } = await revise(project, "deals", {
      hints: [parseRenameHint("STORE.sales=STORE.deals")],
    });
    expect(migration).toContain('ALTER SEQUENCE "STORE"."orders_id_seq" RENAME TO "deals_id_seq"');
    expect(migration).toContain('RENAME CONSTRAINT "orders_pkey" TO "deals_pkey"');
    expect(migration).not.toContain("client_id_seq");
    expect(down).toContain('ALTER SEQUENCE "STORE"."deals_id_seq" RENAME TO "orders_id_seq"');
    expect(difference.keptSequences.removed).toEqual([
      { column: "STORE.deals.id", sequence: "orders_id_seq" },
    ]);
    expect((await planRevision(await readSources(project), "again", [])).kind).toBe("nothing");
  });
});
