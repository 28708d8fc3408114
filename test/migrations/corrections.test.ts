import { sql } from "drizzle-orm";
import {
  bigint,
  bigserial,
  check,
  date,
  index,
  integer,
  jsonb,
  numeric,
  type PgSchema,
  pgPolicy,
  pgSchema,
  primaryKey,
  serial,
  smallserial,
  text,
  timestamp,
  unique,
  varchar,
} from "drizzle-orm/pg-core";
import { describe, expect, test } from "vitest";
import { NOTHING_AROUND } from "../../scripts/migrations/corrections/change.ts";
import { correctedMigration } from "../../scripts/migrations/corrections/corrected-migration.ts";
import { kitMigration, stateOf } from "../../scripts/migrations/kit/drizzle-kit.ts";
import { rowChecks } from "../../scripts/migrations/rows/row-checks.ts";
import { cuts } from "../../scripts/model/cast.ts";
import { writeStatement } from "../../scripts/sql/write-statement.ts";

type Definitions = (schema: PgSchema) => object;

const statesOf = (before: Definitions, after: Definitions) =>
  Promise.all(
    [before, after].map((define) => {
      const schema = pgSchema("S");
      return stateOf({ schema, ...define(schema) });
    }),
  );

/** What drizzle-kit writes, and what is written instead; undefined where nothing is corrected. */
async function both(before: Definitions, after: Definitions) {
  const [from, to] = await statesOf(before, after);
  if (!from || !to) throw new Error("two states");
  const plain = (await kitMigration(from, to, [])).map((statement) => statement.trim());
  const corrected = await correctedMigration({ from, to, renames: [], ...NOTHING_AROUND }, []);
  const statements = corrected?.statements.map(writeStatement);
  return { plain, statements, cutting: [...(corrected?.cutting.values() ?? [])].map(writeStatement) };
}

