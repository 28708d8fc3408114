/**
 * What the program relies on in drizzle-kit, said to it as directly as can be: an upgrade of the pinned version
 * shows here what changed.
 */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  index,
  integer,
  pgPolicy,
  pgRole,
  pgSchema,
  pgSequence,
  pgTable,
  primaryKey,
  serial,
  unique,
  varchar,
} from "drizzle-orm/pg-core";
import { describe, expect, it, onTestFinished } from "vitest";
import { namesOf } from "../../scripts/declarations/definitions/defined-names.ts";
import {
  kitCheck,
  kitGenerate,
  stateOf,
  stateOfSnapshots,
} from "../../scripts/migrations/kit/drizzle-kit.ts";
import type { KitHint } from "../../scripts/migrations/kit/drizzle-kit-hints.ts";
import { ENTITY_KINDS, KINDS } from "../../scripts/migrations/kit/entities.ts";
import { type KitSnapshot, type KitState, NO_PARENT } from "../../scripts/migrations/kit/kit-state.ts";
import { quietly } from "../../scripts/migrations/kit/quiet.ts";
import {
  identified,
  type SnapshotFile,
  snapshotText,
  unchanged,
} from "../../scripts/migrations/kit/snapshot-files.ts";
import { Refusal } from "../../scripts/model/diagnostic.ts";

const require = createRequire(import.meta.url);
const payload = require("drizzle-kit/payload/postgres");
const sdk = require("drizzle-kit/cli");

const core = pgSchema("CORE");
const item = core.table("item", { id: serial().primaryKey(), name: varchar() });
const exports = { core, item };

type Exports = Readonly<Record<string, unknown>>;

const hint = (hints: readonly object[]) => hints as readonly KitHint[];

