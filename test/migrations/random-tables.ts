// Models of tables with a random life, and what Drizzle makes of them.
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
import type { KitHint } from "../../scripts/migrations/kit/drizzle-kit-hints.ts";

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

export interface Model {
  tables: Table[];
  moods: string[];
  /** Names of tables that a view reads. */
  views: string[];
}

export type Exports = Record<string, unknown>;

export function exportsOf({ tables, moods, views }: Model): Exports {
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
export function numbers(seed: number): (count: number) => number {
  let state = seed;
  return (count) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return Math.floor((state / 0x80000000) * count);
  };
}

const COLUMN_TYPES = ["integer", "text", "varchar", "mood"] as const;

/** Changes a model in place. @returns the rename that it was, if it was one */
export function edit(model: Model, random: (count: number) => number, round: number): KitHint | undefined {
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

/** Fourteen tables in three schemas and `public`. */
export const firstModel = (): Model => ({
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
});