describe("what drizzle-kit writes wrong, and what is written instead", () => {
  test("serial of another width: the sequence keeps its type", async () => {
    const { plain, statements } = await both(
      (s) => ({ t: s.table("t", { id: smallserial().primaryKey() }) }),
      (s) => ({ t: s.table("t", { id: bigserial({ mode: "number" }).primaryKey() }) }),
    );
    expect(plain.join("\n")).not.toContain("ALTER SEQUENCE");
    expect(statements).toContain('ALTER SEQUENCE "S"."t_id_seq" AS bigint;');
  });

  test("integer to serial: the sequence is not quoted, and begins at 1", async () => {
    const { plain, statements } = await both(
      (s) => ({ t: s.table("t", { id: integer().primaryKey() }) }),
      (s) => ({ t: s.table("t", { id: serial().primaryKey() }) }),
    );
    expect(plain.join("\n")).toContain("nextval('S.t_id_seq')");
    expect(statements).toEqual([
      'CREATE SEQUENCE "S"."t_id_seq" AS integer;',
      `SELECT setval('"S"."t_id_seq"', greatest(coalesce(max("id"), 0) + 1, 1), false) FROM "S"."t";`,
      `ALTER TABLE "S"."t" ALTER COLUMN "id" SET DEFAULT nextval('"S"."t_id_seq"');`,
      'ALTER SEQUENCE "S"."t_id_seq" OWNED BY "S"."t"."id";',
    ]);
  });

  test("a table's owner owns the sequence that it gets, which may have another name", async () => {
    const [from, to] = await statesOf(
      (s) => ({ t: s.table("t", { id: integer().primaryKey() }), u: s.table("u", { id: serial() }) }),
      (s) => ({
        t: s.table("t", { id: serial().primaryKey() }),
        u: s.table("u", { id: integer().notNull() }),
      }),
    );
    if (!from || !to) throw new Error("two states");
    const before = { sequenceOf: () => "kept_seq", ownerOf: () => undefined };
    const after = {
      sequenceOf: () => undefined,
      ownerOf: (table: string) => (table === "S.t" ? "boss" : undefined),
    };
    const made = await correctedMigration({ from, to, renames: [], before, after, mayCut: new Set() }, []);
    expect(made?.statements.map(writeStatement)).toContain('ALTER SEQUENCE "S"."t_id_seq" OWNER TO "boss";');
    expect(made?.statements.map(writeStatement)).toContain('DROP SEQUENCE "S"."kept_seq";');
  });

  test("serial to identity: the value is one too low", async () => {
    const { plain, statements } = await both(
      (s) => ({ t: s.table("t", { id: serial().primaryKey() }) }),
      (s) => ({ t: s.table("t", { id: integer().primaryKey().generatedAlwaysAsIdentity() }) }),
    );
    expect(plain.join("\n")).toMatch(/setval\(.*false\)/s);
    expect(statements?.slice(0, 2)).toEqual([
      'ALTER TABLE "S"."t" ALTER COLUMN "id" DROP DEFAULT;',
      'ALTER SEQUENCE "S"."t_id_seq" RENAME TO "t_id_seq_besides";',
    ]);
    expect(statements?.slice(-2)).toEqual([
      `SELECT setval(pg_get_serial_sequence('"S"."t"', 'id'), last_value, is_called) FROM "S"."t_id_seq_besides";`,
      'DROP SEQUENCE "S"."t_id_seq_besides";',
    ]);
  });

  test("a key is replaced under a foreign key", async () => {
    const define =
      (replaced: boolean): Definitions =>
      (s) => {
        const p = s.table("p", { id: integer().notNull() }, (t) =>
          replaced ? [unique("p_u").on(t.id)] : [primaryKey({ columns: [t.id] })],
        );
        return { p, c: s.table("c", { p: integer().references(() => p.id) }) };
      };
    const { plain, statements } = await both(define(false), define(true));
    expect(plain.join("\n")).not.toContain("FOREIGN KEY");
    expect(statements?.[0]).toBe('ALTER TABLE "S"."c" DROP CONSTRAINT "c_p_p_id_fkey";');
    expect(statements?.at(-1)).toContain("FOREIGN KEY");
  });

  test("a generated column that is made again loses NOT NULL, its checks and partial indexes", async () => {
    const define =
      (expression: string): Definitions =>
      (s) => ({
        t: s.table(
          "t",
          { a: integer(), g: integer().generatedAlwaysAs(sql.raw(expression)).notNull() },
          (t) => [check("g_pos", sql`g > 0`), index("part").on(t.a).where(sql`g > 1`)],
        ),
      });
    const { plain, statements = [] } = await both(define("a + 1"), define("a + 2"));
    expect(plain.join("\n")).not.toMatch(/g_pos|part|NOT NULL/);
    const at = (part: string) => statements.findIndex((statement) => statement.includes(part));
    expect(at('DROP CONSTRAINT "g_pos"')).toBeLessThan(at('DROP COLUMN "g"'));
    expect(at("ADD COLUMN")).toBeLessThan(at('ADD CONSTRAINT "g_pos"'));
    expect(at("SET NOT NULL")).toBeGreaterThan(at("ADD COLUMN"));
    expect(at('CREATE INDEX "part"')).toBeGreaterThan(at("ADD COLUMN"));
  });

  test("a generated column goes before what it is computed from, and comes after it", async () => {
    const { statements = [] } = await both(
      (s) => ({ t: s.table("t", { a: integer(), g: integer().generatedAlwaysAs(sql`a + 1`) }) }),
      (s) => ({
        t: s.table("t", { a: bigint({ mode: "number" }), g: integer().generatedAlwaysAs(sql`a + 1`) }),
      }),
    );
    const at = (part: string) => statements.findIndex((statement) => statement.includes(part));
    expect(at('DROP COLUMN "g"')).toBeLessThan(at('"a" SET DATA TYPE bigint'));
    expect(at('ADD COLUMN "g"')).toBeGreaterThan(at('"a" SET DATA TYPE bigint'));
  });

  test("values that do not fit are refused, and cut by name only", async () => {
    const before: Definitions = (s) => ({ t: s.table("t", { v: varchar({ length: 20 }), d: timestamp() }) });
    const after: Definitions = (s) => ({ t: s.table("t", { v: varchar({ length: 5 }), d: date() }) });
    const { plain, statements, cutting } = await both(before, after);
    expect(plain.join("\n")).toContain('USING "v"::varchar(5)');
    expect(statements?.join("\n")).toContain('CASE WHEN "v"::text <> "v"::character varying(5)::text THEN ');
    expect(statements?.join("\n")).toContain("a value of S.t.d does not fit date");
    expect(cutting[0]).toContain('USING "v"::character varying(5);');
    const [from, to] = await statesOf(before, after);
    if (!from || !to) throw new Error("two states");
    const mayCut = new Set(["S.t.v", "S.t.d"]);
    const cut = await correctedMigration({ from, to, renames: [], ...NOTHING_AROUND, mayCut }, []);
    expect(cut).toBeUndefined();
  });

  test("a default stands in the way of a type, an array has no cast, an enum's new value is used at once", async () => {
    const { statements = [] } = await both(
      (s) => ({ t: s.table("t", { a: text().default("1"), b: integer() }) }),
      (s) => ({ t: s.table("t", { a: integer().default(1), b: integer().array() }) }),
    );
    expect(statements[0]).toBe('ALTER TABLE "S"."t" ALTER COLUMN "a" DROP DEFAULT;');
    expect(statements.join("\n")).toContain('CASE WHEN "b" IS NOT NULL THEN ARRAY["b"]::integer[] END');
    const withEnum =
      (...values: [string, ...string[]]): Definitions =>
      (s) => {
        const e = s.enum("e", values);
        return { e, t: s.table("t", { x: e().default(values.at(-1) ?? "") }) };
      };
    const { plain, statements: made = [] } = await both(withEnum("a"), withEnum("a", "b"));
    expect(plain.join("\n")).toContain("ADD VALUE");
    expect(made.join("\n")).not.toContain("ADD VALUE");
    expect(made).toContain(`CREATE TYPE "S"."e" AS ENUM('a', 'b');`);
  });

  test("a policy loses WITH CHECK, a sequence its CYCLE", async () => {
    const policy =
      (withCheck: boolean): Definitions =>
      (s) => ({
        t: s.table("t", { a: integer() }, () => [
          pgPolicy("p", { for: "all", using: sql`true`, ...(withCheck && { withCheck: sql`true` }) }),
        ]),
        q: s.sequence("q", { cycle: withCheck }),
      });
    const { plain, statements } = await both(policy(true), policy(false));
    expect(plain.join("\n")).not.toMatch(/DROP POLICY|NO CYCLE/);
    expect(statements).toContain('DROP POLICY "p" ON "S"."t";');
    expect(statements).toContain('ALTER SEQUENCE "S"."q" NO CYCLE;');
  });

  test("an unnamed unique key of a new table has the name that its snapshot says", async () => {
    const { plain, statements } = await both(
      () => ({}),
      (s) => ({ t: s.table("t", { a: text(), b: text().unique() }, (t) => [unique().on(t.a)]) }),
    );
    expect(plain.join("\n")).not.toContain("t_a_unique");
    expect(statements?.[0]).toContain('"a" text CONSTRAINT "t_a_unique" UNIQUE');
    expect(statements?.[0]).toContain('"b" text UNIQUE');
  });

  test("bounds of an identity change in one statement, with its value", async () => {
    const define =
      (options: object): Definitions =>
      (s) => ({ t: s.table("t", { id: integer().generatedAlwaysAsIdentity(options) }) });
    const { plain, statements = [] } = await both(define({}), define({ minValue: 100, startWith: 200 }));
    expect(plain[0]).toBe('ALTER TABLE "S"."t" ALTER COLUMN "id" SET MINVALUE 100;');
    expect(statements[0]).toMatch(/^SELECT setval\(.* THEN 200 ELSE 100 END, false\) WHERE .* < 100;$/);
    expect(statements.slice(1)).toEqual([
      'ALTER TABLE "S"."t" ALTER COLUMN "id" SET MINVALUE 100 SET START WITH 200;',
    ]);
  });

  test("a table that goes takes nothing with it at which a policy of another looks", async () => {
    const define =
      (gone: boolean): Definitions =>
      (s) => {
        const using = gone ? sql`true` : sql`exists (select from "S".g)`;
        return {
          ...(!gone && { g: s.table("g", { a: integer() }) }),
          t: s.table("t", { a: integer() }, () => [pgPolicy("p", { using })]),
        };
      };
    const { plain, statements } = await both(define(false), define(true));
    expect(plain[0]).toBe('DROP TABLE "S"."g";');
    expect(statements?.slice(0, 2)).toEqual(['DROP POLICY "p" ON "S"."t";', 'DROP TABLE "S"."g";']);
  });

  test("to and from JSON, and arrays to what they are of, where there is no cast", async () => {
    const { plain, statements } = await both(
      (s) => ({ t: s.table("t", { a: integer(), b: jsonb(), c: integer().array(), d: text() }) }),
      (s) => ({ t: s.table("t", { a: jsonb(), b: date(), c: integer(), d: text().array() }) }),
    );
    expect(plain.join("\n")).toContain('USING "a"::jsonb');
    expect(statements?.map((statement) => statement.replace(/^.* USING /, ""))).toEqual([
      'to_jsonb("a");',
      `("b" #>> '{}')::date;`,
      expect.stringMatching(/^CASE WHEN cardinality\("c"\) > 1 THEN .* ELSE \("c"\)\[1\]::integer END;$/),
      `CASE WHEN "d" LIKE '{%}' THEN "d"::text[] WHEN "d" IS NOT NULL THEN ARRAY["d"]::text[] END;`,
    ]);
  });

  test("where nothing is wrong, drizzle-kit's own statements stay", async () => {
    const { plain, statements } = await both(
      (s) => ({ t: s.table("t", { a: varchar({ length: 5 }) }) }),
      (s) => ({ t: s.table("t", { a: varchar({ length: 9 }), b: integer() }) }),
    );
    expect(plain).toHaveLength(2);
    expect(statements).toBeUndefined();
  });
});

