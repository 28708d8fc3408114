import { expect, test } from "vitest";
import { readHalfDone } from "../../scripts/database/apply/step-record.ts";
import { onNotice } from "../../scripts/database/connect/connect.ts";
import { catalogShape } from "../../scripts/database/inspect/shape.ts";
import { readRevisions } from "../../scripts/migrations/folder.ts";
import { Refusal } from "../../scripts/model/diagnostic.ts";
import { type Move, migrate } from "../../scripts/move/migrate.ts";
import { readDraft, writeDraft } from "../../scripts/revise/draft.ts";
import { revisionFiles } from "../../scripts/revise/revision-files.ts";
import { verifyRevision } from "../../scripts/revise/verify-revision.ts";
import { proveAndWrite } from "../../scripts/revise/write-revision.ts";
import { historyTable } from "../../scripts/sources/history-place.ts";
import { readSources } from "../../scripts/sources/read-sources.ts";
import { parseScript } from "../../scripts/sql/script.ts";
import { plan, writeFiles } from "../support/project.ts";
import { own, roleServer } from "../support/role-server.ts";

const definitions = (shelf: string, columns: string, extra: string) => `
import { check, foreignKey, index, integer, numeric, pgSchema, text, unique } from "drizzle-orm/pg-core";
import { sql } from "drizzle-orm";
export const shop = pgSchema("SHOP");
export const shelf = shop.table("shelf", { id: integer()${shelf} });
export const item = shop.table("item", { id: integer().notNull(), price: numeric(), ${columns} }, (t) => [${extra}]);
`;

const BEFORE = definitions(
  "",
  "code: text(), kind: text().notNull()",
  `index("by kind").on(t.kind), unique("once").on(t.id, t.kind).nullsNotDistinct(), check("kind given", sql\`kind <> ''\`),
   check("code_is_not_null", sql\`code <> ''\`)`,
);
const AFTER = definitions(
  ".primaryKey()",
  "code: text().notNull(), kind: text(), shelf: integer()",
  `unique().on(t.code), check("price given", sql\`price > 0\`), check("code_is_not_null", sql\`code <> ''\`),
   index("by kind").on(t.kind, t.id), foreignKey({ columns: [t.shelf], foreignColumns: [shelf.id] })`,
);
const ROLES = `
roles: {${own("base")}: {shared: true}, ${own("table")}: {shared: true}}
schemas: {SHOP: {owner: ${own("base")}, objects_owner: ${own("table")}}}
`;

const who = "a plain deployer";
const server = roleServer({ owns: true, files: { "definitions/a.ts": BEFORE, "roles/all.yaml": ROLES } });
const up: Move = { direction: "up", to: "head", lookedAt: "none" };
const back: Move = { direction: "down", to: "-1", lookedAt: "none", destructive: "everything" };
const move = (way: Move) => migrate(server.project, server.target(who), way);

/** What a way that fails says. */
async function failed(way: Move): Promise<string> {
  const error = await move(way).catch((error: unknown) => error);
  if (!(error instanceof Refusal)) throw error ?? new Error("it did not fail");
  return error.diagnostics.map(({ message }) => message).join("\n");
}

const shape = () =>
  catalogShape(server.sql, {
    leaveOut: ["drizzle"],
    roles: (role) => role !== "postgres" && role.endsWith("base"),
  });

/** Where it stands, and what is there that is neither of before nor of behind. */
async function halfway(): Promise<string[]> {
  const half = await readHalfDone(server.sql, historyTable(server.project, { variables: {} }));
  const rows =
    await server.sql.unsafe(`SELECT c.relname AS name FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
      WHERE NOT i.indisvalid AND c.relnamespace = '"SHOP"'::regnamespace
    UNION SELECT conname FROM pg_constraint WHERE (NOT convalidated OR conname LIKE '%is_not_null' AND conname <> 'code_is_not_null')
      AND connamespace = '"SHOP"'::regnamespace ORDER BY 1`);
  return [...(half ? [half.direction] : []), ...rows.map(({ name }) => String(name))];
}

/** Tables with rows, and the revision that is to be made online. @returns its review */
async function prepare(): Promise<string> {
  await server.revise("item");
  await server.up(who);
  await server.as(
    own("table"),
    `INSERT INTO "SHOP".item SELECT n, n, 'c' || n, 'k' || n FROM generate_series(1, 1000) n;
     INSERT INTO "SHOP".shelf SELECT generate_series(1, 1000)`,
  );
  await writeFiles(server.project.root, { "definitions/a.ts": AFTER });
  const planned = await plan(server.project, "online", [], { online: true });
  const { files } = await proveAndWrite(server.project, planned, { proof: true });
  return files["review.md"] ?? "";
}

/** Statements by what PostgreSQL says of how it does them. */
async function saidOf(migration: string): Promise<(text: string) => string[]> {
  const said: (readonly [sql: string, line: string])[] = [];
  let sql = "";
  const stop = onNotice(server.sql, ({ message = "" }) => void said.push([sql, message]));
  await server.sql.unsafe("SET client_min_messages = debug1");
  for (const statement of parseScript(migration).statements) {
    ({ sql } = statement);
    if (!statement.directives?.turned) await server.sql.unsafe(sql);
  }
  stop();
  return (text) => said.filter(([, line]) => line.includes(text)).map(([sql]) => sql);
}

