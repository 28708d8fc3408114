import { createRequire } from "node:module";
import { sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  index,
  integer,
  pgPolicy,
  pgSchema,
  pgTable,
  text,
  unique,
  varchar,
} from "drizzle-orm/pg-core";
import { describe, expect, test } from "vitest";
import { kitGenerate, kitMigration, stateOf } from "../../scripts/migrations/kit/drizzle-kit.ts";
import type { KitHint } from "../../scripts/migrations/kit/drizzle-kit-hints.ts";
import { exportsWithout } from "../../scripts/migrations/kit/exports-without.ts";
import type { KitState } from "../../scripts/migrations/kit/kit-state.ts";
import { quietly } from "../../scripts/migrations/kit/quiet.ts";
import { wholeSnapshot } from "../../scripts/migrations/kit/snapshot-files.ts";
import { stateInParts } from "../../scripts/migrations/kit/state-in-parts.ts";
import { untouchedTables, withoutTables } from "../../scripts/migrations/kit/untouched-tables.ts";

interface Column {
  name: string;
  type: "integer" | "text" | "varchar" | "mood";
  notNull?: boolean;
  default?: number;
  unique?: boolean;
}

interface Table {
  /** 3 is public. */
  schema: number;
  name: string;
  columns: Column[];
  /** Refers to the table of this name, whose `id` is its key. */
  refersTo?: string;
  hasIndex?: boolean;
  hasCheck?: boolean;
  hasPolicy?: boolean;
}

interface Model {
  tables: Table[];
  moods: string[];
  /** Names of tables that a view reads. */
  views: string[];
}

type Exports = Record<string, unknown>;

function exportsOf({ tables, moods, views }: Model): Exports {
  const schemas = [0, 1, 2].map((number) => pgSchema(`S.${number}`));
  const mood = schemas[0]?.enum("mood", moods as [string, ...string[]]);
  const exports: Exports = { ...Object.fromEntries(schemas.map((schema, n) => [`s${n}`, schema])), mood };
  // biome-ignore lint/suspicious/noExplicitAny: tables of any shape
  const made = new Map<string, any>();
  for (const table of tables) {
    const columns = Object.fromEntries(
      table.columns.map((column) => {
        // biome-ignore lint/suspicious/noExplicitAny: builders of any type
        let builder: any = {
          integer: integer(),
          text: text(),
          varchar: varchar({ length: 20 }),
          mood: mood?.(),
        }[column.type];
        if (column.notNull) builder = builder.notNull();
        if (column.default !== undefined && column.type === "integer")
          builder = builder.default(column.default);
        if (column.unique) builder = builder.unique();
        return [column.name, builder];
      }),
    );
    const make = (schemas[table.schema]?.table ?? pgTable) as typeof pgTable;
    const own = make(
      table.name,
      // biome-ignore lint/suspicious/noExplicitAny: columns of any type
      { id: integer().primaryKey(), other: integer(), ...columns } as any,
      // biome-ignore lint/suspicious/noExplicitAny: columns of any type
      (self: any) => [
        ...(table.refersTo && made.has(table.refersTo)
          ? [foreignKey({ columns: [self.other], foreignColumns: [made.get(table.refersTo).id] })]
          : []),
        ...(table.hasCheck && table.hasIndex ? [unique().on(self.other, self.id)] : []),
        ...(table.hasIndex ? [index().on(self.other)] : []),
        ...(table.hasCheck ? [check(`${table.name}_check`, sql`${self.other} > 0`)] : []),
        ...(table.hasPolicy ? [pgPolicy(`${table.name}_policy`, { for: "select" })] : []),
      ],
    );
    made.set(table.name, own);
    exports[table.name] = own;
  }
  for (const name of views) {
    const table = made.get(name);
    if (table)
      exports[`v_${name}`] = schemas[1]
        ?.view(`v_${name}`)
        .as((qb) => qb.select({ id: table.id }).from(table));
  }
  return exports;
}

/** The same numbers for the same seed. */
function numbers(seed: number): (count: number) => number {
  let state = seed;
  return (count) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return Math.floor((state / 0x80000000) * count);
  };
}

const COLUMN_TYPES = ["integer", "text", "varchar", "mood"] as const;

/** Changes a model in place. @returns the rename that it was, if it was one */
function edit(model: Model, random: (count: number) => number, round: number): KitHint | undefined {
  const table = model.tables[random(model.tables.length)] as Table;
  const column = table.columns[random(Math.max(table.columns.length, 1))];
  const schema = table.schema === 3 ? "public" : `S.${table.schema}`;
  const deeds: (() => KitHint | undefined)[] = [
    () => void table.columns.push({ name: `c${round}`, type: COLUMN_TYPES[random(4)] ?? "text" }),
    () => void table.columns.splice(random(Math.max(table.columns.length, 1)), 1),
    () => {
      if (column) column.notNull = !column.notNull;
      return undefined;
    },
    () => {
      if (column) column.default = random(9);
      return undefined;
    },
    () => {
      if (column) column.unique = !column.unique;
      return undefined;
    },
    () => {
      if (column?.type === "varchar") column.type = "text";
      return undefined;
    },
    () => {
      table.hasIndex = !table.hasIndex;
      return undefined;
    },
    () => {
      table.hasCheck = !table.hasCheck;
      return undefined;
    },
    () => {
      table.hasPolicy = !table.hasPolicy;
      return undefined;
    },
    () => {
      table.refersTo = model.tables[random(model.tables.length)]?.name ?? "";
      return undefined;
    },
    () => void delete table.refersTo,
    () =>
      void model.tables.push({
        schema: random(4),
        name: `n${round}`,
        columns: [{ name: "a", type: "mood" }],
      }),
    () => void (model.tables.length > 4 && model.tables.splice(model.tables.indexOf(table), 1)),
    () => void model.moods.push(`mood${round}`),
    () => {
      model.views = [table.name, ...model.views.slice(0, random(3))];
      return undefined;
    },
    () => {
      if (!column) return undefined;
      const from = [schema, table.name, column.name];
      column.name = `r${round}`;
      return { type: "rename", kind: "column", from, to: [schema, table.name, column.name] };
    },
    () => {
      const from = [schema, table.name];
      for (const other of model.tables) if (other.refersTo === table.name) other.refersTo = `r${round}`;
      model.views = model.views.filter((name) => name !== table.name);
      table.name = `r${round}`;
      return { type: "rename", kind: "table", from, to: [schema, table.name] };
    },
  ];
  return deeds[random(deeds.length)]?.();
}

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
    const model: Model = {
      tables: Array.from({ length: 14 }, (_, n) => ({
        schema: n % 4,
        name: `t${n}`,
        columns: Array.from({ length: n % 4 }, (_, c) => ({
          name: `c${c}`,
          type: COLUMN_TYPES[(n + c) % 4] ?? "text",
        })),
        ...(n % 3 === 2 && { refersTo: `t${n - 1}` }),
        ...(n % 5 === 4 && { hasIndex: true }),
      })),
      moods: ["fine", "sad"],
      views: ["t3"],
    };
    const wrong: string[] = [];
    let leftOut = 0;
    let inParts = 0;
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
      let parts = 0;
      const { ddl } = await stateInParts(
        exports,
        (some) => stateOf(some).finally(() => parts++),
        1 + (round % 3),
      );
      inParts += parts > 1 ? 1 : 0;
      if (JSON.stringify(ddl) !== JSON.stringify(after.ddl))
        wrong.push(`seed ${seed}, round ${round}, in parts`);
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
    expect(inParts).toBeGreaterThan(10);
  });
});