test.each([
  ["character varying(20)", "character varying(5)", true],
  ["character varying(5)", "character varying(20)", false],
  ["text", "character varying(5)", true],
  ["character varying(5)", "text", false],
  ["numeric(10,4)", "numeric(10,2)", true],
  ["numeric(10,2)", "numeric(12,2)", false],
  ["numeric", "integer", true],
  ["integer", "numeric", false],
  ["integer", "smallint", false],
  ["timestamp without time zone", "date", true],
  ["timestamp(3) without time zone", "timestamp without time zone", false],
  ["timestamp without time zone", "timestamp(0) without time zone", true],
  ["double precision", "real", true],
  ["text", "integer", false],
  ["uuid", "text", false],
  ["integer", "jsonb", false],
])("a cast from %s to %s cuts: %s", (from, to, expected) => {
  expect(cuts(from, to)).toBe(expected);
});

test("a foreign key of a renamed table is not one that comes, a number that gets fewer digits is told", async () => {
  const define = (name: string, precision: number) => (s: PgSchema) => {
    const p = s.table(name, { id: integer().primaryKey() });
    return {
      p,
      t: s.table("t", { p: integer().references(() => p.id), n: numeric({ precision, scale: 2 }) }),
    };
  };
  const [from, to] = await statesOf(define("p", 10), define("q", 5));
  if (!from || !to) throw new Error("two states");
  const checks = rowChecks({ from, to, renames: [{ kind: "table", from: ["S", "p"], to: ["S", "q"] }] });
  expect(checks).toMatchObject([
    {
      message: "S.t.n becomes numeric(5,2): a number outside of it is refused",
      query: expect.stringContaining("1e3"),
    },
  ]);
});

