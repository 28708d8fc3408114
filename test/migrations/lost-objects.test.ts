import { expect, test } from "vitest";
import { lostObjects } from "../../scripts/migrations/rows/lost-objects.ts";
import { EMPTY_WAREHOUSE } from "../../scripts/model/collections.ts";
import { type Relation, relationKey } from "../../scripts/model/relation.ts";
import type { Rename } from "../../scripts/model/rename.ts";
import { type SqlObject, sqlObjectKey } from "../../scripts/model/sql-object.ts";
import type { Warehouse } from "../../scripts/model/warehouse.ts";

const object = (kind: SqlObject["kind"], name: string, parts: SqlObject["parts"]): SqlObject => ({
  kind,
  path: ["S", name],
  parts,
  needs: [],
});

const table = (columns: Readonly<Record<string, string>>, schema = "S"): Relation => ({
  kind: "table",
  schema,
  name: "t",
  columns: Object.entries(columns).map(([name, type]) => ({ name, type, notNull: false })),
});

const warehouse = (relation: Relation, ...objects: readonly SqlObject[]): Warehouse => ({
  ...EMPTY_WAREHOUSE,
  relations: new Map([[relationKey(relation), relation]]),
  sqlObjects: new Map(objects.map((one) => [sqlObjectKey(one), one])),
});

const told = (from: Warehouse, to: Warehouse, renames: readonly Rename[] = []) =>
  lostObjects(from, to, renames).map(({ message, query, lost }) => [message, query, lost]);

const MONEY = { "attribute amount": "numeric" };

test("an attribute goes from each column that holds it, in arrays, domains and other types too", () => {
  const others = [
    object("domain", "price", { type: '"S"."money"' }),
    object("composite type", "line", { "attribute of": '"S"."price"[]' }),
  ];
  const columns = { a: '"S".money', b: '"S".money[]', c: '"S".line', d: "text", gone: '"S".money' };
  const from = warehouse(
    table(columns),
    object("composite type", "money", { ...MONEY, 'attribute "x" y': "text" }),
    ...others,
  );
  const { gone: _, ...kept } = columns;
  const lost = told(from, warehouse(table(kept), object("composite type", "money", MONEY), ...others));
  expect(lost.map(([, query]) => query)).toEqual([
    `SELECT FROM "S"."t" WHERE ("a")."""x"" y" IS DISTINCT FROM NULL`,
    `SELECT FROM "S"."t" WHERE "b" IS DISTINCT FROM NULL`,
    `SELECT FROM "S"."t" WHERE "c" IS DISTINCT FROM NULL`,
  ]);
  expect(new Set(lost.map(([, , path]) => path))).toEqual(new Set(["S.money"]));
  expect(told(from, from)).toEqual([]);
});

test("a table of its own SQL goes with its rows, and is none that only gets another schema", () => {
  const own = (create: string) => object("other", "own", { kind: "table", create });
  const empty = table({});
  const [first, other] = ["a", "b"].map((column) =>
    warehouse(empty, own(`CREATE TABLE "S"."own" (${column} text)`)),
  );
  if (!first || !other) throw new Error("both are there");
  const query = 'SELECT FROM "S"."own"';
  expect(told(first, warehouse(empty))).toEqual([["drops the table S.own", query, "S.own"]]);
  expect(told(first, other)).toEqual([["makes the table S.own again", query, "S.own"]]);
  expect(told(first, first)).toEqual([]);
});
