import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import { kitGenerate, kitMigration, stateOf } from "../../scripts/migrations/kit/drizzle-kit.ts";
import type { KitHint } from "../../scripts/migrations/kit/drizzle-kit-hints.ts";
import { exportsWithout } from "../../scripts/migrations/kit/exports-without.ts";
import type { KitState } from "../../scripts/migrations/kit/kit-state.ts";
import { quietly } from "../../scripts/migrations/kit/quiet.ts";
import { wholeSnapshot } from "../../scripts/migrations/kit/snapshot-files.ts";
import { untouchedTables, withoutTables } from "../../scripts/migrations/kit/untouched-tables.ts";
import { type Exports, edit, exportsOf, firstModel, numbers } from "./random-tables.ts";

const ID = "11111111-1111-4111-8111-111111111111";
const filesOf = (state: KitState) => [
  { name: "20260101000000_before", text: JSON.stringify(wholeSnapshot(ID, state)) },
];

/** What drizzle-kit answers where everything that it asks about is new. */
async function generated(exports: Exports, before: KitState, given: readonly KitHint[]) {
  const hints = [...given];
  for (;;) {
    const answer = await kitGenerate(exports, filesOf(before), hints);
    if (answer.status !== "missing_hints") {
      if (answer.status !== "ok") return answer;
      const { sql: text, snapshot } = answer;
      return { text, snapshot: { ...snapshot, id: "" } };
    }
    for (const { kind, entity } of answer.unresolved) hints.push({ type: "create", kind, entity });
  }
}

const payload = createRequire(import.meta.url)("drizzle-kit/payload/postgres") as {
  generateMigration(from: KitState, to: KitState, options: { hints: readonly KitHint[] }): Promise<string[]>;
};

/** drizzle-kit's statements between whole states, or its error. */
const whole = async (from: KitState, to: KitState, hints: readonly KitHint[]): Promise<unknown> =>
  quietly(() => payload.generateMigration(from, to, { hints })).then(
    (outcome) => (outcome.kind === "returned" ? outcome.result : "refused"),
    () => "refused",
  );

describe("tables that are left out", () => {
  test("change nothing of what drizzle-kit writes, however a model was edited", async () => {
    const seed = Number(process.env.FUZZ_SEED ?? 20261127);
    const random = numbers(seed);
    const model = firstModel();
    const wrong: string[] = [];
    let leftOut = 0;
    for (let round = 0; round < Number(process.env.FUZZ_EDITS ?? 12); round++) {
      const before = await stateOf(exportsOf(model));
      const edits = 1 + random(3);
      const renames: KitHint[] = [];
      const saved = structuredClone(model);
      for (let count = 0; count < edits; count++) {
        const rename = edit(model, random, round * 10 + count);
        if (rename) renames.push(rename);
      }
      // Two renames may not fit together, which is another question.
      if (renames.length > 1) {
        Object.assign(model, saved);
        continue;
      }
      const exports = exportsOf(model);
      const after = await stateOf(exports);
      const untouched = untouchedTables(before, after);
      leftOut += untouched.size;
      const all = await generated(exports, before, renames);
      const seen = await generated(
        exportsWithout(exports, untouched),
        withoutTables(before, untouched),
        renames,
      );
      const told = `seed ${seed}, round ${round}, without ${[...untouched].join(" ")}`;
      if (JSON.stringify(all) !== JSON.stringify(seen)) {
        wrong.push(`${told}\n${JSON.stringify(all)}\n${JSON.stringify(seen)}`);
      }
      const back = await whole(after, before, []);
      const ours = await kitMigration(
        withoutTables(after, untouched),
        withoutTables(before, untouched),
        [],
      ).catch(() => "refused");
      if (JSON.stringify(back) !== JSON.stringify(ours))
        wrong.push(`${told}, back: ${JSON.stringify([back, ours])}`);
    }
    expect(wrong).toEqual([]);
    expect(leftOut).toBeGreaterThan(10);
  });
});
