import { sql } from "drizzle-orm";
import {
  bigint,
  bigserial,
  bit,
  bytea,
  char,
  customType,
  date,
  doublePrecision,
  integer,
  interval,
  jsonb,
  numeric,
  pgEnum,
  pgSchema,
  pgTable,
  real,
  serial,
  smallserial,
  text,
  time,
  timestamp,
  uuid,
  varchar,
} from "drizzle-orm/pg-core";
import { describe, expect, it } from "vitest";
import { columnType } from "../../scripts/migrations/kit/column-type.ts";
import { stateOf } from "../../scripts/migrations/kit/drizzle-kit.ts";
import { EMPTY_STATE, type KitColumn, sameState } from "../../scripts/migrations/kit/kit-state.ts";
import { relationsOf } from "../../scripts/migrations/kit/snapshot.ts";
import { KitHistory } from "./kit-history.ts";

const typed = (type: string, dimensions = 0, typeSchema: string | null = null) =>
  columnType({
    entityType: "columns",
    schema: "s",
    table: "t",
    name: "c",
    notNull: false,
    type,
    dimensions,
    typeSchema,
  });

describe("columnType", () => {
  // Declared, and what format_type of PostgreSQL 15 says of such a column with an empty search path.
  it.each([
    ["varchar", "character varying"],
    ["varchar(3)", "character varying(3)"],
    ["VARCHAR (3)", "character varying(3)"],
    ["national character varying(4)", "character varying(4)"],
    ["char", "character(1)"],
    ["char(3)", "character(3)"],
    ["bpchar", "bpchar"],
    ['"char"', '"char"'],
    ["numeric", "numeric"],
    ["numeric(5)", "numeric(5,0)"],
    ["numeric(10, 2)", "numeric(10,2)"],
    ["numeric(3,-2)", "numeric(3,-2)"],
    ["decimal(4,1)", "numeric(4,1)"],
    ["dec", "numeric"],
    ["timestamp", "timestamp without time zone"],
    ["timestamp(0)", "timestamp(0) without time zone"],
    ["timestamp (3) with time zone", "timestamp(3) with time zone"],
    ["timestamptz", "timestamp with time zone"],
    ["time", "time without time zone"],
    ["timetz(1)", "time(1) with time zone"],
    ["time(2) with time zone", "time(2) with time zone"],
    ["interval", "interval"],
    ["interval(3)", "interval(3)"],
    ["interval year to month", "interval year to month"],
    ["interval day to second(3)", "interval day to second(3)"],
    ["bit", "bit(1)"],
    ["bit(3)", "bit(3)"],
    ["varbit(4)", "bit varying(4)"],
    ["bool", "boolean"],
    ["int8", "bigint"],
    ["INT4", "integer"],
    ["smallserial", "smallint"],
    ["serial", "integer"],
    ["bigserial", "bigint"],
    ["float", "double precision"],
    ["float(5)", "real"],
    ["float(30)", "double precision"],
    ["double precision", "double precision"],
    ["int4range", "int4range"],
    ["jsonb", "jsonb"],
    ["vector(3)", "vector(3)"],
    ['"geo.v2"."Point"', '"geo.v2"."Point"'],
  ])("%s is %s", (declared, printed) => {
    expect(typed(declared)).toBe(printed);
  });

  it("does not tell the dimensions of an array", () => {
    expect([typed("integer", 1), typed("integer", 2), typed("timestamp(3)", 1)]).toEqual([
      "integer[]",
      "integer[]",
      "timestamp(3) without time zone[]",
    ]);
  });

  it("qualifies enums and quotes what the server quotes", () => {
    expect([
      typed("mood", 0, "STG"),
      typed("Mood", 1, "STG"),
      typed("mood", 0, "public"),
      typed("position", 0, "stg"),
      typed("user", 0, "stg"),
    ]).toEqual(['"STG".mood', '"STG"."Mood"[]', "public.mood", 'stg."position"', 'stg."user"']);
  });
});

