import { expect, test } from "vitest";
import { inOneStep } from "../../scripts/plan/online/in-one-step.ts";
import type { OnlineFacts } from "../../scripts/plan/online/online-parts.ts";
import { onlineWay } from "../../scripts/plan/online/online-way.ts";
import { readStatement } from "../../scripts/sql/read-statement.ts";
import { statementSql, writeStatement } from "../../scripts/sql/write-statement.ts";

const FACTS: OnlineFacts = {
  tableOf: () => ["S", "t"],
  mayBeNull: (_, column) => column !== "id",
  isPartitioned: ([, name]) => name === "whole",
  isKey: (_, constraint) => constraint === "u",
  hasConstraint: (_, name) => name === "taken_is_not_null",
  primaryKey: () => "t_pkey",
};

const parts = (...ddl: readonly string[]) => onlineWay(ddl.map(readStatement), FACTS);
const within = (...ddl: readonly string[]) => parts(...ddl).within.map(writeStatement);
const behind = (...ddl: readonly string[]) => parts(...ddl).behind.map(writeStatement);

const T = 'ALTER TABLE "S"."t"';
const MAKE = 'CREATE TABLE "S"."new" ("a" integer)';
const APART = "-- in its own transaction\n";

test("what the script makes itself stays plain, and so does what takes no longer", () => {
  const plain = [
    MAKE,
    'CREATE INDEX "i" ON "S"."new" ("a")',
    'ALTER TABLE "S"."new" ADD CONSTRAINT "c" CHECK (a > 0)',
    'ALTER TABLE "S"."new" ADD CONSTRAINT "f" FOREIGN KEY ("a") REFERENCES "S"."t"("id")',
    `${T} ALTER COLUMN "id" SET NOT NULL`,
    `${T} ADD CONSTRAINT "x" EXCLUDE USING gist ("a" WITH &&)`,
    `${T} ADD CONSTRAINT "n" CHECK (a > 0) NOT VALID`,
    `${T} DROP COLUMN "a"`,
    'DROP INDEX "S"."i"',
  ];
  expect(within(...plain)).toEqual(plain.map((sql) => `${sql};`));
  expect(behind(...plain)).toEqual([]);
  // What the definitions want concurrently of a new table waits for nobody.
  expect(within(MAKE, 'CREATE INDEX CONCURRENTLY "i" ON "S"."new" ("a")')[1]).toBe(
    'CREATE INDEX "i" ON "S"."new" ("a");',
  );
});

test("a foreign key of a new table waits for the key that is made behind the transaction", () => {
  expect(
    behind(
      MAKE,
      `${T} ADD CONSTRAINT "u" UNIQUE("a")`,
      'ALTER TABLE "S"."new" ADD CONSTRAINT "f" FOREIGN KEY ("a") REFERENCES "S"."t"("a")',
    ).slice(-2),
  ).toEqual([
    `${APART}ALTER TABLE "S"."new" ADD CONSTRAINT "f" FOREIGN KEY ("a") REFERENCES "S"."t"("a") NOT VALID;`,
    `${APART}ALTER TABLE "S"."new" VALIDATE CONSTRAINT "f";`,
  ]);
});

test.each([
  ['UNIQUE("a", "b")', '("a", "b")', "UNIQUE USING INDEX", ""],
  ['UNIQUE NULLS NOT DISTINCT ("a")', '("a") NULLS NOT DISTINCT', "UNIQUE USING INDEX", ""],
  ['UNIQUE ("a") INCLUDE ("b")', '("a") INCLUDE ("b")', "UNIQUE USING INDEX", ""],
  [
    'UNIQUE ("a") WITH (fillfactor=70) USING INDEX TABLESPACE "x" DEFERRABLE INITIALLY DEFERRED',
    '("a") WITH (fillfactor=70) TABLESPACE "x"',
    "UNIQUE USING INDEX",
    " DEFERRABLE INITIALLY DEFERRED",
  ],
  ['PRIMARY KEY ("id")', '("id")', "PRIMARY KEY USING INDEX", ""],
])("a key over an index: %s", (definition, index, using, timing) => {
  const steps = parts(`${T} ADD CONSTRAINT "k" ${definition}`).behind;
  expect(steps.map(writeStatement)).toEqual([
    `CREATE UNIQUE INDEX CONCURRENTLY "k" ON "S"."t" USING btree ${index};`,
    `${APART}${T} ADD CONSTRAINT "k" ${using} "k"${timing};`,
  ]);
  // Told as it was said.
  const [told] = inOneStep(steps).map(statementSql);
  expect(told?.replaceAll(/[ ,]/g, "")).toBe(
    `${T} ADD CONSTRAINT "k" ${definition.replace("USING INDEX TABLESPACE", "TABLESPACE")}`.replaceAll(
      /[ ,]/g,
      "",
    ),
  );
});