/** The snapshot that drizzle-kit writes, as a revision of a history. */
async function step(
  exported: Exports,
  snapshots: readonly SnapshotFile[] = [],
  name = "20260101000000_init",
) {
  const answer = await kitGenerate(exported, snapshots, []);
  if (answer.status !== "ok") throw new Error(JSON.stringify(answer));
  const text = JSON.stringify(answer.snapshot);
  return { ...answer, file: { name, text }, history: [...snapshots, { name, text }] };
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "dwh-contract-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

describe("the snapshot", () => {
  it("holds everything in the first revision and what changed in the next", async () => {
    const first = await step(exports);
    expect(Object.keys(first.snapshot)).toEqual([
      "type",
      "version",
      "dialect",
      "id",
      "prevIds",
      "footprints",
      "ddl",
    ]);
    expect(first.snapshot).toMatchObject({
      type: "base",
      version: "9",
      dialect: "postgres",
      prevIds: [NO_PARENT],
    });
    const wider = core.table("item", { id: serial().primaryKey(), name: varchar(), note: varchar() });
    const second = await step({ core, item: wider }, first.history, "20260101000001_note");
    expect(Object.keys(second.snapshot)).toEqual([
      "type",
      "version",
      "dialect",
      "id",
      "prevIds",
      "footprints",
      "deltas",
    ]);
    expect(second.snapshot).toMatchObject({
      type: "diff",
      prevIds: [first.snapshot.id],
      footprints: [expect.objectContaining({ statementType: "add_column" })],
      deltas: [{ op: "create", row: { entityType: "columns", schema: "CORE", table: "item", name: "note" } }],
    });
  });

  it("names types and kinds of entities as the table of kinds has them", async () => {
    const state = await stateOf({
      core,
      item: core.table(
        "item",
        { id: serial().primaryKey(), name: varchar().unique(), other: integer() },
        (t) => [
          index().on(t.name),
          check("c", sql`true`),
          foreignKey({ columns: [t.other], foreignColumns: [t.id] }),
          pgPolicy("p"),
        ],
      ),
      view: core.view("v").as((query) => query.select({ id: item.id }).from(item)),
      mood: core.enum("mood", ["good"]),
      sequence: core.sequence("s"),
    });
    const types = new Set(state.ddl.map(({ entityType }) => entityType));
    expect([...types].sort()).toEqual(KINDS.map((kind) => ENTITY_KINDS[kind].type).sort());
  });

  it("has the columns of a table in order, with the fields that are read", async () => {
    const columns = (await stateOf(exports)).ddl.filter(({ entityType }) => entityType === "columns");
    expect(columns).toEqual([
      expect.objectContaining({ name: "id", type: "serial", typeSchema: null, notNull: true, dimensions: 0 }),
      expect.objectContaining({
        name: "name",
        type: "varchar",
        typeSchema: null,
        notNull: false,
        dimensions: 0,
      }),
    ]);
  });

  it("of a custom migration is the one that we make without asking", async () => {
    const out = temporaryFolder();
    const schema = join(out, "schema.mjs");
    writeFileSync(schema, "export {};");
    const custom = async () => {
      const { migration_path } = await sdk.generate({
        dialect: "postgresql",
        schema,
        out,
        name: "x",
        custom: true,
      });
      return JSON.parse(readFileSync(join(migration_path, "..", "snapshot.json"), "utf8")) as KitSnapshot;
    };
    const first = await custom();
    expect(first).toEqual({ ...unchanged([]), id: first.id });
    const second = await custom();
    expect(second).toEqual({ ...unchanged([first.id]), id: second.id });
  });

  it("may have an id of our making, and differs in nothing else from run to run", async () => {
    const [one, two] = [await step(exports), await step(exports)];
    expect(one.snapshot.id).not.toBe(two.snapshot.id);
    expect(identified(one.snapshot, "x")).toEqual(identified(two.snapshot, "x"));
    expect(one.sql).toBe(two.sql);
    const files = [{ name: "20260101000000_init", text: snapshotText(identified(one.snapshot, "x")) }];
    expect(await kitGenerate(exports, files, [])).toEqual({ status: "no_changes", dialect: "postgresql" });
  });
});

describe("the SQL", () => {
  it("is split by drizzle's breakpoint, with or without a line of its own", async () => {
    const { sql: text } = await step(exports);
    expect(text).toBe(
      'CREATE SCHEMA "CORE";\n--> statement-breakpoint\nCREATE TABLE "CORE"."item" (\n\t"id" serial PRIMARY KEY,\n\t"name" varchar\n);\n',
    );
  });

  it("creates what is exported only, in the order of the exports", async () => {
    const { sql: text } = await step({
      b: core.table("b", { id: integer() }),
      a: core.table("a", { id: integer() }),
    });
    expect(text).not.toContain("CREATE SCHEMA");
    expect(text.match(/"CORE"."\w"/g)).toEqual(['"CORE"."b"', '"CORE"."a"']);
  });

  it("takes any name as it is, even one that PostgreSQL does not", async () => {
    const odd = pgSchema('${env}_Ж "q"');
    const { sql: text } = await step({ odd, long: pgTable("x".repeat(70), { id: integer() }) });
    expect(text).toContain('CREATE SCHEMA "${env}_Ж "q"";');
    expect(text).toContain("x".repeat(70));
  });

  it("makes the tables of an existing schema by its command, and leaves them out of the other door's state", async () => {
    const theirs = pgSchema("THEIRS").existing();
    const ours = { theirs, t: theirs.table("t", { id: integer() }) };
    expect((await step(ours)).sql).toMatch(/^CREATE TABLE "THEIRS"."t"/);
    expect((await payload.generateDrizzleJson(ours)).ddl).toEqual([]);
    expect((await stateOf(ours)).ddl.map(({ entityType }) => entityType)).toEqual(["tables", "columns"]);
  });

  it("creates roles that are not said to exist", async () => {
    expect((await step({ fresh: pgRole("fresh"), known: pgRole("known").existing() })).sql).toBe(
      'CREATE ROLE "fresh";',
    );
  });
});

describe("derived names", () => {
  it("are those that definitions are checked for", async () => {
    const tables = {
      single: core.table("single", {
        id: serial().primaryKey(),
        key: integer().unique(),
        always: integer().generatedAlwaysAsIdentity(),
      }),
      composite: core.table("composite", { a: integer(), b: integer() }, (t) => [
        primaryKey({ columns: [t.a, t.b] }),
        unique().on(t.a, t.b),
        unique("said").on(t.b),
        index().on(t.a, t.b.desc()),
        index("named").on(sql`lower('x')`),
        foreignKey({ columns: [t.a], foreignColumns: [item.id] }),
        check("positive", sql`${t.a} > 0`),
        pgPolicy("rule"),
      ]),
    };
    const all = { core, item, ...tables, q: pgSequence("q"), mood: core.enum("mood", ["a"]) };
    const identity = "single_always_seq";
    const made = (await stateOf(all)).ddl.map(({ name }) => name);
    const checked = Object.values(all).flatMap((value) => namesOf(value).map(({ name }) => name));
    expect(checked.filter((name) => name !== identity).sort()).toEqual(made.sort());
    expect(checked).toContain(identity);
  });

  it("of foreign keys are shortened with a hash of 12 letters", async () => {
    const name = "n".repeat(40);
    const table = core.table(name, { a: integer(), b: integer() }, (t) => [
      foreignKey({ columns: [t.a], foreignColumns: [t.b] }),
    ]);
    const made = (await stateOf({ table })).ddl.find(({ entityType }) => entityType === "fks")?.name ?? "";
    expect(made).toMatch(new RegExp(`^${name}_.{12}_fkey$`));
    expect(namesOf(table).find(({ what }) => what === "foreign key")?.name).toHaveLength(made.length);
  });

  it("stay as they are when the table is renamed", async () => {
    const first = await step(exports);
    const renamed = core.table("thing", { id: serial().primaryKey(), name: varchar() });
    const hints = hint([{ type: "rename", kind: "table", from: ["CORE", "item"], to: ["CORE", "thing"] }]);
    const answer = await kitGenerate({ core, renamed }, first.history, hints);
    expect(answer).toMatchObject({ status: "ok", sql: 'ALTER TABLE "CORE"."item" RENAME TO "thing";' });
    const text = answer.status === "ok" ? JSON.stringify(answer.snapshot) : "";
    const state = await stateOfSnapshots([...first.history, { name: "20260101000001_x", text }]);
    expect(state.ddl.find(({ entityType }) => entityType === "pks")).toMatchObject({
      table: "thing",
      name: "item_pkey",
    });
  });
});

describe("schema errors", () => {
  const twice = { a: core.table("same", { id: integer() }), b: core.table("same", { id: integer() }) };

  it("end the process with a text from the payload", async () => {
    const outcome = await quietly(() => payload.generateDrizzleJson(twice));
    expect(outcome).toEqual({
      kind: "exited",
      output: expect.stringContaining('duplicate table name "same" in "CORE" schema'),
    });
    await expect(stateOf(twice)).rejects.toThrow(Refusal);
    await expect(stateOf(twice)).rejects.toThrow('duplicate table name "same"');
  });

  it("end the process without a word from the SDK", async () => {
    await expect(kitGenerate(twice, [], [])).rejects.toThrow('duplicate table name "same"');
  });
});

describe("hints", () => {
  const tables = (names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [name, core.table(name, { id: integer() })]));

  it.each(KINDS)("of a %s have a path of the known length", async (kind) => {
    const path = (length: number) => Array.from({ length }, (_, position) => `n${position}`);
    const length = ENTITY_KINDS[kind].pathLength;
    const ask = (entity: string[]) => kitGenerate(exports, [], hint([{ type: "create", kind, entity }]));
    expect(await ask(path(length))).toMatchObject({ status: "ok" });
    expect(await ask(path(length + 1))).toMatchObject({ status: "error", error: { code: "invalid_hints" } });
  });

  it("are asked for without candidates, on a schema together with false ones on its tables", async () => {
    const { history } = await step({ core, ...tables(["a", "b"]) });
    const other = pgSchema("OTHER");
    const moved = { other, a: other.table("a", { id: integer() }) };
    expect(await kitGenerate(moved, history, [])).toEqual({
      status: "missing_hints",
      unresolved: [
        { type: "rename_or_create", kind: "schema", entity: ["OTHER"] },
        { type: "rename_or_create", kind: "table", entity: ["OTHER", "a"] },
      ],
    });
    const hints = hint([{ type: "rename", kind: "schema", from: ["CORE"], to: ["OTHER"] }]);
    expect(await kitGenerate(moved, history, hints)).toMatchObject({ status: "ok" });
  });

  it("that match nothing are passed over, or an error where something went", async () => {
    const { history } = await step({ core, ...tables(["a"]) });
    const hints = hint([{ type: "rename", kind: "table", from: ["CORE", "gone"], to: ["CORE", "b"] }]);
    expect(await kitGenerate({ core, ...tables(["a", "b"]) }, history, hints)).toMatchObject({
      status: "ok",
    });
    expect(await kitGenerate({ core, ...tables(["b"]) }, history, hints)).toMatchObject({
      status: "error",
      error: { code: "invalid_hints" },
    });
  });

  it("cannot swap two names", async () => {
    const [x, y] = [
      { a: integer(), b: varchar() },
      { a: varchar(), b: integer() },
    ];
    const { history } = await step({ core, t: core.table("t", x) });
    const hints = hint([
      { type: "rename", kind: "column", from: ["CORE", "t", "a"], to: ["CORE", "t", "b"] },
      { type: "rename", kind: "column", from: ["CORE", "t", "b"], to: ["CORE", "t", "a"] },
    ]);
    const answer = await kitGenerate({ core, t: core.table("t", y) }, history, hints);
    expect(answer).toMatchObject({ status: "ok", sql: expect.not.stringContaining("RENAME") });
  });
});

