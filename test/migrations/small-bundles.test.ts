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

const folder = mkdtempSync(join(tmpdir(), "dwh-small-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Payload {
  generateDrizzleJson(exports: object): Promise<KitState>;
  generateMigration(from: KitState, to: KitState, options: { hints: readonly object[] }): Promise<string[]>;
  reconstruct(files: object): Promise<KitState>;
}

function exportsOf(type: "text" | "varchar") {
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

async function made(payload: Payload) {
  const [before, after] = [
    await stateOf(payload, exportsOf("text")),
    await stateOf(payload, exportsOf("varchar")),
  ];
  const migrations = [
    await payload.generateMigration(EMPTY_STATE, before, { hints: [] }),
    await payload.generateMigration(before, after, { hints: [] }),
    await payload.generateMigration(after, EMPTY_STATE, { hints: [] }),
  ];
  return { before, after, migrations };
}

test("what the build makes of drizzle-kit does what the whole of it does", async () => {
  const { buildKit } = (await import(
    pathToFileURL(new URL("../../scripts/build-kit.mjs", import.meta.url).pathname).href
  )) as { buildKit(folder: string): Promise<void> };
  await buildKit(folder);
  const require = createRequire(import.meta.url);
  const whole = require("drizzle-kit/payload/postgres") as Payload;
  const provide = (asked: string): unknown => require(asked);
  const small = runCompiled(join(folder, "payload-postgres.cjs"), undefined, provide) as Payload;
  const expected = await made(whole);
  expect(expected.migrations[1]?.join()).toContain('DROP VIEW "core"."sad"');
  expect(await made(small)).toEqual(expected);
  const sdk = runCompiled(join(folder, "cli.cjs"), undefined, provide) as Record<string, unknown>;
  expect(Object.keys(sdk).sort()).toEqual(["check", "generate"]);
});