describe("relationsOf", () => {
  const stg = pgSchema("STG");
  const mood = stg.enum("mood", ["good"]);
  const level = pgEnum("level", ["low"]);
  const xml = customType<{ data: string }>({ dataType: () => "XML" });
  const user = stg.table("user", {
    id: serial().primaryKey(),
    big: bigserial({ mode: "number" }),
    small: smallserial(),
    name: varchar({ length: 20 }).notNull(),
    code: char({ length: 3 }),
    price: numeric({ precision: 5 }),
    created: timestamp({ withTimezone: true, precision: 3 }),
    noted: timestamp(),
    at: time(),
    span: interval({ fields: "day to second", precision: 3 }),
    mood: mood(),
    moods: mood().array(),
    level: level(),
    matrix: integer().array("[][]"),
    identity: integer().generatedAlwaysAsIdentity(),
    twice: integer().generatedAlwaysAs(sql`1 + 1`),
    flags: bit({ dimensions: 3 }),
    raw: bytea(),
    custom: xml(),
    key: uuid().defaultRandom(),
    body: jsonb(),
    ratio: real(),
    exact: doublePrecision(),
    born: date(),
    count: bigint({ mode: "bigint" }),
  });
  const names = stg.view("names").as((query) => query.select({ id: user.id }).from(user));
  const cached = stg.materializedView("cached").as((query) => query.select({ id: user.id }).from(user));
  const plain = pgTable("plain", { id: integer(), note: text() });
  const exports = { stg, mood, level, user, names, cached, plain };

  it("turns a state into relations", async () => {
    const { schemas, relations } = relationsOf(await stateOf(exports));
    expect([...schemas]).toEqual(["STG"]);
    expect([...relations.values()].map(({ kind, schema, name }) => `${kind} ${schema}.${name}`)).toEqual([
      "table STG.user",
      "table public.plain",
      "view STG.names",
      "materialized view STG.cached",
    ]);
    const columns = relations
      .get("STG.user")
      ?.columns.map(({ name, type, notNull, serialSequence = "" }) =>
        `${name} ${type}${notNull ? " not null" : ""} ${serialSequence}`.trim(),
      );
    expect(columns).toEqual([
      "id integer not null user_id_seq",
      "big bigint not null user_big_seq",
      "small smallint not null user_small_seq",
      "name character varying(20) not null",
      "code character(3)",
      "price numeric(5,0)",
      "created timestamp(3) with time zone",
      "noted timestamp without time zone",
      "at time without time zone",
      "span interval day to second(3)",
      'mood "STG".mood',
      'moods "STG".mood[]',
      "level public.level",
      "matrix integer[]",
      "identity integer not null",
      "twice integer",
      "flags bit(3)",
      "raw bytea",
      "custom xml",
      "key uuid",
      "body jsonb",
      "ratio real",
      "exact double precision",
      "born date",
      "count bigint",
    ]);
    expect(relations.get("STG.names")?.columns).toEqual([]);
  });

  it("reads the same from snapshots, columns of later revisions last", async () => {
    const wider = pgTable("plain", { added: integer(), id: integer(), note: text() });
    const first = await new KitHistory().with(exports);
    expect(relationsOf(await first.state())).toEqual(relationsOf(await stateOf(exports)));
    const second = await first.with({ ...exports, plain: wider });
    const { relations } = relationsOf(await second.state());
    expect(relations.get("public.plain")?.columns.map(({ name }) => name)).toEqual(["id", "note", "added"]);
  });

  it("finds nothing in the empty state", () => {
    expect(relationsOf(EMPTY_STATE)).toEqual({
      schemas: new Set(),
      relations: new Map(),
      objects: new Map(),
    });
  });
});

describe("sameState", () => {
  const column = (name: string, more: object = {}): KitColumn => ({
    entityType: "columns",
    schema: "s",
    table: "t",
    name,
    type: "integer",
    typeSchema: null,
    notNull: false,
    dimensions: 0,
    ...more,
  });
  const state = (...ddl: readonly (typeof EMPTY_STATE.ddl)[number][]) => ({ ...EMPTY_STATE, ddl });

  it("does not look at the order of entities and fields", () => {
    const { name, ...rest } = column("a");
    expect(sameState(state(column("a"), column("b")), state(column("b"), { ...rest, name }))).toBe(true);
  });

  it("sees what changed, came and went", () => {
    expect(sameState(state(column("a")), state(column("a", { notNull: true })))).toBe(false);
    expect(sameState(state(column("a")), state(column("b")))).toBe(false);
    expect(sameState(state(column("a")), state(column("a"), column("b")))).toBe(false);
    expect(
      sameState(
        state(column("a", { identity: { cache: 1 } })),
        state(column("a", { identity: { cache: 2 } })),
      ),
    ).toBe(false);
    expect(sameState(EMPTY_STATE, EMPTY_STATE)).toBe(true);
  });

  it("does not look at derived names, which renames leave as they were", () => {
    const key = (name: string, nameExplicit: boolean) =>
      state({ entityType: "pks", schema: "s", table: "t", name, nameExplicit, columns: ["id"] });
    expect(sameState(key("old_pkey", false), key("t_pkey", false))).toBe(true);
    expect(sameState(key("old_pkey", true), key("t_pkey", true))).toBe(false);
  });
});