describe("histories", () => {
  const grown = (...columns: string[]) => ({
    core,
    item: core.table("item", {
      id: serial().primaryKey(),
      name: varchar(),
      ...Object.fromEntries(columns.map((name) => [name, integer()])),
    }),
  });
  const other = (columns: object) => ({
    ...exports,
    other: core.table("other", { id: integer(), ...columns }),
  });

  it("with two branches that do not touch are added up and merged, newest first", async () => {
    const first = await step(exports);
    const a = await step(grown("a"), first.history, "20260101000001_a");
    const b = await step(other({}), first.history, "20260101000002_b");
    const both = [...first.history, a.file, b.file];
    expect(await kitCheck(both)).toBeUndefined();
    await expect(
      payload.reconstruct(Object.fromEntries(both.map(({ name, text }) => [name, JSON.parse(text)]))),
    ).rejects.toThrow("2 leaf snapshots");
    const state = await stateOfSnapshots(both);
    expect(state.ddl.filter(({ entityType }) => entityType === "tables").map(({ name }) => name)).toEqual([
      "item",
      "other",
    ]);
    const merged = await step({ ...grown("a", "c"), other: other({}).other }, both, "20260101000003_c");
    expect(merged.snapshot.prevIds).toEqual([b.snapshot.id, a.snapshot.id]);
    expect(merged.sql).toBe('ALTER TABLE "CORE"."item" ADD COLUMN "c" integer;');
    expect((await stateOfSnapshots(merged.history)).id).toBe(merged.snapshot.id);
  });

  it("with two branches that change the same thing are refused", async () => {
    const first = await step(exports);
    const a = await step(
      { core, item: core.table("item", { id: serial().primaryKey() }) },
      first.history,
      "20260101000001_a",
    );
    const b = await step(
      { core, item: core.table("item", { id: serial().primaryKey(), name: integer() }) },
      first.history,
      "20260101000002_b",
    );
    const error = await kitCheck([...first.history, a.file, b.file]);
    expect(error).toMatchObject({ code: "check_error", kind: "conflicts" });
    const leaves = error?.details?.[0]?.branches.map(({ leafPath }) => leafPath?.split(/[\\/]/).at(-1));
    expect(leaves?.sort()).toEqual(["20260101000001_a", "20260101000002_b"]);
  });

  it("that are broken are refused with a code and a kind", async () => {
    const first = await step(exports);
    const second = await step(grown("a"), first.history, "20260101000001_a");
    expect(await kitCheck([second.file])).toMatchObject({ code: "check_error", kind: "malformed" });
    expect(await kitCheck([first.file, { ...second.file, name: "20250101000000_early" }])).toMatchObject({
      code: "check_error",
      kind: "order",
    });
  });

  it("may have other files, folders and keys beside drizzle-kit's own", async () => {
    const root = temporaryFolder();
    const { file, sql: text } = await step(exports);
    symlinkSync(
      fileURLToPath(new URL("../../node_modules", import.meta.url)),
      join(root, "node_modules"),
      "junction",
    );
    const folder = join(root, "generated", file.name);
    mkdirSync(folder, { recursive: true });
    mkdirSync(join(root, "generated", "notes"));
    const snapshot = identified(JSON.parse(file.text) as KitSnapshot, "x");
    writeFileSync(join(folder, "snapshot.json"), snapshotText({ ...snapshot, ...{ ours: 1 } }));
    writeFileSync(
      join(folder, "migration.sql"),
      `${text}--> statement-breakpoint\nGRANT USAGE ON SCHEMA "CORE" TO "x";\n`,
    );
    for (const name of ["down.sql", "delta.json", "review.md"]) writeFileSync(join(folder, name), "");
    writeFileSync(
      join(root, "schema.ts"),
      'import { pgSchema, serial, varchar } from "drizzle-orm/pg-core";\nexport const core = pgSchema("CORE");\nexport const item = core.table("item", { id: serial().primaryKey(), name: varchar() });',
    );
    writeFileSync(
      join(root, "drizzle.config.ts"),
      'export default { dialect: "postgresql", schema: "./schema.ts", out: "./generated", warehouse: { roles: "./roles" } };',
    );
    const kit = (...args: string[]) =>
      promisify(execFile)(process.execPath, [join(root, "node_modules/drizzle-kit/bin.cjs"), ...args], {
        cwd: root,
      });
    const [checked, generated] = await Promise.all([kit("check"), kit("generate")]);
    expect(checked.stdout).toContain("Everything's fine");
    expect(generated.stdout).toContain("No schema changes");
  });
});

describe("states", () => {
  it("are not changed by the migrations that are made of them", async () => {
    const before: KitState = await stateOf(exports);
    const after: KitState = await stateOf({
      core,
      item: core.table("thing", { id: integer().primaryKey(), title: varchar() }),
    });
    const copies = structuredClone([before, after]);
    const hints = [
      { type: "rename", kind: "table", from: ["CORE", "item"], to: ["CORE", "thing"] },
      { type: "create", kind: "column", entity: ["CORE", "thing", "title"] },
    ];
    await payload.generateMigration(before, after, { hints });
    expect([before, after]).toEqual(copies);
  });

  it("throw what is open when a migration is made of them", async () => {
    const after = await stateOf({ core, item: core.table("thing", { id: integer() }) });
    await expect(payload.generateMigration(await stateOf(exports), after)).rejects.toMatchObject({
      code: "missing_hints",
    });
  });
});