test("an online revision goes up and back in steps, goes on from each that fails, and turns round without a trace", async ({
  skip,
}) => {
  skip(server.major < 15, "it has NULLS NOT DISTINCT");
  const review = await prepare();
  const before = await shape();
  expect(review).toMatch(/turned round at 13 steps of the way up and 6 of the way back/);
  expect(review).not.toMatch(/is_not_null of|by kind_new of/);
  expect(review).toContain('- adds the constraint shelf_pkey to SHOP.shelf: PRIMARY KEY ("id")\n');
  // Nobody waits while something is read.
  expect(review).not.toMatch(/\| (?:everybody|who writes) \| while/);
  // A check that rows do not meet stands there a while, and an index that is not unique after all is left invalid.
  await server.sql.unsafe(
    `UPDATE "SHOP".item SET code = NULL WHERE id = 2; UPDATE "SHOP".item SET price = -1 WHERE id = 3`,
  );
  expect(await failed(up)).toContain("23514");
  expect(await halfway()).toEqual(["up", "code_4_0_is_not_null", "price given"]);
  await server.sql.unsafe(`UPDATE "SHOP".item SET code = 'c1' WHERE id = 2`);
  expect(await failed(up)).toMatch(/23505.*"SHOP"\."item_code_unique" is left invalid/s);
  expect(await halfway()).toEqual(["up", "item_code_unique", "price given"]);
  await move(back);
  expect(await shape()).toEqual(before);
  await server.sql.unsafe(`UPDATE "SHOP".item SET code = 'c2' WHERE id = 2`);
  expect(await failed(up)).toContain("price given");
  await server.sql.unsafe(`UPDATE "SHOP".item SET price = 1 WHERE id = 3`);
  // What its own steps did is no drift.
  expect(await move(up)).toMatchObject({ drifted: [] });
  expect(await halfway()).toEqual([]);
  expect((await server.compared()).lines).toEqual([]);
  const after = await shape();
  // The same the other way.
  await server.sql.unsafe(`UPDATE "SHOP".item SET kind = NULL WHERE id = 2`);
  expect(await failed(back)).toContain("23514");
  expect(await halfway()).toEqual(["down", "kind given", "kind_is_not_null"]);
  await move(up);
  expect(await shape()).toEqual(after);
  await server.sql.unsafe(`UPDATE "SHOP".item SET kind = 'k2' WHERE id = 2`);
  await move(back);
  expect(await shape()).toEqual(before);
  const { revisions } = await readRevisions(server.project.config.out);
  const [, revision] = revisions;
  if (!revision) throw new Error("there is no second revision");
  expect(revision.online).toBe(true);
  expect(await verifyRevision(server.project, revisions, revision)).toMatchObject({ problems: [] });
  // The table is read by VALIDATE CONSTRAINT alone: of SET NOT NULL the check says that there is nothing to look for.
  const saying = await saidOf(revision.migration);
  expect(saying("rewriting table")).toEqual([]);
  expect(saying("verifying table")).toEqual([
    'ALTER TABLE "SHOP"."shelf" VALIDATE CONSTRAINT "id_is_not_null"',
    'ALTER TABLE "SHOP"."item" VALIDATE CONSTRAINT "code_4_0_is_not_null"',
    'ALTER TABLE "SHOP"."item" VALIDATE CONSTRAINT "price given"',
  ]);
  expect(saying("are sufficient to prove")).toEqual([
    'ALTER TABLE "SHOP"."shelf" ALTER COLUMN "id" SET NOT NULL',
    'ALTER TABLE "SHOP"."item" ALTER COLUMN "code" SET NOT NULL',
  ]);
});

test("a draft is made online when it is continued: what was written by hand stays as it is", async ({
  skip,
}) => {
  skip(server.major < 15, "it has NULLS NOT DISTINCT");
  const { project } = server;
  await server.revise("item");
  await writeFiles(project.root, { "definitions/a.ts": AFTER });
  const planned = await plan(project, "draft");
  const note = (text: string) => `-- A note.\nANALYZE   "SHOP"."item";\n${text}`;
  const byHand = { ...planned, migration: note(planned.migration) };
  const folder = await writeDraft(project, byHand, revisionFiles(byHand, { lines: [] }));
  const draft = await readDraft(await readSources(project), { online: true });
  expect(draft.online).toBe(true);
  expect(draft.migration).toContain('-- A note.\nANALYZE   "SHOP"."item";\n');
  const steps = (text: string) => text.split("-- Behind the transaction, each on its own\n")[1];
  const own = await plan(project, "draft", [], { online: true });
  expect(steps(draft.migration)?.replaceAll(/code_\d/g, "code")).toBe(
    steps(own.migration)?.replaceAll(/code_\d/g, "code"),
  );
  expect(steps(draft.down)).toBe(steps(own.down));
  const { files } = await proveAndWrite(project, draft, { proof: true, where: folder });
  expect(files["review.md"]).toContain("turned round at 13 steps of the way up and 6 of the way back");
  expect(JSON.parse(files["delta.json"] ?? "")).toMatchObject({ online: true, byHand: true });
});