test("a key without overlaps cannot be made so", () => {
  const sql = `${T} ADD CONSTRAINT "k" PRIMARY KEY ("id", "at" WITHOUT OVERLAPS)`;
  expect(within(sql)).toEqual([`${sql};`]);
});

test("what changes under its name is there all the time, and is told as before", () => {
  const key = parts(`${T} DROP CONSTRAINT "u"`, `${T} ADD CONSTRAINT "u" UNIQUE("a", "b")`);
  expect(key.within).toEqual([]);
  expect(key.behind.map(writeStatement)).toEqual([
    'CREATE UNIQUE INDEX CONCURRENTLY "u_new" ON "S"."t" USING btree ("a", "b");',
    `${T} DROP CONSTRAINT "u";`,
    '-- where the other way is half done\nDROP INDEX IF EXISTS "S"."u";',
    `${T} ADD CONSTRAINT "u" UNIQUE USING INDEX "u_new";`,
  ]);
  expect(key.leftovers.map(statementSql)).toEqual(['DROP INDEX IF EXISTS "S"."u_new"']);
  const index = parts('DROP INDEX "S"."i"', 'CREATE INDEX "i" ON "S"."t" ("a")');
  expect(index.within).toEqual([]);
  expect(inOneStep(index.behind).map(statementSql)).toEqual([
    'CREATE INDEX CONCURRENTLY "i" ON "S"."t" ("a")',
    'DROP INDEX "S"."i"',
  ]);
  // Where a column of the table goes, the key goes in the same transaction.
  expect(
    within(`${T} DROP CONSTRAINT "u"`, `${T} ADD CONSTRAINT "u" UNIQUE("a")`, `${T} DROP COLUMN "b"`)[0],
  ).toBe(`${T} DROP CONSTRAINT "u";`);
});

test("NOT NULL by a check that no other constraint is called like, of a primary key too", () => {
  const long = "c".repeat(60);
  const set = (column: string) => `${T} ALTER COLUMN "${column}" SET NOT NULL`;
  const checks = (...ddl: readonly string[]) =>
    within(...ddl).map((sql) => /CONSTRAINT "(.*?)"/.exec(sql)?.[1]);
  expect(checks(set("a"), set("taken"))).toEqual(["a_is_not_null", "taken_1_0_is_not_null"]);
  const names = checks(set(`${long}1`), set(`${long}2`));
  expect(new Set(names).size).toBe(2);
  for (const name of names) expect(Buffer.byteLength(name ?? "")).toBeLessThanOrEqual(63);
  expect(checks(`${T} ADD PRIMARY KEY ("id", "a")`)).toEqual(["a_is_not_null"]);
  // Where the script says it already, once is enough.
  expect(checks(set("a"), `${T} ADD PRIMARY KEY ("a")`)).toEqual(["a_is_not_null"]);
});

test("of a table with partitions stays plain what PostgreSQL does not do so", () => {
  const whole = 'ALTER TABLE "S"."whole"';
  const plain = [
    'CREATE INDEX "i" ON "S"."whole" ("a")',
    `${whole} ADD CONSTRAINT "u" UNIQUE("a")`,
    `${whole} ADD CONSTRAINT "f" FOREIGN KEY ("a") REFERENCES "S"."t"("id")`,
  ];
  expect(within(...plain)).toEqual(plain.map((sql) => `${sql};`));
  expect(behind(`${whole} ADD CONSTRAINT "c" CHECK (a > 0)`)).toEqual([
    `${APART}${whole} VALIDATE CONSTRAINT "c";`,
  ]);
});
