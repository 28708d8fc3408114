import { expect, test } from "vitest";
import { lockLines } from "../../scripts/review/locks/lock-lines.ts";
import type { LockFacts } from "../../scripts/review/locks/table-lock.ts";

const FACTS: LockFacts = {
  tableOf: () => ["S", "t"],
  refersTo: () => [],
  keepsStorage: () => false,
  parentOf: () => undefined,
  defaultOf: () => undefined,
};

const lines = (script: string, online = false) =>
  lockLines([{ file: "migration.sql", script, isNew: ([, name]) => name === "new", facts: FACTS }], online);

const rows = (script: string) => lines(script).filter((line) => /^\| migration/.test(line));

test("each lock with whoever waits for it, and what is done behind it in the same transaction", () => {
  expect(
    rows(`ALTER TABLE "S"."t" ADD COLUMN "a" integer;
ALTER TABLE "S"."t" ADD COLUMN "b" integer;
ALTER TABLE "S"."u" DROP COLUMN "c";
CREATE INDEX "i" ON "S"."v" ("a");
CREATE TABLE "S"."new" ("a" integer);
CREATE INDEX "j" ON "S"."new" ("a");`),
  ).toEqual([
    '| migration.sql:1 `ALTER TABLE "S"."t" ADD COLUMN "a" integer` | `S.t` | ACCESS EXCLUSIVE | everybody | an instant; held for line 4 too, while an index is built (`S.v`) |',
    '| migration.sql:3 `ALTER TABLE "S"."u" DROP COLUMN "c"` | `S.u` | ACCESS EXCLUSIVE | everybody | an instant; held for line 4 too, while an index is built (`S.v`) |',
    '| migration.sql:4 `CREATE INDEX "i" ON "S"."v" ("a")` | `S.v` | SHARE | who writes | while an index is built |',
  ]);
});

test("in steps, a lock ends with its own; SET NOT NULL reads nothing behind a check that is valid", () => {
  const script = (name: string) => `ALTER TABLE "S"."t" ADD CONSTRAINT "k" CHECK ("a" IS NOT NULL) NOT VALID;
-- in its own transaction
ALTER TABLE "S"."t" VALIDATE CONSTRAINT "${name}";
ALTER TABLE "S"."t" ALTER COLUMN "a" SET NOT NULL;
-- where the other way is half done
DROP INDEX "S"."i";`;
  expect(rows(script("k")).map((row) => row.split(" | ").slice(2).join(", "))).toEqual([
    "ACCESS EXCLUSIVE, everybody, an instant |",
    "SHARE UPDATE EXCLUSIVE, nobody who reads or writes, while the table is read |",
  ]);
  expect(rows(script("k"))[0]).toContain("` and 1 more | `S.t`");
  expect(rows(script("other")).at(-1)).toContain("| while the table is read |");
});

test("what could be made online is told, and of the rest what else can be done; nothing of what locks nothing", () => {
  const script = `CREATE INDEX "i" ON "S"."v" ("a");
ALTER TABLE "S"."t" ALTER COLUMN "a" TYPE bigint;`;
  expect(lines(script).slice(-3)).toEqual([
    "- `make revision online=1` would write it so that nobody waits while `S.v` is read.",
    "- migration.sql:2 takes its time in any case: add a column beside it, fill that in batches, and let the old one go in a later revision.",
    "",
  ]);
  expect(lines(script, true).slice(-3, -1)).toEqual([
    expect.stringContaining(
      "- migration.sql:1 cannot be made online: it stays as it was said; of a table with partitions",
    ),
    expect.stringContaining("- migration.sql:2 cannot be made online: add a column beside it"),
  ]);
  expect(lines(`GRANT SELECT ON "S"."t" TO a; CREATE INDEX "j" ON "S"."new" ("a");`)).toEqual([]);
});
