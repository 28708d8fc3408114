import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { connect, type Sql } from "../../scripts/database/connect/connect.ts";
import { keepsStorage } from "../../scripts/model/storage.ts";
import { freshDatabase } from "../support/cluster.ts";

let database: Awaited<ReturnType<typeof freshDatabase>>;
let sql: Sql;

beforeAll(async () => {
  database = await freshDatabase(inject("adminUrl"));
  sql = await connect(database.url);
});
afterAll(async () => {
  await sql.end();
  await database.drop();
});

/** Types between which there is a cast, in lists in which each is tried with each. */
const TYPES: readonly (readonly string[])[] = [
  [
    "varchar(5)",
    "varchar(9)",
    "varchar",
    "text",
    "char(3)",
    "char(5)",
    "varchar(5)[]",
    "varchar(9)[]",
    "text[]",
  ],
  ["numeric(10,2)", "numeric(12,2)", "numeric(12,3)", "numeric(12)", "numeric", "integer", "bigint"],
  ["numeric(10,2)[]", "numeric(12,2)[]"],
  ["timestamp", "timestamp(3)", "timestamp(5)", "date"],
  ["timestamptz", "timestamptz(3)", "timestamptz(5)"],
  ["time", "time(3)", "timetz", "timetz(2)"],
  ["interval", "interval(3)", "interval(5)"],
  ["varbit", "varbit(3)", "varbit(5)", "bit(3)"],
  ["json", "jsonb", "text"],
  ["cidr", "inet"],
];

test("a table is written anew where its type says so, and nowhere else", async () => {
  const wrong: string[] = [];
  for (const list of TYPES) {
    for (const from of list) {
      for (const to of list) {
        await sql.unsafe(`DROP TABLE IF EXISTS public.t; CREATE TABLE public.t (a ${from})`);
        const look = async () => {
          const [row] = await sql.unsafe<{ file: string; type: string }[]>(
            `SELECT relfilenode::text AS file, format_type(atttypid, atttypmod) AS type
             FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attname = 'a'
             WHERE pg_class.oid = 'public.t'::regclass`,
          );
          if (!row) throw new Error("no table");
          return row;
        };
        const before = await look();
        await sql.unsafe(`ALTER TABLE public.t ALTER COLUMN a SET DATA TYPE ${to} USING a::${to}`);
        const after = await look();
        if (keepsStorage(before.type, after.type) !== (before.file === after.file))
          wrong.push(`${before.type} → ${after.type}`);
      }
    }
  }
  expect(wrong).toEqual([]);
});
