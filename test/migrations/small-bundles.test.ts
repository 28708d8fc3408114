import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { sql } from "drizzle-orm";
import { check, index, integer, pgPolicy, pgSchema, text, varchar } from "drizzle-orm/pg-core";
import { afterAll, expect, test } from "vitest";
import { runCompiled } from "../../scripts/migrations/kit/code-cache.ts";
import { EMPTY_STATE, type KitState } from "../../scripts/migrations/kit/kit-state.ts";
import { quietly } from "../../scripts/migrations/kit/quiet.ts";
import { edit, exportsOf, firstModel, numbers } from "./random-tables.ts";

const folder = mkdtempSync(join(tmpdir(), "dwh-small-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Payload {
  generateDrizzleJson(exports: object): Promise<KitState>;
  generateMigration(from: KitState, to: KitState, options: { hints: readonly object[] }): Promise<string[]>;
  reconstruct(files: object): Promise<KitState>;
}

function personIn(type: "text" | "varchar") {
  const core = pgSchema("core");
  const mood = core.enum("mood", ["fine", "sad"]);
  const team = core.table("team", { id: integer().primaryKey().generatedAlwaysAsIdentity() });
  const person = core.table(
    "person",
    {
      id: integer().primaryKey(),
      name: type === "text" ? text().notNull().unique() : varchar({ length: 20 }).default("x"),
      team: integer().references(() => team.id, { onDelete: "cascade" }),
      mood: mood(),
    },
    (t) => [
      index("by_team").on(t.team.desc()).where(sql`${t.mood} = 'sad'`),
      check("named", sql`length(${t.name}) > 1`),
      pgPolicy("own", { for: "select", using: sql`true` }),
    ],
  );
  const view = core.view("sad").as((qb) => qb.select({ id: person.id }).from(person));
  return { core, mood, team, person, ...(type === "text" && { view }) };
}

/** Ids are of chance. */
const stateOf = async ({ generateDrizzleJson }: Payload, exports: object): Promise<KitState> => ({
  ...(await generateDrizzleJson(exports)),
  id: EMPTY_STATE.id,
});

async function migrationsOf(payload: Payload) {
  const [before, after] = [
    await stateOf(payload, personIn("text")),
    await stateOf(payload, personIn("varchar")),
  ];
  const migrations = [
    await payload.generateMigration(EMPTY_STATE, before, { hints: [] }),
    await payload.generateMigration(before, after, { hints: [] }),
    await payload.generateMigration(after, EMPTY_STATE, { hints: [] }),
  ];
  return { before, after, migrations };
}

/** drizzle-kit for PostgreSQL, as the build makes it and whole; and its commands as the build makes them. */
async function bundles() {
  const { buildKit } = (await import(
    pathToFileURL(new URL("../../scripts/build/build-kit.mjs", import.meta.url).pathname).href
  )) as { buildKit(folder: string): Promise<void> };
  await buildKit(folder);
  const require = createRequire(import.meta.url);
  const provide = (asked: string): unknown => require(asked);
  const built = (file: string): unknown => runCompiled(join(folder, file), undefined, provide);
  return {
    small: built("payload-postgres.cjs") as Payload,
    whole: require("drizzle-kit/payload/postgres") as Payload,
    commands: built("cli.cjs") as Record<string, unknown>,
  };
}
const made = bundles();

test("what the build makes of drizzle-kit does what the whole of it does", async () => {
  const { small, whole, commands } = await made;
  const expected = await migrationsOf(whole);
  expect(expected.migrations[1]?.join()).toContain('DROP VIEW "core"."sad"');
  expect(await migrationsOf(small)).toEqual(expected);
  expect(Object.keys(commands).sort()).toEqual(["check", "generate"]);
});

/** What it gave, or what it was refused with. */
const outcomeOf = (work: () => Promise<unknown>): Promise<unknown> =>
  quietly(work).then(
    (outcome) => (outcome.kind === "returned" ? outcome.result : outcome.output),
    (error: Error) => error.message,
  );

test("it finds rows by their table as the whole of it does, however a model was edited", async () => {
  const seed = Number(process.env.FUZZ_SEED ?? 20261128);
  const random = numbers(seed);
  const model = firstModel();
  const { small, whole } = await made;
  let before = EMPTY_STATE;
  let written = 0;
  for (let round = 0; round < Number(process.env.FUZZ_EDITS ?? 25); round++) {
    const told = `seed ${seed}, round ${round}`;
    const rename = edit(model, random, round);
    const exports = exportsOf(model);
    const hints = rename ? [rename] : [];
    const states = await Promise.all(
      [small, whole].map((payload) => outcomeOf(() => stateOf(payload, exports))),
    );
    expect(states[0], told).toEqual(states[1]);
    const after = states[1] as KitState;
    const ways = [
      [EMPTY_STATE, after],
      [before, after],
      [after, EMPTY_STATE],
    ] as const;
    for (const [from, to] of ways) {
      const [ours, theirs] = await Promise.all(
        [small, whole].map((payload) => outcomeOf(() => payload.generateMigration(from, to, { hints }))),
      );
      expect(ours, told).toEqual(theirs);
      if (Array.isArray(theirs) && theirs.length > 0) written++;
    }
    before = after;
  }
  expect(written).toBeGreaterThan(40);
});