test("an enum is made again where a new value is used, not where a text has its letters", async () => {
  const define = (values: [string, ...string[]], given?: string) => (s: PgSchema) => {
    const mood = s.enum("mood", values);
    const columns = { mood: given ? mood().default(given) : mood(), note: text().default("bad luck") };
    return { mood, t: s.table("t", columns, () => [check("c", sql`note <> 'bad'`)]) };
  };
  const made = async (given?: string) =>
    (await both(define(["good"]), define(["good", "bad"], given))).statements;
  expect(await made()).toBeUndefined();
  expect((await made("bad"))?.join("\n")).toContain("CREATE TYPE");
});

test("what rows can refuse, each with its query", async () => {
  const [from, to] = await statesOf(
    (s) => {
      const p = s.table("p", { id: integer().primaryKey() });
      return {
        p,
        t: s.table("t", {
          id: integer().primaryKey(),
          a: text(),
          b: bigint({ mode: "number" }),
          c: integer(),
          n: numeric(),
        }),
      };
    },
    (s) => {
      const p = s.table("p", { id: integer().primaryKey() });
      const columns = {
        id: integer().primaryKey(),
        a: text().notNull().unique(),
        b: integer(),
        c: integer().references(() => p.id),
        n: numeric({ precision: 5, scale: 1 }),
        fresh: integer().notNull(),
        given: integer().notNull().default(1),
      };
      return { p, t: s.table("t", columns, () => [check("c_pos", sql`c > 0`)]) };
    },
  );
  if (!from || !to) throw new Error("two states");
  const checks = rowChecks({ from, to, renames: [] });
  expect(checks.map(({ message }) => message)).toEqual([
    "S.t.a becomes NOT NULL",
    "S.t.fresh comes without a value, and is NOT NULL",
    "S.t.b becomes integer: a number outside of it is refused",
    "S.t.n becomes numeric(5,1): a value that does not fit is refused",
    "S.t: a must be unique",
    "S.t: c must be found in S.p",
    "S.t: c > 0 must be so",
  ]);
  expect(checks.every(({ query, shows, relation }) => query && shows && relation === "S.t")).toBe(true);
});
