import { expect, inject, test } from "vitest";
import { runOutside } from "../../scripts/database/apply/outside-statement.ts";
import { sendStatements } from "../../scripts/database/apply/send-statements.ts";
import { type Sql, withConnection } from "../../scripts/database/connect/connect.ts";
import { transaction } from "../../scripts/database/connect/transaction.ts";
import type { Refusal } from "../../scripts/model/diagnostic.ts";
import { parseScript } from "../../scripts/sql/script.ts";
import { selectStatements } from "../../scripts/sql/select-statements.ts";
import { freshDatabase } from "../support/cluster.ts";

const statementsOf = (text: string) =>
  selectStatements(parseScript(text).statements, { variables: {}, major: 18 });

/** Once more, after a run that broke. @returns what is told, or what PostgreSQL refused */
async function again(sql: Sql, text: string): Promise<string> {
  const [one] = statementsOf(`${text};`);
  if (!one) throw new Error("no statement");
  return runOutside(sql, "migration.sql", one, true).then(
    (notes) => notes.join("\n"),
    (error: Refusal) => String((error.cause as { code?: string } | undefined)?.code ?? error),
  );
}

/** Leaves an invalid index. */
const breakIndex = (sql: Sql, name: string, table: string) =>
  sql.unsafe(`CREATE UNIQUE INDEX CONCURRENTLY ${name} ON ${table} (n)`).catch(() => {});

const indexes = async (sql: Sql) => {
  const rows = await sql.unsafe(`SELECT relname FROM pg_index JOIN pg_class ON oid = indexrelid
    WHERE relnamespace = 'shop'::regnamespace ORDER BY relname`);
  return rows.map(({ relname }) => relname).join(" ");
};

test("what a broken run left is told from what others made", async () => {
  const database = await freshDatabase(inject("adminUrl"));
  await withConnection(database.url, async (sql) => {
    await sql.unsafe(`CREATE SCHEMA shop; CREATE TABLE shop.item (n int, "a USING b" text);
      CREATE TABLE shop.it (n int); CREATE TABLE shop.part (n int) PARTITION BY RANGE (n);
      CREATE TABLE shop.part_1 PARTITION OF shop.part FOR VALUES FROM (0) TO (9); CREATE INDEX part_n ON shop.part (n);
      INSERT INTO shop.item SELECT 1 FROM generate_series(1, 3); INSERT INTO shop.it VALUES (1), (1);
      INSERT INTO shop.part VALUES (1), (1); CREATE INDEX item_n ON shop.item (n);
      CREATE INDEX by_a ON shop.item (lower("a USING b") DESC, n) INCLUDE (n) WHERE n > 1`);
    const by = 'CREATE INDEX CONCURRENTLY by_a ON shop.item (lower("a USING b") desc, "n") INCLUDE (n) WHERE';
    expect(await again(sql, `${by} (n > 1)`)).toBe("");
    expect(await again(sql, `${by} (n > 2)`)).toBe("42P07");
    expect(await again(sql, "CREATE UNIQUE INDEX CONCURRENTLY item_n ON shop.item (n)")).toBe("42P07");
    expect(await again(sql, "CREATE INDEX CONCURRENTLY item_n ON shop.it (n)")).toBe("42P07");
    expect(await again(sql, "DROP INDEX CONCURRENTLY shop.gone")).toContain("passed over");
    // A statement that changes rows or runs code has not done so where a name is missing.
    expect(await again(sql, "CALL shop.gone()")).toBe("42883");
    const turned = (text: string) =>
      transaction(sql, (tx) => sendStatements({ sql, tx, file: "m", passOver: true }, statementsOf(text)));
    await expect(turned("UPDATE shop.item SET gone = 1;")).rejects.toMatchObject({
      cause: { code: "42703" },
    });
    expect(await turned("ALTER TABLE shop.item DROP COLUMN gone;")).toEqual([
      expect.stringContaining("passed over"),
    ]);

    // REINDEX: what it names, whatever else has such letters in its name.
    await breakIndex(sql, "item_n_ccnew", "shop.item");
    await breakIndex(sql, "it_n_ccnew", "shop.it");
    await breakIndex(sql, "part_1_n_idx_ccold1", "shop.part_1");
    expect(await again(sql, "REINDEX TABLE CONCURRENTLY shop.item")).toBe(
      '"shop"."item_n_ccnew" was left invalid by a run that broke: it is made again',
    );
    expect(await again(sql, "REINDEX (VERBOSE, CONCURRENTLY) INDEX shop.part_n")).toContain(
      "part_1_n_idx_ccold1",
    );
    expect(await indexes(sql)).toBe("by_a it_n_ccnew item_n part_1_n_idx part_n");
    expect(await again(sql, "REINDEX SCHEMA CONCURRENTLY shop")).toContain("it_n_ccnew");
    expect(await indexes(sql)).toBe("by_a item_n part_1_n_idx part_n");
  });
  await database.drop();
});
